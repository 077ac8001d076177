import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Schema, api, bodyOf } from '../../api/client.js';

export type InboxName = Schema<'InboxCount'>['name'];
export type TemplateAction = Schema<'TemplateView'>['actions'][number];

/** Whose a report is. Each time it is asked, the server writes down who looked: never ask unbidden. */
export async function readContact(code: string): Promise<Schema<'ContactView'> | null> {
  const params = { path: { code }, query: { contact: 'true' as const } };
  const { contact } = await bodyOf(api.GET('/v1/desk/reports/{code}', { params }));
  return contact;
}

/** How long several cases have, and when that counts; asked again each minute. */
export const runningQuery = (codes: readonly string[]) =>
  queryOptions({
    queryKey: ['reports', 'running', codes],
    queryFn: async ({ signal }) => ({
      ...(await bodyOf(
        api.GET('/v1/desk/clocks', { params: { query: { code: [...codes] } }, signal }),
      )),
      /** When it came, on a clock that nobody sets: seconds since then are added to `as_of`. */
      came_at: performance.now(),
    }),
    enabled: codes.length > 0,
    refetchInterval: 60_000,
    structuralSharing: false,
  });

export const similarQuery = (code: string) =>
  queryOptions({
    queryKey: ['reports', 'similar', code],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/reports/{code}/similar', { params: { path: { code } }, signal })),
    staleTime: 60_000,
  });

/** Where a case would go, and why. */
export const suggestionQuery = (code: string) =>
  queryOptions({
    queryKey: ['reports', 'suggestion', code],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/reports/{code}/suggestion', { params: { path: { code } }, signal })),
    staleTime: 60_000,
  });

export const notesQuery = (code: string) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'notes', code],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/desk/reports/{code}/notes', {
          params: { path: { code }, query: pageParam === null ? {} : { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** Texts for an act on cases of a stream. */
export const templatesQuery = (action: TemplateAction, stream: string) =>
  queryOptions({
    queryKey: ['templates', action, stream],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/desk/templates', {
          params: { query: { action, stream, limit: 100 } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });

/** How many wait in each of one's inboxes. */
export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/inboxes', { signal })),
  refetchInterval: 60_000,
});

/** What waits in one of them. */
export const inboxQuery = (name: InboxName) =>
  infiniteQueryOptions({
    queryKey: ['inboxes', name],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/desk/inboxes/{name}', {
          params: { path: { name }, query: pageParam === null ? {} : { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/**
 * The notes in which one is named.
 * @public
 */
export const mentionsQuery = infiniteQueryOptions({
  queryKey: ['mentions'],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(
      api.GET('/v1/desk/mentions', {
        params: { query: pageParam === null ? {} : { cursor: pageParam } },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
