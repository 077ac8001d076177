import { type Tx } from '../store.js';

/** From so many tries in a row on, one has to wait: a minute, then twice as long each time. */
const FREE_TRIES = 5;
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 3_600;

/** Whether a try is let through; else after how many seconds another one is. */
export type Try = { readonly let: true } | { readonly let: false; readonly waitSeconds: number };

/**
 * Counts a try before it is made, so that many at once are no more than many in a row. It is taken back
 * with `forgetTries` when it succeeds; a day without any starts anew.
 * @param key a keyed hash of whose secret is tried; of nobody's as well, for a refusal must not tell
 */
export async function countTry(tx: Tx, key: Buffer): Promise<Try> {
  const let_ = await tx.prepared(
    `INSERT INTO sign_in_tries AS t (key, failures, last_at) VALUES ($1, 1, clock_timestamp())
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN t.last_at < clock_timestamp() - interval '1 day' THEN 1 ELSE t.failures + 1 END,
       locked_until = CASE WHEN t.last_at >= clock_timestamp() - interval '1 day' AND t.failures + 1 >= ${FREE_TRIES}
         THEN clock_timestamp() + interval '1 second' *
           least(${LONGEST_WAIT_S}, ${FIRST_WAIT_S} * 2 ^ least(t.failures + 1 - ${FREE_TRIES}, 20)) END,
       last_at = clock_timestamp()
     WHERE t.locked_until IS NULL OR t.locked_until <= clock_timestamp()
     RETURNING 1`,
    [key],
  );
  if (let_.length > 0) return { let: true };
  const [row] = await tx.prepared<{ wait: number }>(
    `SELECT ceil(extract(epoch FROM locked_until - clock_timestamp()))::int AS wait
     FROM sign_in_tries WHERE key = $1`,
    [key],
  );
  return { let: false, waitSeconds: Math.max(1, row?.wait ?? 1) };
}

/** Forgets tries at a secret, for it was given. */
export async function forgetTries(tx: Tx, key: Buffer): Promise<void> {
  await tx.prepared('DELETE FROM sign_in_tries WHERE key = $1', [key]);
}
