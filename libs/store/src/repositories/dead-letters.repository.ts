import { type ConsumerName } from '#libs/contracts';
import { type Tx } from '../store.js';

/** A delivery that was given up after its tries: somebody must look at it. */
export interface DeadLetter {
  readonly id: string;
  readonly reportId: string;
  readonly reportCode: string;
  readonly consumer: ConsumerName;
  /** Of the event that could not be carried out. */
  readonly eventKind: string;
  readonly eventVersion: number;
  /** By the installation's clock. */
  readonly eventAt: Date;
  readonly attempts: number;
  readonly crashes: number;
  /** What the last try ended with, with its stack where there is one. */
  readonly lastError: string;
}

const LETTER = `SELECT d.id, d.report_id AS "reportId", r.code AS "reportCode", d.consumer, e.kind AS "eventKind",
    e.version AS "eventVersion", e.at AS "eventAt", d.attempts, d.crashes,
    coalesce(d.last_error, '') AS "lastError"
  FROM deliveries d JOIN events e ON e.id = d.event_id JOIN reports r ON r.id = d.report_id
  WHERE d.state = 'dead'`;

/** The dead letters, oldest event first. */
export async function deadLetters(tx: Tx, limit: number): Promise<DeadLetter[]> {
  return tx.query(`${LETTER} ORDER BY e.at, d.id LIMIT $1`, [limit]);
}

/** Null where there is no such dead letter. */
export async function deadLetter(tx: Tx, id: string): Promise<DeadLetter | null> {
  const [letter] = await tx.query<DeadLetter>(`${LETTER} AND d.id = $1`, [id]);
  return letter ?? null;
}

/**
 * Puts dead letters on their way again, with all their tries anew.
 * @param ids which; null: all
 * @returns the ids of those that were dead
 */
export async function reviveDeadLetters(
  tx: Tx,
  ids: readonly string[] | null,
): Promise<readonly string[]> {
  const revived = await tx.query<{ id: string }>(
    `WITH revived AS (
       UPDATE deliveries SET state = 'pending', attempts = 0, crashes = 0, next_try_at = clock_timestamp()
       WHERE state = 'dead' AND ($1::uuid[] IS NULL OR id = ANY ($1)) RETURNING id
     ) SELECT id FROM revived ORDER BY id`,
    [ids],
  );
  tx.leaves(revived.length);
  return revived.map(({ id }) => id);
}

/**
 * Gives a dead letter up for good: what it was to bring about will not happen. It stays, with the
 * reason.
 * @returns whether it was dead
 */
export async function dropDeadLetter(tx: Tx, id: string, reason: string): Promise<boolean> {
  const dropped = await tx.query<{ id: string }>(
    `WITH dropped AS (
       UPDATE deliveries SET state = 'dropped', drop_reason = $2, done_at = clock_timestamp()
       WHERE state = 'dead' AND id = $1 RETURNING id
     ) SELECT id FROM dropped`,
    [id, reason],
  );
  return dropped.length > 0;
}
