import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client.js';
import { type paths } from '../api/schema.js';

/** What a list of reports can be asked for; the cursor is the query's own. */
export type ListAsked = Omit<
  NonNullable<paths['/v1/desk/reports']['get']['parameters']['query']>,
  'cursor'
>;

/** What the desk's forms choose from: categories, units, areas, people. It hardly changes. */
export const referenceQuery = queryOptions({
  queryKey: ['reference'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/reference', { signal })),
  staleTime: 5 * 60_000,
});

/**
 * One case, without whose it is: showing that is asked for by itself (`contactQuery`) and written down.
 * Pages of every area read it under this key.
 */
export const caseQuery = (code: string) =>
  queryOptions({
    queryKey: ['reports', 'one', code],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/desk/reports/{code}', {
          params: { path: { code }, query: { contact: 'false' } },
          signal,
        }),
      ),
  });

/** Every clock of a case, explained in words. */
export const clockQuery = (code: string) =>
  queryOptions({
    queryKey: ['reports', 'clock', code],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/reports/{code}/clock', { params: { path: { code } }, signal })),
  });

export const areasQuery = queryOptions({
  queryKey: ['reference', 'areas'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/reference/areas', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
