import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.js';
import { type Kind } from './reference/entry.js';

/** Everybody who works here, with what is known of how they sign in. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/people', { signal })),
});

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/calendars', { signal })),
});

export const calendarQuery = (code: string) =>
  queryOptions({
    queryKey: ['calendars', code],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/calendars/{code}', { params: { path: { code } }, signal })),
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

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/keys', { signal })),
});

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/webhooks', { signal })),
});

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/privacy/retention', { signal })),
});

/** The entries of a kind as they are saved; those that ended among them. */
export const catalogueQuery = (kind: Kind) =>
  queryOptions({
    queryKey: ['catalogue', kind],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/catalogue/{kind}', { params: { path: { kind } }, signal })),
  });

/** One entry, with everything that was ever saved of it. */
export const entryQuery = (kind: Kind, code: string) =>
  queryOptions({
    queryKey: ['catalogue', kind, code],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/desk/catalogue/{kind}/{code}', { params: { path: { kind, code } }, signal }),
      ),
  });
