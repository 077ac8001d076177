import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** A file that cannot be taken at all: it is missing, or its columns are not those of the format. */
export class HistoryFileError extends Error {
  readonly code = 'bad_history_file';
  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'HistoryFileError';
  }
}

/** A row that is refused, with the line on which it ends, and why, with what to do about it. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/** A row of a file: its fields by the names in the first line, blanks around them cut off. */
export interface CsvRow<Column extends string> {
  readonly line: number;
  readonly fields: Readonly<Record<Column, string>>;
}

/** Longer than any row that somebody means: a quotation mark that is never closed. */
const LONGEST_ROW = 200_000;

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function headOf(file: string, record: readonly string[], needed: readonly string[]): string[] {
  const names = record.map((name) => name.trim());
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new HistoryFileError(
      file,
      `its first line lacks ${missing.join(', ')}; name these columns, or choose another --format`,
    );
  }
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  if (twice.length > 0) {
    throw new HistoryFileError(file, `its first line names ${twice.join(', ')} twice`);
  }
  return names;
}

function rowOf<Column extends string>(
  names: readonly string[],
  needed: readonly Column[],
  { record, info: { lines: line } }: Parsed,
): CsvRow<Column> | RefusedRow {
  if (record.length !== names.length) {
    const reason = `${record.length} fields where the first line names ${names.length}; quote fields that hold a comma`;
    return { line, reason };
  }
  const fields = needed.map((name) => [name, (record[names.indexOf(name)] ?? '').trim()] as const);
  return { line, fields: Object.fromEntries(fields) as Record<Column, string> };
}

/**
 * Looks at the first line alone, before anything is made ready for the rest.
 * @throws HistoryFileError where the file cannot be opened or its first line lacks a column
 */
export async function checkHead(file: string, needed: readonly string[]): Promise<void> {
  await readCsv(file, needed, () => undefined, 1);
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, with or without a byte order mark) row by row, whatever its size.
 *
 * @param take is given each row in the order of the file, or why it cannot be read
 * @param lines how many to read at most, the first among them; all unless given
 * @throws HistoryFileError where the file cannot be opened or its first line lacks a column
 */
export async function readCsv<Column extends string>(
  file: string,
  needed: readonly Column[],
  take: (row: CsvRow<Column> | RefusedRow) => void,
  lines?: number,
): Promise<void> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    ...(lines !== undefined && { to: lines }),
  });
  parser.on('skip', (error: { readonly lines?: number; readonly message: string }) => {
    const reason = `${error.message}; write a quotation mark inside a quoted field twice`;
    take({ line: error.lines ?? 0, reason });
  });
  let names: string[] | null = null;
  const source = createReadStream(file).on('error', (error) => parser.destroy(error));
  try {
    const read: AsyncIterable<Parsed> = source.pipe(parser);
    for await (const one of read) {
      if (names) take(rowOf(names, needed, one));
      else names = headOf(file, one.record, needed);
    }
  } catch (error) {
    if (error instanceof HistoryFileError) throw error;
    throw new HistoryFileError(file, `it cannot be read: ${String(error)}`);
  } finally {
    source.destroy();
  }
  if (!names) throw new HistoryFileError(file, 'it is empty; its first line must name the columns');
}
