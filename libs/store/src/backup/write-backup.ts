import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { type DatabaseKind } from '../database.js';
import {
  type ArchiveEnd,
  type ArchiveHeader,
  type Digest,
  Digester,
  END_OF_ROWS,
} from './archive.js';
import { BackupError, fileFault } from './backup-error.js';
import {
  type SavedTable,
  demandWholeView,
  rowsOfTable,
  savedTables,
  sequencesThere,
  settle,
} from './tables.js';

/** Tells how far a backup or a restore is. */
export type Progress = (table: string, done: number, all: number) => void;

/** A backup that was written. */
export interface Backup {
  readonly header: ArchiveHeader;
  readonly tables: Readonly<Record<string, Digest>>;
  readonly bytes: number;
}

async function headerFrom(client: Client): Promise<ArchiveHeader> {
  const there = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AND to_regclass('public.installation') IS NOT NULL AS there`,
  );
  const { rows } = there.rows[0]?.there
    ? await client.query<{
        schema: string;
        kind: DatabaseKind;
        takenAt: Date;
        clock: Date;
        postgres: string;
      }>(
        `SELECT (SELECT name FROM migrations ORDER BY timestamp DESC LIMIT 1) AS schema, kind,
           clock_timestamp() AS "takenAt", kip_now() AS clock, current_setting('server_version') AS postgres
         FROM installation`,
      )
    : { rows: [] };
  const [row] = rows;
  if (!row) throw new BackupError('there is nothing to save: run kip migrate', true);
  return {
    format: 'kip-backup',
    version: 1,
    ...row,
    takenAt: row.takenAt.toISOString(),
    clock: row.clock.toISOString(),
  };
}

/** The archive, bit by bit, as the snapshot is read. */
async function* archiveOf(
  client: Client,
  header: ArchiveHeader,
  tables: readonly SavedTable[],
  digests: Record<string, Digest>,
  progress: Progress,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const passed = (chunk: Buffer): Buffer => {
    hash.update(chunk);
    return chunk;
  };
  const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);
  yield passed(line(header));
  for (const [index, saved] of tables.entries()) {
    progress(saved.table, index, tables.length);
    const { table, columns } = saved;
    yield passed(line({ table, columns }));
    const digester = new Digester();
    for await (const chunk of rowsOfTable(client, saved)) {
      digester.add(chunk);
      yield passed(chunk);
    }
    digests[table] = digester.digest();
    yield passed(Buffer.from(END_OF_ROWS));
  }
  progress('', tables.length, tables.length);
  // After the rows: no row of the snapshot has a number that a sequence has yet to give.
  const sequences = await sequencesThere(client);
  const end: ArchiveEnd = { tables: digests, sequences, sha256: hash.digest('hex') };
  yield line(end);
}

/** Makes the file, and that it bears its name, survive a power cut. */
async function settleFile(partial: string, file: string): Promise<void> {
  const handle = await open(partial, 'r+');
  await handle.sync();
  await handle.close();
  await rename(partial, file);
  const folder = await open(path.dirname(path.resolve(file)), 'r');
  await folder.sync().catch(() => undefined);
  await folder.close();
}

/**
 * Saves everything that an installation holds but its queues, as it was at one instant, while it
 * goes on working. Until the archive is whole it bears the name `FILE.partial`; an older one of the
 * same name is then replaced. Nobody but its owner may read it.
 *
 * @param url the database's, as a user who sees every row
 * @throws BackupError with the remedy
 */
export async function writeBackup(
  url: string,
  file: string,
  progress: Progress = () => undefined,
): Promise<Backup> {
  const partial = `${file}.partial`;
  const client = new Client({ connectionString: url, application_name: 'kip backup' });
  // Told by the query that is under way; without this it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await settle(client);
    await demandWholeView(client);
    const header = await headerFrom(client);
    const tables = await savedTables(client);
    const digests: Record<string, Digest> = {};
    try {
      await pipeline(
        Readable.from(archiveOf(client, header, tables, digests, progress)),
        createGzip(),
        createWriteStream(partial, { mode: 0o600 }),
      );
      await settleFile(partial, file);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw isOfTheSystem(error) ? fileFault('write', file, error) : error;
    }
    return { header, tables: digests, bytes: (await stat(file)).size };
  } finally {
    await client.end();
  }
}

function isOfTheSystem(error: unknown): boolean {
  return typeof (error as { syscall?: unknown } | null)?.syscall === 'string';
}
