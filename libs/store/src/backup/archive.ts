import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type DatabaseKind } from '../database.js';
import { BackupError, fileFault } from './backup-error.js';

/*
 * An archive is text under gzip, so that `zcat` shows it: a line of JSON that says what it is; for
 * each table a line of JSON, its rows as COPY writes them, and a line `\.`, which no row can be; and
 * a last line of JSON with what must have been read by then.
 */

/** The first line: what was saved, and when. */
export interface ArchiveHeader {
  readonly format: 'kip-backup';
  readonly version: 1;
  /** The last migration that the database had. */
  readonly schema: string;
  readonly kind: DatabaseKind;
  /** The machine's clock when the snapshot was taken. */
  readonly takenAt: string;
  /** The installation's clock then: another one where its time is simulated. */
  readonly clock: string;
  readonly postgres: string;
}

/** Before the rows of a table. */
export interface ArchiveTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** How many rows a table has, and the SHA-256 of them as COPY writes them in the order of its key. */
export interface Digest {
  readonly rows: number;
  readonly sha256: string;
}

/** A sequence's last number, and whether it was given out. */
export interface SequenceState {
  readonly last: string;
  readonly called: boolean;
}

/** The last line. */
export interface ArchiveEnd {
  readonly tables: Readonly<Record<string, Digest>>;
  readonly sequences: Readonly<Record<string, SequenceState>>;
  /** Of every byte before this line. */
  readonly sha256: string;
}

export const END_OF_ROWS = '\\.\n';
const NEWLINE = 10;
const LONGEST_LINE = 16 * 1024 * 1024;

/** Counts and digests rows as they pass. */
export class Digester {
  private readonly hash = createHash('sha256');
  private rows = 0;

  add(chunk: Buffer): void {
    this.hash.update(chunk);
    // A newline within a value is written as \n, so each real one ends a row.
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) {
      this.rows += 1;
    }
  }

  digest(): Digest {
    return { rows: this.rows, sha256: this.hash.digest('hex') };
  }
}

/** What is told of an archive that is not as it was written. */
function broken(file: string, what: string, cause?: unknown): BackupError {
  const remedy = 'take another archive, or copy this one again from where it was kept';
  return new BackupError(`${file} is cut off or was altered (${what}): ${remedy}`, true, cause);
}

/** Reads an archive's lines and rows, unpacked, and digests all that it gives. */
class ArchiveReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly hash = createHash('sha256');
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly file: string) {
    const source = createReadStream(file);
    const gunzip = createGunzip();
    source.once('error', (error) => gunzip.destroy(error));
    this.chunks = (source.pipe(gunzip) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** The digest of what has been given so far. */
  soFar(): string {
    return this.hash.copy().digest('hex');
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private async more(): Promise<boolean> {
    try {
      const next = await this.chunks.next();
      if (next.done) return false;
      this.rest = this.rest.length === 0 ? next.value : Buffer.concat([this.rest, next.value]);
      return true;
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      if (typeof code === 'string' && code.startsWith('Z_')) throw broken(this.file, code, error);
      throw fileFault('read', this.file, error);
    }
  }

  private take(length: number): Buffer {
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    this.hash.update(taken);
    return taken;
  }

  /** The next line as JSON; null at the end. */
  async json(): Promise<Readonly<Record<string, unknown>> | null> {
    let end = this.rest.indexOf(NEWLINE);
    while (end === -1) {
      if (this.rest.length > LONGEST_LINE) throw broken(this.file, 'a line without an end');
      if (!(await this.more())) {
        if (this.rest.length === 0) return null;
        throw broken(this.file, 'it ends in the midst of a line');
      }
      end = this.rest.indexOf(NEWLINE);
    }
    try {
      const value: unknown = JSON.parse(this.take(end + 1).toString('utf8'));
      if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
    } catch {
      // Told below, as what is no object.
    }
    throw broken(this.file, 'a line is not as it was written');
  }

  /** The rows up to the line that ends them, in whole rows. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const whole = this.rest.subarray(0, this.rest.lastIndexOf(NEWLINE) + 1);
      let end = whole.indexOf(END_OF_ROWS);
      while (end > 0 && whole[end - 1] !== NEWLINE) end = whole.indexOf(END_OF_ROWS, end + 1);
      if (end !== -1) {
        if (end > 0) yield this.take(end);
        this.take(END_OF_ROWS.length);
        return;
      }
      if (whole.length > 0) yield this.take(whole.length);
      if (!(await this.more())) throw broken(this.file, 'it ends in the midst of a table');
    }
  }
}

/** Takes in the rows of a table; every one of them must be read. */
export type TakeTable = (table: ArchiveTable, rows: AsyncGenerator<Buffer>) => Promise<void>;

/**
 * Reads an archive from its first line to its last.
 *
 * @param begin is told what it is before any table
 * @throws BackupError where it is no archive, or not as it was written
 */
export async function readArchive(
  file: string,
  begin: (header: ArchiveHeader) => Promise<void>,
  take: TakeTable,
): Promise<{ readonly header: ArchiveHeader; readonly end: ArchiveEnd }> {
  const reader = new ArchiveReader(file);
  try {
    const header = headerOf(file, await reader.json());
    await begin(header);
    const digests: Record<string, Digest> = {};
    for (;;) {
      const before = reader.soFar();
      const line = await reader.json();
      if (line === null) throw broken(file, 'its end is missing');
      if (isTable(line)) {
        const digester = new Digester();
        await take(line, digested(reader.rows(), digester));
        digests[line.table] = digester.digest();
        continue;
      }
      const end = line as unknown as ArchiveEnd;
      if (end.sha256 !== before) throw broken(file, 'its digest is another');
      if (!sameDigests(digests, end.tables)) throw broken(file, 'the digest of a table is another');
      if ((await reader.json()) !== null) throw broken(file, 'something follows its end');
      return { header, end };
    }
  } finally {
    await reader.close();
  }
}

async function* digested(rows: AsyncGenerator<Buffer>, digester: Digester): AsyncGenerator<Buffer> {
  for await (const chunk of rows) {
    digester.add(chunk);
    yield chunk;
  }
}

/** Whether two sets of tables have the same rows. */
function sameDigests(
  a: Readonly<Record<string, Digest>>,
  b: Readonly<Record<string, Digest>> | undefined,
): boolean {
  const names = Object.keys(a);
  return (
    b !== undefined &&
    names.length === Object.keys(b).length &&
    names.every((name) => a[name]?.sha256 === b[name]?.sha256 && a[name]?.rows === b[name]?.rows)
  );
}

function isTable(line: Readonly<Record<string, unknown>>): line is ArchiveTable & typeof line {
  const { table, columns } = line;
  return typeof table === 'string' && Array.isArray(columns);
}

function headerOf(file: string, line: Readonly<Record<string, unknown>> | null): ArchiveHeader {
  if (line?.['format'] !== 'kip-backup') {
    throw new BackupError(`${file} is no archive of kip: name one that kip backup wrote`, true);
  }
  if (line['version'] !== 1 || typeof line['schema'] !== 'string') {
    throw new BackupError(`${file} was written by a newer kip: restore it with that one`, true);
  }
  return line as unknown as ArchiveHeader;
}
