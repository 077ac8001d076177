import { queryOptions } from '@tanstack/react-query';
import { type Schema, api, bodyOf, shown } from '../api/client.js';
import { Problem } from '../api/problem.js';
import { keptInTab } from '../shared/kept.js';

export type Session = Schema<'SessionView'>;
export type Ways = Schema<'SignInWays'>;
export type Right = Session['rights'][number];
export type Role = Session['person']['role'];

/** Who is at the desk, and what they may. */
export interface Me {
  readonly code: string;
  readonly name: string;
  readonly role: Role;
  readonly rights: readonly Right[];
  /** Null where signing in is off, and one key opens the desk. */
  readonly session: Session | null;
}

/** How far somebody has come into the desk. */
export type Standing =
  | { readonly at: 'door'; readonly ways: Ways }
  | { readonly at: 'code' | 'enrol'; readonly ways: Ways; readonly session: Session }
  | { readonly at: 'desk'; readonly me: Me };

const DESK_KEY = 'kip-desk-key';

/** Keeps the key of a desk where signing in is off, for this tab; null gives it back. */
function keepDeskKey(key: string | null, person: string | null = null): void {
  shown.desk = key === null ? null : { key, person };
  keptInTab.write(DESK_KEY, key === null ? null : JSON.stringify({ key, person }));
}

function keptDeskKey(): { key: string; person: string | null } | null {
  const kept = keptInTab.read(DESK_KEY);
  return kept === null ? null : (JSON.parse(kept) as { key: string; person: string | null });
}

function isOut(error: unknown): boolean {
  return error instanceof Problem && error.code === 'not_authenticated';
}

/** The standing that a session gives, and what its requests have to show from now on. */
export function standingOf(session: Session, ways: Ways): Standing {
  shown.csrf = session.csrf_token;
  if (session.stage !== 'ready') return { at: session.stage, ways, session };
  return { at: 'desk', me: { ...session.person, rights: session.rights, session } };
}

async function standingByKey(): Promise<Standing> {
  const { me, rights } = await bodyOf(api.GET('/v1/desk/reference'));
  return { at: 'desk', me: { ...me, rights, session: null } };
}

/**
 * Goes in with the key of a desk where signing in is off.
 * @throws Problem where it is wrong, or nobody is that person; it is not kept then
 */
export async function enterByKey(key: string, person: string | null): Promise<Standing> {
  keepDeskKey(key, person);
  try {
    return await standingByKey();
  } catch (error) {
    keepDeskKey(null);
    throw error;
  }
}

/** Signs out here, or gives the key back. */
export async function leaveDesk({ session }: Me): Promise<void> {
  if (session) await api.DELETE('/v1/session');
  keepDeskKey(null);
  shown.csrf = null;
}

async function readStanding(): Promise<Standing> {
  const ways = await bodyOf(api.GET('/v1/session/ways'));
  try {
    if (ways.key) {
      shown.desk = keptDeskKey();
      return shown.desk ? await standingByKey() : { at: 'door', ways };
    }
    return standingOf(await bodyOf(api.GET('/v1/session')), ways);
  } catch (error) {
    if (!isOut(error)) throw error;
    shown.csrf = null;
    keepDeskKey(null);
    return { at: 'door', ways };
  }
}

/** Who this browser is at the desk. */
export const standingQuery = queryOptions({
  queryKey: ['standing'],
  queryFn: readStanding,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Where a role begins its day. */
export function homeOf(role: Role): string {
  switch (role) {
    case 'operator':
      return '/triage';
    case 'unit_staff':
      return '/cases';
    case 'supervisor':
      return '/overview';
    case 'moderator':
      return '/moderation';
    case 'admin':
      return '/admin';
    case 'reporter':
    case 'integrator':
    case 'import':
    case 'router':
    case 'system':
      return '/me';
  }
}
