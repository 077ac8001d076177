import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { type FilingDraft } from './filing.js';

/** What a text seems to be about, and in which area its place lies. */
export const tellingQuery = (text: string, stream: string, { place }: Pick<FilingDraft, 'place'>) =>
  queryOptions({
    queryKey: ['telling', text, stream, place],
    queryFn: ({ signal }) =>
      bodyOf(api.POST('/v1/desk/suggest', { body: { text, stream, ...place }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
    retry: false,
  });

/** Open reports around a place of two coordinates in degrees, nearest first. */
export const nearbyQuery = (lat: number, lon: number) =>
  queryOptions({
    queryKey: ['reports', 'nearby', lat, lon],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/nearby', { params: { query: { lat, lon } }, signal })),
    staleTime: 30_000,
  });
