import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type PoolClient, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { patient } from '../data-source.js';
import { type DatabaseKind } from '../database.js';
import { type Store } from '../store.js';
import { type ArchiveEnd, type ArchiveHeader, type ArchiveTable, readArchive } from './archive.js';
import { BackupError } from './backup-error.js';
import { demandWholeView, digestOfTable, savedTables, settle, tablesThere } from './tables.js';
import { type Progress } from './write-backup.js';

/** What was restored. */
export interface Restored {
  readonly header: ArchiveHeader;
  readonly rows: number;
  /** Deliveries that were on a queue, and are put on one again. */
  readonly deliveriesAgain: number;
}

const drain = async (_table: ArchiveTable, rows: AsyncGenerator<Buffer>): Promise<void> => {
  for await (const chunk of rows) void chunk;
};

async function demandEmpty(client: PoolClient): Promise<void> {
  const there = await tablesThere(client);
  if (there.length === 0) return;
  throw new BackupError(
    `the database is not empty (it has ${there.length} tables, ${there[0]} among them): ` +
      'name an empty one in DATABASE_URL, or another folder in KIP_HOME',
    true,
  );
}

/** Runs the migrations that are missing, up to and with `last`, in the runner's own transaction. */
async function migrateTo(
  source: DataSource,
  runner: QueryRunner,
  last: string | null,
): Promise<void> {
  const executor = new MigrationExecutor(source, runner);
  const pending = await executor.getPendingMigrations();
  if (last !== null && !pending.some(({ name }) => name === last)) {
    throw new BackupError(
      `the archive has the tables of a newer kip (${last}): restore it with that one`,
      true,
    );
  }
  for (const migration of pending) {
    await executor.executeMigration(migration);
    if (migration.name === last) return;
  }
}

async function loadTable(
  client: PoolClient,
  { table, columns }: ArchiveTable,
  rows: AsyncGenerator<Buffer>,
): Promise<void> {
  const names = columns.map((name) => escapeIdentifier(name)).join(', ');
  // What a trigger would add was saved too.
  await client.query(`ALTER TABLE ${escapeIdentifier(table)} DISABLE TRIGGER USER`);
  // A migration may have put a first row there; it was saved as it had become.
  await client.query(`DELETE FROM ${escapeIdentifier(table)}`);
  const into = client.query(copyFrom(`COPY ${escapeIdentifier(table)} (${names}) FROM STDIN`));
  await pipeline(Readable.from(rows), into);
  await client.query(`ALTER TABLE ${escapeIdentifier(table)} ENABLE TRIGGER USER`);
}

/** The sequences of codes are made when the first report of a stream and year comes. */
const CODE_SEQUENCE = /^code_[a-z]{2}_\d{4}$/;

async function setSequences(client: PoolClient, end: ArchiveEnd): Promise<void> {
  for (const [name, { last, called }] of Object.entries(end.sequences)) {
    const quoted = escapeIdentifier(name);
    if (CODE_SEQUENCE.test(name)) await client.query(`CREATE SEQUENCE IF NOT EXISTS ${quoted}`);
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoted, last, called]);
  }
}

/** What the database holds now must be what the archive says that was saved. */
async function verify(client: PoolClient, end: ArchiveEnd): Promise<number> {
  let rows = 0;
  for (const saved of await savedTables(client)) {
    const expected = end.tables[saved.table];
    const found = await digestOfTable(client, saved);
    if (expected?.rows !== found.rows || expected.sha256 !== found.sha256) {
      throw new BackupError(
        `the table ${saved.table} came out otherwise than it was saved; the database is left empty: ` +
          'tell the makers of kip, with the versions of both servers',
        false,
      );
    }
    rows += found.rows;
  }
  return rows;
}

/** What was on the queues is on none now: it waits for the relay, under its next generation. */
async function deliverAgain(client: PoolClient): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE deliveries SET state = 'pending', generation = generation + 1, enqueued_at = NULL,
       next_try_at = clock_timestamp() WHERE state = 'enqueued'`,
  );
  return rowCount ?? 0;
}

/**
 * Restores an archive into an empty database: reads it through before the database is touched,
 * loads it under the tables that it was written from, holds what was loaded against what was saved,
 * and then brings the tables up to date. All of it is one transaction: where anything fails, the
 * database is as empty as before.
 *
 * @param kind which kind of database the archive must be of
 * @throws BackupError with the remedy
 */
export async function restoreBackup(
  store: Store,
  file: string,
  kind: DatabaseKind,
  progress: Progress = () => undefined,
): Promise<Restored> {
  const { end } = await readArchive(file, (header) => demandKind(header, kind), drain);
  const all = Object.keys(end.tables).length;
  const source = await patient(store.dataSource);
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await runner.startTransaction();
    await settle(client);
    await demandWholeView(client);
    await demandEmpty(client);
    let done = 0;
    const { header } = await readArchive(
      file,
      ({ schema }) => migrateTo(source, runner, schema),
      async (table, rows) => {
        progress(table.table, done, all);
        done += 1;
        await loadTable(client, table, rows);
      },
    );
    progress('', all, all);
    const rows = await verify(client, end);
    await setSequences(client, end);
    const deliveriesAgain = await deliverAgain(client);
    await migrateTo(source, runner, null);
    await runner.commitTransaction();
    return { header, rows, deliveriesAgain };
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
    await source.destroy();
  }
}

async function demandKind(header: ArchiveHeader, kind: DatabaseKind): Promise<void> {
  if (header.kind === kind) return;
  throw new BackupError(
    header.kind === 'simulated'
      ? 'the archive is of a simulated database, such as the demo’s: give --demo to restore it there'
      : 'the archive is of a real database: leave --demo out to restore it',
    true,
  );
}
