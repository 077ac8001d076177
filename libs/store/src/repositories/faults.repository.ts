import { type Tx } from '../store.js';

/** How many reports there are for a key that its sender wrote into the text. */
export interface KeyedReports {
  readonly key: string;
  /** Of the one that was stored first. */
  readonly code: string;
  readonly many: number;
}

/** Reports by what stands in their text behind `mark`, whatever the table of keys says. */
export async function reportsByKey(tx: Tx, mark: string): Promise<KeyedReports[]> {
  return tx.query(
    `SELECT split_part(text, $1, 2) AS key, (array_agg(code ORDER BY id))[1] AS code,
       count(*)::int AS many
     FROM reports GROUP BY 1`,
    [mark],
  );
}

/** Reports that were routed more than once: an effect of one delivery that happened twice. */
export async function routedTwice(tx: Tx): Promise<{ id: string }[]> {
  return tx.query(
    `SELECT report_id AS id FROM events WHERE actor_role = 'router' AND from_state = 'received'
     GROUP BY report_id HAVING count(*) > 1`,
  );
}

/** How long after its due each breach since an instant was noticed, in milliseconds of the database's clock. */
export async function breachLateness(tx: Tx, since: Date): Promise<number[]> {
  const rows = await tx.query<{ ms: number }>(
    `SELECT (extract(epoch FROM noticed_at - occurred_at) * 1000)::int AS ms FROM alarms
     WHERE kind = 'breach' AND occurred_at >= $1 ORDER BY 1`,
    [since],
  );
  return rows.map(({ ms }) => ms);
}

/** The earliest promise of an open report that is still to come; null: none. */
export async function nextPromise(tx: Tx): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    'SELECT min(due_at) AS at FROM reports WHERE due_at > $1',
    [tx.now],
  );
  return row?.at ?? null;
}

/** Ends a connection of another process to this database, chosen by a number. Returns whether one was there. */
export async function endConnection(tx: Tx, number: number): Promise<boolean> {
  const rows = await tx.query<{ ended: boolean }>(
    `WITH others AS (
       SELECT pid, row_number() OVER (ORDER BY pid) - 1 AS n, count(*) OVER () AS many
       FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
     ) SELECT pg_terminate_backend(pid) AS ended FROM others WHERE n = $1 % many`,
    [number],
  );
  return rows.length > 0;
}
