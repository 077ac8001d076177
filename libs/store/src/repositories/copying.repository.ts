import { type Report, type Rulebook } from '#libs/domain';
import { type Tx } from '../store.js';
import { writeAll } from '../write.js';
import { newRows } from './reports.repository.js';

/** What figures need of the reference data; people are not copied. */
const REFERENCE_TABLES = [
  'calendar_revisions',
  'policy_revisions',
  'streams',
  'units',
  'networks',
  'areas',
  'categories',
] as const;

/** Rows of one table as the database writes them in JSON. */
export interface CopiedTable {
  readonly table: (typeof REFERENCE_TABLES)[number];
  readonly rows: readonly unknown[];
}

/** Reads the reference data that a copy for figures needs. */
export async function readReferenceRows(tx: Tx): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of REFERENCE_TABLES) {
    const rows = await tx.query<{ row: unknown }>(`SELECT to_jsonb(x) AS row FROM ${table} x`);
    copied.push({ table, rows: rows.map(({ row }) => row) });
  }
  return copied;
}

/**
 * A copy is a part of the whole: rows that others point to may lie outside of it, so that nothing
 * is checked against anything in this transaction.
 */
async function asPart(tx: Tx): Promise<void> {
  await tx.query('SET LOCAL session_replication_role = replica');
}

/** Writes reference data into an empty database. */
export async function insertReferenceRows(tx: Tx, copied: readonly CopiedTable[]): Promise<void> {
  await asPart(tx);
  for (const { table, rows } of copied) {
    await tx.query(
      `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}

/**
 * The ids of the reports that were received in a span, in the order of their ids.
 * @param after the last one of the page before; null: from the beginning
 */
export async function receivedReports(
  tx: Tx,
  { from, to }: { readonly from: Date; readonly to: Date },
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM reports WHERE received_at >= $1 AND received_at < $2
       AND ($3::uuid IS NULL OR id > $3::uuid) ORDER BY id LIMIT $4`,
    [from, to, after, limit],
  );
  return rows.map(({ id }) => id);
}

const NOTHING_SENT = { text: '', lat: null, lon: null, address: null, form: {}, tokenHash: null };

/**
 * Writes copies of reports as they are, without their histories and without a word of what was sent:
 * no figure reads either.
 */
export async function insertCopies(
  tx: Tx,
  reports: readonly Report[],
  book: Rulebook,
): Promise<void> {
  await asPart(tx);
  const changes = reports.map((report) => ({
    before: null,
    done: { report: { ...report, alarms: [] }, events: [] },
    filed: NOTHING_SENT,
  }));
  await writeAll(tx, newRows(tx, changes, book).rows);
}
