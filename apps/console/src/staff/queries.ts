import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client.js';
import { type paths } from '../api/schema.js';

/** What a list of reports can be asked for; the cursor is the query's own. */
export type ListAsked = Omit<
  NonNullable<paths['/v1/desk/reports']['get']['parameters']['query']>,
  'cursor'
>;

/** A list that nobody touches is read anew. */
const READ_AGAIN_MS = 30_000;

/** Reports within one's scope, page after page; the key begins with `reports`. */
export const reportsQuery = (asked: ListAsked) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/desk/reports', {
          params: { query: { ...asked, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: READ_AGAIN_MS,
  });

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
