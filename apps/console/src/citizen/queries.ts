import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client.js';
import { keepReference, keptReference } from './offline/reference.js';
import { reportKey } from './tokens.js';

/** A report as its reporter follows it. */
export const reportQuery = (code: string, token: string | null) =>
  queryOptions({
    queryKey: ['report', code, token],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/reports/{code}', {
          params: reportKey(code, token),
          signal,
        }),
      ),
  });

/**
 * What may be filed: streams, categories and their fields, and the limits. What was read last is
 * shown until it is read anew, so that a report can be written without a connection.
 */
export const referenceQuery = () =>
  queryOptions({
    queryKey: ['public-reference'],
    queryFn: async ({ signal }) => {
      const reference = await bodyOf(api.GET('/v1/public/reference', { signal }));
      keepReference(reference);
      return reference;
    },
    initialData: keptReference,
    initialDataUpdatedAt: 0,
    staleTime: 60_000,
  });

/** Published open reports near a place of two coordinates in degrees. */
export const nearbyQuery = (lat: number, lon: number) =>
  queryOptions({
    queryKey: ['nearby', lat, lon],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/public/nearby', { params: { query: { lat, lon } }, signal })),
  });

/** How the promise of a report came about, and what is left of it. */
export const clockQuery = (code: string, token: string | null) =>
  queryOptions({
    queryKey: ['report-clock', code, token],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/reports/{code}/clock', {
          params: reportKey(code, token),
          signal,
        }),
      ),
    refetchInterval: 60_000,
  });

function asDataUrl(image: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      resolve(typeof reader.result === 'string' ? reader.result : '');
    });
    reader.addEventListener('error', () => {
      reject(reader.error ?? new Error('the photo could not be read'));
    });
    reader.readAsDataURL(image);
  });
}

/** A photo of a report, small, as what an image can show; only whoever has the token is given it. */
export const photoQuery = (code: string, token: string | null, id: string) =>
  queryOptions({
    queryKey: ['report-photo', code, id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/reports/{code}/photos/{id}/thumbnail', {
        params: { ...reportKey(code, token), path: { code, id } },
        parseAs: 'blob',
        signal,
      });
      if (!data) throw new Error(`no photo ${id}`);
      return asDataUrl(data);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Where the areas lie. */
export const areasQuery = queryOptions({
  queryKey: ['areas'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/public/areas', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What of the published reports is asked for; `standing` and `category` as the address has them. */
export interface PublishedAsked {
  readonly standing?: 'open' | 'ended';
  readonly category?: string;
}

/** Published reports, the newest first, page after page. */
export const publishedPages = (asked: PublishedAsked) =>
  infiniteQueryOptions({
    queryKey: ['published', asked],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/public/reports', {
          params: { query: { ...asked, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** What a text seems to be about, and whose area a place lies in. */
export const suggestQuery = (text: string) =>
  queryOptions({
    queryKey: ['suggest', text],
    queryFn: ({ signal }) =>
      bodyOf(api.POST('/v1/public/suggest', { body: { text, stream: 'field' }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
