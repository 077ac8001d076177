import {
  type QueryClient,
  type UseQueryResult,
  infiniteQueryOptions,
  queryOptions,
  useQuery,
} from '@tanstack/react-query';
import { type Schema, api, bodyOf, shown } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { referenceQuery } from '../queries.js';

type Me = Schema<'CitizenView'>;

/** Who is signed in; null: nobody. From then on what is sent shows that it comes from this page. */
const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      const me = await bodyOf(api.GET('/v1/me', { signal }));
      shown.csrf = me.csrf_token;
      return me;
    } catch (error) {
      if (error instanceof Problem && error.code === 'not_authenticated') return null;
      throw error;
    }
  },
  staleTime: 60_000,
  retry: false,
});

/** Whoever is signed in, where citizens may; nothing is asked where they may not. */
export function useMe(): Pick<UseQueryResult<Me | null>, 'data' | 'isPending'> {
  const { data: reference, isPending } = useQuery(referenceQuery());
  const offered = Boolean(reference?.sign_in);
  const me = useQuery({ ...meQuery, enabled: offered });
  return { data: me.data, isPending: isPending || (offered && me.isPending) };
}

/** Nobody is signed in any more. */
export function forgetMe(queries: QueryClient): void {
  shown.csrf = null;
  queries.setQueryData(meQuery.queryKey, null);
  queries.removeQueries({ queryKey: ['my-reports'] });
}

/** The own reports of whoever is signed in, the newest first, page after page. */
export const myPages = infiniteQueryOptions({
  queryKey: ['my-reports'],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(
      api.GET('/v1/me/reports', {
        params: { query: { limit: 20, ...(pageParam !== null && { cursor: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
