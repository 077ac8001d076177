import { type Store, type Tx } from '../store.js';

/** A citizen's session, as the database knows it at this moment. */
export interface CitizenSession {
  readonly id: string;
  readonly citizenId: string;
  readonly expiresAt: Date;
}

const LIVE = `WITH live AS (
  SELECT id, citizen_id, expires_at FROM citizen_sessions
  WHERE token_hash = $1 AND expires_at > clock_timestamp()
), seen AS (
  UPDATE citizens SET seen_at = clock_timestamp() FROM live
  WHERE citizens.id = live.citizen_id AND citizens.seen_at < clock_timestamp() - interval '1 day'
)
SELECT id, citizen_id AS "citizenId", expires_at AS "expiresAt" FROM live`;

/** The session of a token; null where there is none, or it has ended. @param tokenHash SHA-256 of the token */
export async function liveCitizenSession(
  store: Store,
  tokenHash: Buffer,
): Promise<CitizenSession | null> {
  const [session] = await store.alone<CitizenSession>(LIVE, [tokenHash]);
  return session ?? null;
}

/**
 * The account of whoever another system vouches for, made the first time.
 * @param id of the account that is made
 * @param subjectKey keyed hash of issuer and subject
 * @returns its id
 */
export async function citizenOf(tx: Tx, id: string, subjectKey: Buffer): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO citizens (id, subject_key) VALUES ($1, $2)
     ON CONFLICT (subject_key) DO UPDATE SET seen_at = clock_timestamp() RETURNING id`,
    [id, subjectKey],
  );
  return row?.id ?? id;
}

/** A session as it begins. */
export interface NewCitizenSession {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly citizenId: string;
  readonly hours: number;
}

/** Begins a session; those of the same citizen whose time is up go. */
export async function insertCitizenSession(
  tx: Tx,
  { id, tokenHash, citizenId, hours }: NewCitizenSession,
): Promise<void> {
  await tx.query(
    'DELETE FROM citizen_sessions WHERE citizen_id = $1 AND expires_at <= clock_timestamp()',
    [citizenId],
  );
  await tx.query(
    `INSERT INTO citizen_sessions (id, token_hash, citizen_id, expires_at)
     VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 hour')`,
    [id, tokenHash, citizenId, hours],
  );
}

/** Ends one session of a citizen, or all of them. */
export async function endCitizenSessions(
  tx: Tx,
  citizenId: string,
  id: string | null = null,
): Promise<void> {
  await tx.query(
    'DELETE FROM citizen_sessions WHERE citizen_id = $1 AND ($2::uuid IS NULL OR id = $2)',
    [citizenId, id],
  );
}

/** Forgets a citizen: account, sessions, and which reports are theirs. The reports stay. */
export async function forgetCitizen(tx: Tx, citizenId: string): Promise<void> {
  await tx.query('DELETE FROM citizens WHERE id = $1', [citizenId]);
}

/** Whether a report is the own one of the transaction's citizen. */
export async function isOwnReport(tx: Tx, reportId: string): Promise<boolean> {
  const rows = await tx.prepared('SELECT FROM citizen_reports WHERE report_id = $1', [reportId]);
  return rows.length > 0;
}

/** Makes a report the own one of the transaction's citizen; it may be already. */
export async function addOwnReport(tx: Tx, citizenId: string, reportId: string): Promise<void> {
  await tx.prepared(
    'INSERT INTO citizen_reports (citizen_id, report_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [citizenId, reportId],
  );
}

/** Takes a report out of the own ones of the transaction's citizen. @returns whether it was among them */
export async function dropOwnReport(tx: Tx, code: string): Promise<boolean> {
  const gone = await tx.prepared(
    `DELETE FROM citizen_reports o USING reports r WHERE r.id = o.report_id AND r.code = $1 RETURNING 1`,
    [code],
  );
  return gone.length > 0;
}

/** How many reports are the own ones of the transaction's citizen. */
export async function countOwnReports(tx: Tx): Promise<number> {
  const [row] = await tx.prepared<{ n: number }>('SELECT count(*)::int AS n FROM citizen_reports');
  return row?.n ?? 0;
}

/** A line of one's own reports. */
export interface OwnReport {
  readonly id: string;
  readonly receivedAt: Date;
}

/**
 * The own reports of the transaction's citizen, the latest received first.
 * @param after the place at which they begin; null: at the latest
 */
export async function ownReports(
  tx: Tx,
  after: { readonly value: Date | null; readonly id: string } | null,
  limit: number,
): Promise<OwnReport[]> {
  return tx.prepared<OwnReport>(
    `SELECT r.id, r.received_at AS "receivedAt" FROM citizen_reports o JOIN reports r ON r.id = o.report_id
     WHERE $1::timestamptz IS NULL OR (r.received_at, r.id) < ($1, $2::uuid)
     ORDER BY r.received_at DESC, r.id DESC LIMIT $3`,
    [after?.value ?? null, after?.id ?? null, limit],
  );
}
