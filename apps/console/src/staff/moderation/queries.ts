import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.js';

/** What is held, the longest held first, page after page. */
export const heldQuery = infiniteQueryOptions({
  queryKey: ['held'],
  queryFn: ({ pageParam, signal }) => {
    const query = pageParam === null ? {} : { cursor: pageParam };
    return bodyOf(api.GET('/v1/desk/moderation', { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export const blocksQuery = infiniteQueryOptions({
  queryKey: ['blocks'],
  queryFn: ({ pageParam, signal }) => {
    const query = pageParam === null ? {} : { cursor: pageParam };
    return bodyOf(api.GET('/v1/desk/blocks', { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
