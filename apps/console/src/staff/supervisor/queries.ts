import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { type paths } from '../../api/schema.js';

type AskedOf<Path extends keyof paths> = paths[Path] extends {
  get: { parameters: { query?: infer Query } };
}
  ? NonNullable<Query>
  : never;

/** What every figure can be narrowed by. */
export type FiguresAsked = AskedOf<'/v1/figures'>;
export type DrillAsked = Omit<AskedOf<'/v1/figures/reports'>, 'cursor'>;
export type Counts = Schema<'FigureCounts'>;
export type Printed = Schema<'PrintedRate'>;
export type FigureName = NonNullable<DrillAsked['figure']>;

/** Figures change by the second; a page that one comes back to asks again. */
const FRESH_MS = 15_000;

export const overviewQuery = (asked: AskedOf<'/v1/figures/overview'>) =>
  queryOptions({
    queryKey: ['figures', 'overview', asked],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/figures/overview', { params: { query: asked }, signal })),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });

export const figuresQuery = (asked: FiguresAsked) =>
  queryOptions({
    queryKey: ['figures', 'groups', asked],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/figures', { params: { query: asked }, signal })),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });

export const comparisonQuery = (asked: AskedOf<'/v1/figures/comparison'>) =>
  queryOptions({
    queryKey: ['figures', 'comparison', asked],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/figures/comparison', { params: { query: asked }, signal })),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });

/** The reports behind a figure, page after page, all as of one instant. */
export const drillQuery = (asked: DrillAsked) =>
  infiniteQueryOptions({
    queryKey: ['figures', 'reports', asked],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/figures/reports', {
          params: { query: { ...asked, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** Every year in which something was received, the newest first. */
export const yearsQuery = queryOptions({
  queryKey: ['figures', 'years'],
  queryFn: async ({ signal }) => {
    const query = { from: '1990-01-01', to: `${new Date().getFullYear()}-12-31` };
    const { groups } = await bodyOf(
      api.GET('/v1/figures', { params: { query: { ...query, group_by: ['year'] } }, signal }),
    );
    return groups
      .flatMap(({ values: [year] }) => (year?.value ? [year.value] : []))
      .sort()
      .reverse();
  },
  staleTime: 10 * 60_000,
});

export const targetsQuery = queryOptions({
  queryKey: ['targets'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/targets', { signal })),
});

const COMING = ['waiting', 'running'];

/** One's own documents; looked at again as long as one of them is on its way. */
export const documentsQuery = queryOptions({
  queryKey: ['documents'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/documents', { signal })),
  refetchInterval: ({ state: { data } }) =>
    data?.items.some(({ state }) => COMING.includes(state)) ? 700 : false,
});

export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/documents/schedules', { signal })),
});

export const inboxQuery = (name: 'extensions' | 'overdue') =>
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

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/policies', { signal })),
});

export const policyQuery = (code: string) =>
  queryOptions({
    queryKey: ['policies', code],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/policies/{code}', { params: { path: { code } }, signal })),
  });

/** How many reports lie where, in cells of a grid. */
export const placesQuery = (asked: AskedOf<'/v1/figures/places'>) =>
  queryOptions({
    queryKey: ['figures', 'places', asked],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/figures/places', { params: { query: asked }, signal })),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
