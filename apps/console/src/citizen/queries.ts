import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client.js';

/** A report as its reporter follows it. */
export const reportQuery = (code: string, token: string) =>
  queryOptions({
    queryKey: ['report', code, token],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/reports/{code}', {
          params: { path: { code }, header: { 'Tracking-Token': token } },
          signal,
        }),
      ),
  });

/** The newest of the published reports. */
export const publishedQuery = () =>
  queryOptions({
    queryKey: ['published'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/public/reports', { signal })),
  });
