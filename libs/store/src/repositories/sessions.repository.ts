import { type PersonEntity } from '../entities/reference.entities.js';
import { type Store, type Tx } from '../store.js';

/** How far a session has come: a code is asked for, a second factor is to be set up, or all is done. */
export const SESSION_STAGES = ['code', 'enrol', 'ready'] as const;
export type SessionStage = (typeof SESSION_STAGES)[number];
export type SignInWay = 'password' | 'oidc';

/** Whoever shows the token of a session, as they are at this moment. */
export interface LiveSession {
  readonly id: string;
  readonly stage: SessionStage;
  readonly expiresAt: Date;
  readonly person: SessionPerson;
}

/** What of a person decides what a session may. */
export type SessionPerson = Pick<
  PersonEntity,
  'code' | 'name' | 'role' | 'unitCode' | 'streams' | 'areas' | 'units' | 'networks'
>;

/** Nobody has used it for so long: somebody may have left a screen behind. */
const IDLE = "interval '1 hour'";

const LIVE = `WITH live AS (
  SELECT s.id, s.stage, s.expires_at, s.seen_at, p.code, p.name, p.role, p.unit_code, p.streams, p.areas,
    p.units, p.networks
  FROM sessions s JOIN accounts a USING (person_code) JOIN people p ON p.code = s.person_code
  WHERE s.token_hash = $1 AND s.ended_at IS NULL AND a.disabled_at IS NULL
    AND s.expires_at > clock_timestamp() AND s.seen_at > clock_timestamp() - ${IDLE}
), seen AS (
  UPDATE sessions SET seen_at = clock_timestamp() FROM live
  WHERE sessions.id = live.id AND live.seen_at < clock_timestamp() - interval '1 minute'
)
SELECT id, stage, expires_at AS "expiresAt", json_build_object('code', code, 'name', name, 'role', role,
  'unitCode', unit_code, 'streams', streams, 'areas', areas, 'units', units, 'networks', networks) AS person
FROM live`;

/**
 * The session of a token, as the database knows it at this moment: what was ended, or whoever was shut
 * out, is gone at once. It is one statement, for it precedes every request.
 * @param tokenHash SHA-256 of the token
 */
export async function liveSession(store: Store, tokenHash: Buffer): Promise<LiveSession | null> {
  const [session] = await store.alone<LiveSession>(LIVE, [tokenHash]);
  return session ?? null;
}

/** Which of these sessions are alive, for what goes on longer than a request does; no use is noted. */
export async function aliveSessions(
  store: Store,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await store.alone<{ id: string }>(
    `SELECT s.id FROM sessions s JOIN accounts a USING (person_code)
     WHERE s.id = ANY ($1::uuid[]) AND s.ended_at IS NULL AND a.disabled_at IS NULL
       AND s.expires_at > clock_timestamp() AND s.seen_at > clock_timestamp() - ${IDLE}`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A session as it begins. */
export interface NewSession {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly personCode: string;
  readonly stage: SessionStage;
  readonly way: SignInWay;
  /** What the browser calls itself, so that people know their own sessions. */
  readonly agent: string;
  readonly hours: number;
}

/** Begins a session; `hours` is how long it lasts at most. */
export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  const { id, tokenHash, personCode, stage, way, agent, hours } = session;
  await tx.prepared(
    `INSERT INTO sessions (id, token_hash, person_code, stage, way, agent, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7 * interval '1 hour')`,
    [id, tokenHash, personCode, stage, way, agent.slice(0, 300), hours],
  );
}

/** Lets a session go on under another token: who had seen the one before has nothing now. */
export async function renewSession(
  tx: Tx,
  id: string,
  tokenHash: Buffer,
  stage: SessionStage,
): Promise<void> {
  await tx.prepared(
    'UPDATE sessions SET token_hash = $2, stage = $3 WHERE id = $1 AND ended_at IS NULL',
    [id, tokenHash, stage],
  );
}

/** A session as its person sees it among the own ones. */
export interface SessionLine {
  readonly id: string;
  readonly agent: string;
  readonly way: SignInWay;
  readonly madeAt: Date;
  readonly seenAt: Date;
}

/** A person's sessions that are alive, the latest used first. */
export async function sessionsOf(tx: Tx, personCode: string): Promise<SessionLine[]> {
  return tx.prepared<SessionLine>(
    `SELECT id, agent, way, made_at AS "madeAt", seen_at AS "seenAt" FROM sessions
     WHERE person_code = $1 AND ended_at IS NULL AND expires_at > clock_timestamp()
       AND seen_at > clock_timestamp() - ${IDLE}
     ORDER BY seen_at DESC, id`,
    [personCode],
  );
}

/** Ends a person's sessions: one of them, or all. @returns how many were alive */
export async function endSessions(
  tx: Tx,
  personCode: string,
  id: string | null = null,
): Promise<number> {
  const ended = await tx.prepared(
    `UPDATE sessions SET ended_at = clock_timestamp()
     WHERE person_code = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR id = $2) RETURNING 1`,
    [personCode, id],
  );
  return ended.length;
}
