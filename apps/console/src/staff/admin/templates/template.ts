import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Schema, api, bodyOf } from '../../../api/client.js';

export type Template = Schema<'TemplateView'>;
export type Action = Template['actions'][number];

/** The acts whose forms offer templates. */
export const ACTIONS: readonly Action[] = [
  ...(['answer', 'resolve', 'reject', 'refuse', 'transfer', 'wait', 'deny'] as const),
  ...(['return', 'reopen', 'withdraw'] as const),
];

/** Templates by name, with or without accents, and for an act; all of them where nothing is asked. */
export const templatesQuery = (q: string, action: Action | null) =>
  infiniteQueryOptions({
    queryKey: ['templates', 'all', q, action],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(q !== '' && { q }),
        ...(action !== null && { action }),
        ...(pageParam !== null && { cursor: pageParam }),
      };
      return bodyOf(api.GET('/v1/desk/templates', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
