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
