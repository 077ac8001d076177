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

/** What may be filed: streams, categories and their fields, and the limits. */
export const referenceQuery = () =>
  queryOptions({
    queryKey: ['public-reference'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/public/reference', { signal })),
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
export const clockQuery = (code: string, token: string) =>
  queryOptions({
    queryKey: ['report-clock', code, token],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/reports/{code}/clock', {
          params: { path: { code }, header: { 'Tracking-Token': token } },
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
export const photoQuery = (code: string, token: string, id: string) =>
  queryOptions({
    queryKey: ['report-photo', code, id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/reports/{code}/photos/{id}/thumbnail', {
        params: { path: { code, id }, header: { 'Tracking-Token': token } },
        parseAs: 'blob',
        signal,
      });
      if (!data) throw new Error(`no photo ${id}`);
      return asDataUrl(data);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
