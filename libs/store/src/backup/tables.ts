import { type ClientBase, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type ArchiveTable, type Digest, Digester, type SequenceState } from './archive.js';
import { BackupError } from './backup-error.js';

/** A table as it is saved: its columns, and the order in which its rows are always written. */
export interface SavedTable extends ArchiveTable {
  readonly order: string;
}

/** TypeORM's own; what it holds is in the archive's first line. */
const MIGRATIONS = 'migrations';

/**
 * Makes what a value looks like as text the same on every server, and gives a long run its time.
 * Row security would leave out rows without a word: with it off, they are an error.
 */
export async function settle(client: ClientBase): Promise<void> {
  await client.query(`
    SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';
    SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8';
    SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL row_security = off; SET LOCAL search_path = public`);
}

/** @throws BackupError where the user of the database would not see every row */
export async function demandWholeView(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; sees: boolean }>(
    `SELECT rolname AS name, rolsuper OR rolbypassrls AS sees FROM pg_roles WHERE rolname = current_user`,
  );
  if (rows[0]?.sees) return;
  const name = escapeIdentifier(rows[0]?.name ?? '');
  throw new BackupError(
    `the database's user does not see every row: run ALTER ROLE ${name} BYPASSRLS as a superuser`,
    true,
  );
}

/** The tables of anybody but the server and its extensions, with their schema. */
export async function tablesThere(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Every table of the installation's own, each after those that it refers to. */
export async function savedTables(client: ClientBase): Promise<SavedTable[]> {
  const { rows } = await client.query<{
    table: string;
    columns: string[];
    order: string;
    refers: string[];
  }>(
    `SELECT c.relname AS table,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       -- The same order everywhere: a server's own collation may be another.
       (SELECT string_agg(quote_ident(a.attname) || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END,
          ', ' ORDER BY array_position(i.indkey, a.attnum))
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS order,
       ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
        WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS refers
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> $1
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     ORDER BY 1`,
    [MIGRATIONS],
  );
  const ordered: SavedTable[] = [];
  const waiting = new Map(rows.map((row) => [row.table, row]));
  while (waiting.size > 0) {
    const next = [...waiting.values()].find((row) => !row.refers.some((name) => waiting.has(name)));
    if (!next)
      throw new Error(`these tables refer to each other: ${[...waiting.keys()].join(', ')}`);
    if (next.order === null) throw new Error(`the table ${next.table} has no primary key`);
    waiting.delete(next.table);
    ordered.push({ table: next.table, columns: next.columns, order: next.order });
  }
  return ordered;
}

/** The rows of a table as COPY writes them, in the order of its key. */
export function rowsOfTable(client: ClientBase, saved: SavedTable): AsyncIterable<Buffer> {
  const columns = saved.columns.map((name) => escapeIdentifier(name)).join(', ');
  const query = `SELECT ${columns} FROM ${escapeIdentifier(saved.table)} ORDER BY ${saved.order}`;
  return client.query(copyTo(`COPY (${query}) TO STDOUT`)) as AsyncIterable<Buffer>;
}

/** Counts and digests what a table holds. */
export async function digestOfTable(client: ClientBase, saved: SavedTable): Promise<Digest> {
  const digester = new Digester();
  for await (const chunk of rowsOfTable(client, saved)) digester.add(chunk);
  return digester.digest();
}

/** Every sequence of the installation's own, such as those of the reports' codes. */
export async function sequencesThere(
  client: ClientBase,
): Promise<Readonly<Record<string, SequenceState>>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S' AND c.relname <> $1
     ORDER BY 1`,
    [`${MIGRATIONS}_id_seq`],
  );
  const states: Record<string, SequenceState> = {};
  for (const { name } of rows) {
    const state = await client.query<SequenceState>(
      `SELECT last_value::text AS last, is_called AS called FROM ${escapeIdentifier(name)}`,
    );
    if (state.rows[0]) states[name] = state.rows[0];
  }
  return states;
}
