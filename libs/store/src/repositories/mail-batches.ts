import { type Tx } from '../store.js';

// What goes by mail goes in one way, be it told of an alarm or of an act: rows that one mail takes along
// are a batch, whose id is the mail's, however often it is sent.

/** The tables whose rows go by mail. */
export type MailTable = 'notices' | 'messages';

/** So long a mail is taken to be on its way: longer than any server may take to answer. */
const LEASE = "interval '2 minutes'";
/** After so many tries, over about a day, a mail is given up. */
const MOST_TRIES = 150;

/** How a mail went. `error`: what the server said, for the database only: it may name the address. */
export type MailOutcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly retry: boolean; readonly error: string };

/** Notes that a mail is on its way: should nobody say how it went, it is tried again. */
export async function beginBatch(
  tx: Tx,
  table: MailTable,
  batchId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.prepared(
    `UPDATE ${table} SET batch_id = $1, tries = tries + 1, next_try_at = clock_timestamp() + ${LEASE}
     WHERE id = ANY ($2::uuid[])`,
    [batchId, ids],
  );
}

/** Puts rows off until their person may be told. */
export async function putOffRows(
  tx: Tx,
  table: MailTable,
  ids: readonly string[],
  until: Date,
): Promise<void> {
  await tx.prepared(
    `UPDATE ${table} SET not_before = $2, send_by = greatest(send_by, $2) WHERE id = ANY ($1::uuid[])`,
    [ids, until],
  );
}

/**
 * Records how a mail went: sent; to be tried again (after 2, 8, 18, 32 … seconds, at most ten minutes);
 * or failed.
 * @returns the state of its rows now, or null where they had been settled before
 */
export async function settleBatch(
  tx: Tx,
  table: MailTable,
  batchId: string,
  outcome: MailOutcome,
): Promise<'pending' | 'sent' | 'failed' | null> {
  const rows = await tx.prepared<{ state: 'pending' | 'sent' | 'failed' }>(
    `UPDATE ${table} SET
       state = CASE WHEN $2 THEN 'sent' WHEN $3 AND tries < ${MOST_TRIES} THEN 'pending' ELSE 'failed' END,
       sent_at = CASE WHEN $2 THEN $5::timestamptz END, last_error = left($4, 2000),
       next_try_at = clock_timestamp() + least(600, 2 * tries * tries) * interval '1 second'
     WHERE batch_id = $1 AND state = 'pending' RETURNING state`,
    [
      batchId,
      outcome.sent,
      outcome.sent || outcome.retry,
      outcome.sent ? null : outcome.error,
      tx.now,
    ],
  );
  return rows[0]?.state ?? null;
}
