import { type Tx } from '../store.js';

/** What the source of a replayed report said of it, beside what the product made of it. */
export interface ReplayRow {
  /** The line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly reportId: string;
  readonly externalId: string;
  /** The source's own word on whether it was in time; null where its format has none. */
  readonly flag: string | null;
  /** The due that policy and calendar give, where the category's policy has a limit. */
  readonly ruleDueAt: Date | null;
}

/** Makes the table of the sources' words: a replay's own, and no part of the product's tables. */
export async function createReplayRows(tx: Tx): Promise<void> {
  await tx.query(`
    CREATE TABLE replay_rows (
      line integer PRIMARY KEY,
      report_id uuid NOT NULL UNIQUE,
      external_id text NOT NULL UNIQUE,
      flag text,
      rule_due_at timestamptz(3)
    )`);
}

/** Adds rows; their reports may be filed later, or never where a replay stops before them. */
export async function insertReplayRows(tx: Tx, rows: readonly ReplayRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO replay_rows (line, report_id, external_id, flag, rule_due_at)
     SELECT * FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])`,
    [
      rows.map((row) => row.line),
      rows.map((row) => row.reportId),
      rows.map((row) => row.externalId),
      rows.map((row) => row.flag),
      rows.map((row) => row.ruleDueAt),
    ],
  );
}

/** The processes of the server that work for this database now. */
export async function backendPids(tx: Tx): Promise<number[]> {
  const rows = await tx.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database()',
  );
  return rows.map(({ pid }) => pid);
}
