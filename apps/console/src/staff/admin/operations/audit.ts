import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { type Asked, wordOf } from '../../../shared/address.js';
import { instantIn } from '../../cases/zone-time.js';

/** What one looks at: acts on reports, access, or what was saved of rules. */
export const LOGS = ['acts', 'access', 'rules'] as const;
export type Log = (typeof LOGS)[number];

/** What the address narrows a log to; empty where it does not. Days are both inside. */
export interface AuditAsked {
  readonly person: string;
  readonly kind: string;
  readonly report: string;
  readonly from: string;
  readonly to: string;
}

export function auditAsked(asked: Asked): AuditAsked {
  const of = (name: keyof AuditAsked): string => wordOf(asked, name);
  return {
    ...{ person: of('person'), kind: of('kind'), report: of('report') },
    ...{ from: of('from'), to: of('to') },
  };
}

const DAY_MS = 86_400_000;
/** A day as its field holds it; a half typed one narrows nothing. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function narrowed({ person, kind, from, to }: AuditAsked, cursor: string | null) {
  const after = DAY.test(to) && new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10);
  return {
    ...(person !== '' && { person }),
    ...(kind !== '' && { kind }),
    ...(DAY.test(from) && { from: instantIn(`${from}T00:00`) }),
    ...(after && { to: instantIn(`${after}T00:00`) }),
    ...(cursor !== null && { cursor }),
  };
}

const ofReport = ({ report }: AuditAsked) => (report === '' ? {} : { report });
const page = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }: { readonly next: string | null }) => next,
};

export const actsQuery = (asked: AuditAsked) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'acts', asked],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...narrowed(asked, pageParam), ...ofReport(asked) };
      return bodyOf(api.GET('/v1/desk/audit/acts', { params: { query }, signal }));
    },
    ...page,
  });

export const accessQuery = (asked: AuditAsked) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'access', asked],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...narrowed(asked, pageParam), ...ofReport(asked) };
      return bodyOf(api.GET('/v1/desk/audit/access', { params: { query }, signal }));
    },
    ...page,
  });

export const savedQuery = (asked: AuditAsked) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'rules', asked],
    queryFn: ({ pageParam, signal }) => {
      const query = narrowed(asked, pageParam);
      return bodyOf(api.GET('/v1/desk/audit/saved', { params: { query }, signal }));
    },
    ...page,
  });

export const sealQuery = queryOptions({
  queryKey: ['audit', 'seal'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/audit/seal', { signal })),
});
