import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type PoolClient, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { patient } from '../data-source.js';
import { type Store, type Tx } from '../store.js';

/** A value as a column takes it. */
export type FilledValue = string | number | boolean | Date | null;
/** A row by the names of its columns; all rows of one table have the same. */
export type FilledRow = Readonly<Record<string, FilledValue>>;
/** Rows of several tables that belong together, each table after those that it points to. */
export type FilledBatch = Readonly<Record<string, readonly FilledRow[]>>;

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

function copied(value: FilledValue): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value).replace(/[\\\t\n\r]/g, (sign) => ESCAPED[sign] ?? sign);
}

function lineOf(row: FilledRow): string {
  return `${Object.values(row).map(copied).join('\t')}\n`;
}

interface Index {
  readonly name: string;
  readonly definition: string;
}

/** Indexes that no constraint stands on: they are made anew faster than they grow. */
async function looseIndexes(client: PoolClient, tables: readonly string[]): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid = ANY ($1::regclass[])
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1`,
    [tables],
  );
  return rows;
}

/**
 * Fills tables by COPY, past triggers and foreign keys: what is filled in must hold by itself. Their
 * indexes are away meanwhile, so that nothing else may work on the database.
 * @param told what is being done besides
 */
export async function fillTables(
  store: Store,
  tables: readonly string[],
  batches: AsyncIterable<FilledBatch> | Iterable<FilledBatch>,
  told: (text: string) => void,
): Promise<void> {
  const source = await patient(store.dataSource);
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await client.query(`SET statement_timeout = 0; SET session_replication_role = replica;
      SET maintenance_work_mem = '256MB'`);
    const indexes = await looseIndexes(client, tables);
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    for await (const batch of batches) {
      for (const [table, rows] of Object.entries(batch)) await copyRows(client, table, rows);
    }
    for (const { name, definition } of indexes) {
      told(`making the index ${name}`);
      await client.query(definition);
    }
  } finally {
    await runner.release();
    await source.destroy();
  }
}

async function copyRows(
  client: PoolClient,
  table: string,
  rows: readonly FilledRow[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first).map((name) => escapeIdentifier(name));
  const into = client.query(
    copyFrom(`COPY ${escapeIdentifier(table)} (${names.join(', ')}) FROM STDIN`),
  );
  await pipeline(Readable.from([rows.map(lineOf).join('')]), into);
}

/** Lets the codes that are drawn from now on begin after those that were filled in. */
export async function codesGoOn(tx: Tx): Promise<void> {
  const last = await tx.query<{ name: string; number: number }>(
    `SELECT format('code_%s_%s', lower(split_part(code, '-', 1)), split_part(code, '-', 2)) AS name,
       max(split_part(code, '-', 3)::int) AS number FROM reports GROUP BY 1`,
  );
  for (const { name, number } of last) {
    await tx.query(`CREATE SEQUENCE IF NOT EXISTS ${escapeIdentifier(name)}`);
    await tx.query('SELECT setval($1::regclass, $2)', [escapeIdentifier(name), number]);
  }
}

/** A policy's and a calendar's revision that are in force: what is filled in points to them. */
export async function anyRevisions(
  tx: Tx,
): Promise<{ readonly policy: string; readonly calendar: string }> {
  const [row] = await tx.query<{ policy: string; calendar: string }>(
    `SELECT (SELECT id FROM policy_revisions WHERE current ORDER BY id LIMIT 1) AS policy,
       (SELECT id FROM calendar_revisions WHERE current ORDER BY id LIMIT 1) AS calendar`,
  );
  if (!row) throw new Error('there are no policies and calendars');
  return row;
}

/** Of what is filled in, the facts: with ratings, working minutes, and whatever else figures count. */
const FILL_FACTS = `
  INSERT INTO facts (subject_id, subject, report_id, cycle_number, last_cycle, child, stream_code, category_code,
    area_code, network_code, unit_code, channel, received_at, promised_at, started_at, due_at, ended_at, end_kind,
    breached_at, stopped, responded_at, rating, corrected, answer_minutes, work_minutes)
  SELECT x.id, x.subject, r.id, x.cycle_number,
    x.cycle_number = (SELECT max(number) FROM cycles l WHERE l.report_id = r.id), false, r.stream_code,
    r.category_code, r.area_code, r.network_code, coalesce(x.unit_code, r.unit_code), r.channel, r.received_at,
    (SELECT original_due_at FROM cycles f WHERE f.report_id = r.id AND f.number = 1), x.started_at, x.due_at,
    x.ended_at, x.end_kind, x.breached_at, x.ended_at IS NULL AND x.breached_at IS NULL AND r.state = 'waiting',
    CASE WHEN x.subject = 'cycle' AND x.chance < 90 THEN x.started_at + interval '1 hour' * (x.chance % 48) END,
    CASE WHEN x.subject = 'cycle' AND x.end_kind = 'resolved' AND x.chance < 60
      THEN (ARRAY['satisfied', 'satisfied', 'satisfied', 'acceptable', 'not_satisfied'])[1 + x.chance % 5] END,
    false, CASE WHEN x.subject = 'cycle' AND x.chance < 90 THEN 16 * (x.chance % 48) END,
    (extract(epoch FROM x.ended_at - x.started_at) / 180)::integer
  FROM (
    SELECT id, 'cycle' AS subject, report_id, number AS cycle_number, NULL AS unit_code, started_at, due_at,
      ended_at, end_kind, breached_at, abs(hashtext(id::text)) % 100 AS chance FROM cycles
    UNION ALL
    SELECT id, 'leg', report_id, cycle_number, unit_code, started_at, due_at, ended_at, end_kind, breached_at, 0
    FROM legs
  ) x JOIN reports r ON r.id = x.report_id`;

/**
 * Adds the facts of everything that was filled in, past the marks that whoever writes facts leaves: the
 * figures are to be made anew afterwards.
 * @returns how many there are
 */
export async function fillFacts(store: Store): Promise<number> {
  const source = await patient(store.dataSource);
  const runner = source.createQueryRunner();
  try {
    await runner.query('SET statement_timeout = 0; SET session_replication_role = replica');
    await runner.query(FILL_FACTS);
    await runner.query('ANALYZE facts');
    const rows = (await runner.query('SELECT count(*)::int AS many FROM facts')) as {
      readonly many: number;
    }[];
    return rows[0]?.many ?? 0;
  } finally {
    await runner.release();
    await source.destroy();
  }
}
