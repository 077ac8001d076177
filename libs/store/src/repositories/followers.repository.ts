import { type Tx } from '../store.js';

type Language = 'vi' | 'en';

/** Somebody who asks to follow a report. */
export interface NewFollower {
  readonly id: string;
  readonly reportId: string;
  readonly reportCode: string;
  readonly email: string;
  /** A keyed hash of the address: by it alone the intake knows it again. */
  readonly emailKey: Buffer;
  readonly language: Language;
  /** Hashes of the tokens that are mailed. */
  readonly confirmHash: string;
  readonly leaveHash: string;
}

/** So long a link can be used, by the reports' clock. */
export const FOLLOW_HOURS = 48;
/** Before that, whoever asks again is sent nothing more. */
const AGAIN_AFTER = "interval '1 hour'";

/**
 * Writes down that somebody asks to follow a report, so that they are asked by mail whether they did.
 * Whoever follows it already is left alone, and so is whoever was asked a moment ago.
 */
export async function askToFollow(tx: Tx, one: NewFollower): Promise<void> {
  await tx.prepared(
    `DELETE FROM followers WHERE report_id = $1 AND email_key = $2 AND confirmed_at IS NULL
       AND asked_at <= $3::timestamptz - ${AGAIN_AFTER}`,
    [one.reportId, one.emailKey, tx.now],
  );
  await tx.prepared(
    `INSERT INTO followers (id, report_id, followed_code, email, email_key, language, confirm_hash, leave_hash,
       asked_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9::timestamptz + ${FOLLOW_HOURS} * interval '1 hour')
     ON CONFLICT DO NOTHING`,
    [
      ...[one.id, one.reportId, one.reportCode, one.email, one.emailKey, one.language],
      ...[one.confirmHash, one.leaveHash, tx.now],
    ],
  );
}

/**
 * From now on whoever was sent the token follows the report; again, it changes nothing.
 * @returns the report's code, or null where the token is none or its time is up
 */
export async function confirmFollower(tx: Tx, confirmHash: string): Promise<string | null> {
  const [row] = await tx.prepared<{ code: string }>(
    `UPDATE followers f SET confirmed_at = coalesce(f.confirmed_at, $2) FROM reports r
     WHERE f.confirm_hash = $1 AND (f.confirmed_at IS NOT NULL OR f.expires_at > $2) AND r.id = f.report_id
     RETURNING r.code`,
    [confirmHash, tx.now],
  );
  return row?.code ?? null;
}

/** Whoever was sent the token follows no more, and nothing is kept of them. */
export async function removeFollower(tx: Tx, leaveHash: string): Promise<void> {
  await tx.prepared('DELETE FROM followers WHERE leave_hash = $1', [leaveHash]);
}

/** Those who follow a duplicate follow the report that it was merged into. */
export async function moveFollowers(tx: Tx, duplicateId: string): Promise<void> {
  await tx.prepared('SELECT kip_move_followers($1)', [duplicateId]);
}

/** How many follow a report. */
export async function countFollowers(tx: Tx, reportId: string): Promise<number> {
  const [row] = await tx.prepared<{ n: number }>(
    'SELECT count(*)::int AS n FROM followers WHERE report_id = $1 AND confirmed_at IS NOT NULL',
    [reportId],
  );
  return row?.n ?? 0;
}

/** Those who follow these reports, by the report's id. */
export async function followersOf(
  tx: Tx,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.prepared<{ reportId: string; ids: string[] }>(
    `SELECT report_id AS "reportId", array_agg(id ORDER BY id) AS ids FROM followers
     WHERE report_id = ANY ($1::uuid[]) AND confirmed_at IS NOT NULL GROUP BY report_id`,
    [reportIds],
  );
  return new Map(rows.map(({ reportId, ids }) => [reportId, ids]));
}

/** Where a follower is written to, and the report that they asked for. */
export interface FollowerAddress {
  readonly email: string;
  readonly language: Language;
  readonly followedCode: string;
}

/** Null where they follow no more. */
export async function followerAddress(tx: Tx, id: string): Promise<FollowerAddress | null> {
  const [row] = await tx.prepared<FollowerAddress>(
    `SELECT email, language, followed_code AS "followedCode" FROM followers
     WHERE id = $1 AND confirmed_at IS NOT NULL`,
    [id],
  );
  return row ?? null;
}

/** A report's text as anybody may read it, but for numbers and addresses: those go where it is shown. */
export async function textForFollowers(tx: Tx, reportId: string): Promise<string | null> {
  const [row] = await tx.prepared<{ text: string }>(
    `SELECT kip_without_sender(r.id, coalesce((SELECT p.text FROM public_texts p WHERE p.report_id = r.id), r.text))
       AS text FROM reports r WHERE r.id = $1`,
    [reportId],
  );
  return row?.text ?? null;
}

/** A follower who is to be asked by mail whether it was them. */
export interface DueFollow {
  readonly id: string;
  readonly code: string;
  readonly email: string;
  readonly language: Language;
}

const MOST_TRIES = 20;

/** Takes one that is to be asked; should nobody say how it went, it is tried again in two minutes. */
export async function takeDueFollow(tx: Tx): Promise<DueFollow | null> {
  const [row] = await tx.prepared<DueFollow>(
    `UPDATE followers SET tries = tries + 1, next_try_at = clock_timestamp() + interval '2 minutes'
     WHERE id = (
       SELECT id FROM followers
       WHERE mail = 'pending' AND confirmed_at IS NULL AND next_try_at <= clock_timestamp() AND expires_at > $1
       ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, followed_code AS code, email, language`,
    [tx.now],
  );
  return row ?? null;
}

/** Records how the mail that asks went; one that the server never takes, or took too often not, is given up. */
export async function settleFollowMail(
  tx: Tx,
  id: string,
  outcome: { readonly sent: boolean; readonly retry: boolean; readonly error: string | null },
): Promise<void> {
  await tx.prepared(
    `UPDATE followers SET
       mail = CASE WHEN $2 THEN 'sent' WHEN $3 AND tries < ${MOST_TRIES} THEN 'pending' ELSE 'failed' END,
       last_error = left($4, 2000),
       next_try_at = clock_timestamp() + least(600, 2 * tries * tries) * interval '1 second'
     WHERE id = $1 AND mail = 'pending'`,
    [id, outcome.sent, outcome.retry, outcome.error],
  );
}

/** What somebody with this mail address follows, or has asked to. */
export interface PersonFollow {
  readonly code: string;
  readonly asked_at: Date;
  readonly confirmed_at: Date | null;
}

/** For whoever answers a person's demand. */
export async function followsOfPerson(
  tx: Tx,
  emails: readonly string[],
): Promise<readonly PersonFollow[]> {
  return tx.query<PersonFollow>(
    `SELECT r.code, f.asked_at, f.confirmed_at FROM followers f JOIN reports r ON r.id = f.report_id
     WHERE lower(f.email) = ANY ($1::text[]) ORDER BY f.asked_at, f.id`,
    [emails.map((email) => email.toLowerCase())],
  );
}

/** Erases everything that somebody follows. @returns how many reports that were */
export async function forgetFollows(tx: Tx, email: string): Promise<number> {
  const gone = await tx.prepared(
    'DELETE FROM followers WHERE lower(email) = lower($1) RETURNING id',
    [email],
  );
  return gone.length;
}
