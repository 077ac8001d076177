import { queryOptions } from '@tanstack/react-query';
import { type Schema, api, bodyOf } from '../../../api/client.js';

/** The stream of what people demand of their own data. */
export const DEMANDS = 'data';

/** What became of a demand, the first decision first. */
export const outcomesQuery = (code: string) =>
  queryOptions({
    queryKey: ['demands', code],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/privacy/requests/{code}', { params: { path: { code } }, signal })),
  });

/** Whether a case still waits for its end. */
export function isOpen({ cycles }: Pick<Schema<'CaseView'>, 'cycles'>): boolean {
  return cycles.some(({ ended_at: ended }) => ended === null);
}
