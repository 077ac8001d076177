import { CODE_MINUTES, type ConfirmWay, MOST_GUESSES, RESEND_SECONDS } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

/**
 * A hash of the mail address or number of a report's contact, by which the messages to it are counted by
 * whoever may not read it. Null where the contact has none.
 */
export async function contactDigest(
  tx: Tx,
  reportId: string,
  way: ConfirmWay,
): Promise<string | null> {
  const [row] = await tx.prepared<{ digest: string | null }>(
    'SELECT kip_contact_digest($1, $2) AS digest',
    [reportId, way],
  );
  return row?.digest ?? null;
}

/** What becomes of somebody's wish for a code. */
export type CodeAsked = 'sent' | 'confirmed' | { readonly waitSeconds: number };

/** Has a new code sent, in the place of the one before; what is confirmed stays so. */
export async function askForCode(tx: Tx, reportId: string, way: ConfirmWay): Promise<CodeAsked> {
  const asked = await tx.prepared(
    `INSERT INTO contact_checks (id, report_id, way, asked_at, expires_at)
     VALUES ($1, $2, $3, $4, $4::timestamptz + ${CODE_MINUTES} * interval '1 minute')
     ON CONFLICT (report_id, way) DO UPDATE SET id = excluded.id, asked_at = excluded.asked_at,
       expires_at = excluded.expires_at, guesses = 0, sending = 'pending', tries = 0,
       next_try_at = clock_timestamp(), last_error = NULL
     WHERE contact_checks.confirmed_at IS NULL
       AND contact_checks.asked_at <= excluded.asked_at - ${RESEND_SECONDS} * interval '1 second'
     RETURNING id`,
    [newId(), reportId, way, tx.now],
  );
  if (asked.length > 0) return 'sent';
  const [row] = await tx.prepared<{ confirmed: boolean; waits: number }>(
    `SELECT confirmed_at IS NOT NULL AS confirmed,
       ceil(extract(epoch FROM asked_at + ${RESEND_SECONDS} * interval '1 second' - $3))::int AS waits
     FROM contact_checks WHERE report_id = $1 AND way = $2`,
    [reportId, way, tx.now],
  );
  return row?.confirmed ? 'confirmed' : { waitSeconds: Math.max(1, row?.waits ?? 1) };
}

/**
 * Counts a try at a code, before anybody knows whether it is right.
 * @returns what the code is made from; null where there is none to be tried any more
 */
export async function countGuess(
  tx: Tx,
  reportId: string,
  way: ConfirmWay,
): Promise<string | null> {
  const [row] = await tx.prepared<{ id: string }>(
    `UPDATE contact_checks SET guesses = guesses + 1
     WHERE report_id = $1 AND way = $2 AND confirmed_at IS NULL AND expires_at > $3 AND guesses < ${MOST_GUESSES}
     RETURNING id`,
    [reportId, way, tx.now],
  );
  return row?.id ?? null;
}

/** From now on the contact counts as confirmed. */
export async function confirmContact(tx: Tx, id: string): Promise<void> {
  await tx.prepared('UPDATE contact_checks SET confirmed_at = $2 WHERE id = $1', [id, tx.now]);
}

/** What of a report's contact was confirmed, and when. */
export interface ConfirmedContact {
  readonly way: ConfirmWay;
  readonly at: Date;
}

/** What of a report's contact was confirmed, as far as the transaction's role may know it. */
export async function confirmedContacts(
  tx: Tx,
  reportId: string,
): Promise<readonly ConfirmedContact[]> {
  return tx.prepared<ConfirmedContact>(
    `SELECT way, confirmed_at AS at FROM contact_checks
     WHERE report_id = $1 AND confirmed_at IS NOT NULL ORDER BY way`,
    [reportId],
  );
}

/** A code that is to be sent. */
export interface DueCode {
  readonly id: string;
  readonly way: ConfirmWay;
  readonly reportCode: string;
  /** A mail address or a telephone number, as it was given. */
  readonly to: string;
  readonly language: 'vi' | 'en';
}

const MOST_TRIES = 10;

/**
 * Takes a code that is to be sent by one of these ways; should nobody say how it went, it is tried again in
 * two minutes.
 */
export async function takeDueCode(tx: Tx, ways: readonly ConfirmWay[]): Promise<DueCode | null> {
  const [row] = await tx.prepared<DueCode>(
    `UPDATE contact_checks k SET tries = k.tries + 1, next_try_at = clock_timestamp() + interval '2 minutes'
     FROM contacts c, reports r
     WHERE c.report_id = k.report_id AND r.id = k.report_id
       AND CASE k.way WHEN 'mail' THEN c.email ELSE c.phone END IS NOT NULL
       AND k.id = (
         SELECT id FROM contact_checks
         WHERE sending = 'pending' AND way = ANY ($2::text[]) AND next_try_at <= clock_timestamp()
           AND expires_at > $1 ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING k.id, k.way, r.code AS "reportCode", c.language,
       CASE k.way WHEN 'mail' THEN c.email ELSE c.phone END AS "to"`,
    [tx.now, ways],
  );
  return row ?? null;
}

/** Records how the sending of a code went; one that is never taken, or too often not, is given up. */
export async function settleCode(
  tx: Tx,
  id: string,
  outcome: { readonly sent: boolean; readonly retry: boolean; readonly error: string | null },
): Promise<void> {
  await tx.prepared(
    `UPDATE contact_checks SET
       sending = CASE WHEN $2 THEN 'sent' WHEN $3 AND tries < ${MOST_TRIES} THEN 'pending' ELSE 'failed' END,
       last_error = left($4, 2000),
       next_try_at = clock_timestamp() + least(120, 2 * tries * tries) * interval '1 second'
     WHERE id = $1 AND sending = 'pending'`,
    [id, outcome.sent, outcome.retry, outcome.error],
  );
}
