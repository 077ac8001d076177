import { type EntityTarget, type ObjectLiteral } from 'typeorm';
import { type Tx } from './store.js';

/** Rows of one table to be written in a statement with others. */
export interface Rows<Entity extends ObjectLiteral = ObjectLiteral> {
  readonly entity: EntityTarget<Entity>;
  readonly rows: readonly Entity[];
  /** `insert`: a row that stands already is left alone. `upsert`: it is brought up to date. */
  readonly mode: 'insert' | 'upsert';
}

/** Typed way to name rows for `writeAll`: the entity decides what a row must hold. */
export function rowsOf<Entity extends ObjectLiteral>(
  entity: new () => Entity,
  rows: readonly Entity[],
  mode: Rows['mode'],
): Rows<Entity> {
  return { entity, rows, mode };
}

/** A row as the database reads it from JSON: column names, instants as text. */
export function toColumns(
  tx: Tx,
  entity: EntityTarget<ObjectLiteral>,
  row: ObjectLiteral,
): ObjectLiteral {
  const columns = tx.manager.connection.getMetadata(entity).columns;
  return Object.fromEntries(
    columns
      .filter((column) => row[column.propertyName] !== undefined)
      .map((column) => [column.databaseName, row[column.propertyName] as unknown]),
  );
}

/** The reverse: a row that the database gave as JSON, with instants as dates. */
export function fromColumns<Entity extends ObjectLiteral>(
  tx: Tx,
  entity: new () => Entity,
  json: ObjectLiteral,
): Entity {
  const columns = tx.manager.connection.getMetadata(entity).columns;
  return Object.fromEntries(
    columns.map((column) => {
      const value = json[column.databaseName] as unknown;
      const isInstant = column.type === 'timestamp with time zone' && typeof value === 'string';
      return [column.propertyName, isInstant ? new Date(value) : value];
    }),
  ) as Entity;
}

function part(tx: Tx, rows: Rows, parameter: number, fence: string | null): string {
  const metadata = tx.manager.connection.getMetadata(rows.entity);
  const sample = rows.rows[0] ?? {};
  const columns = metadata.columns.filter((column) => sample[column.propertyName] !== undefined);
  const names = columns.map((column) => column.databaseName);
  const keys = metadata.primaryColumns.map((column) => column.databaseName);
  const rest = names.filter((name) => !keys.includes(name));
  const conflict =
    rows.mode === 'insert' || rest.length === 0
      ? 'ON CONFLICT DO NOTHING'
      : `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  const owner = metadata.tableName === 'reports' ? 'id' : 'report_id';
  const condition = fence ? ` WHERE x.${owner} IN (SELECT id FROM ${fence})` : '';
  return (
    `INSERT INTO ${metadata.tableName} (${names.join(', ')}) ` +
    `SELECT ${names.map((name) => `x.${name}`).join(', ')} ` +
    `FROM jsonb_populate_recordset(NULL::${metadata.tableName}, $${parameter}) x${condition} ${conflict}`
  );
}

/**
 * Writes rows of several tables in one statement. With a `fence`, a data-modifying query that
 * returns the ids of the reports it let through, rows of any other report are left out.
 *
 * @returns what the fence returned, or an empty list
 */
export async function writeAll(
  tx: Tx,
  all: readonly Rows[],
  fence?: { readonly sql: (parameter: number) => string; readonly value: unknown },
): Promise<{ id: string }[]> {
  const parts = all.filter((rows) => rows.rows.length > 0);
  const parameters: string[] = [];
  const ctes: string[] = [];
  if (fence) {
    parameters.push(JSON.stringify(fence.value));
    ctes.push(`fence AS (${fence.sql(parameters.length)})`);
  }
  for (const rows of parts) {
    parameters.push(JSON.stringify(rows.rows.map((row) => toColumns(tx, rows.entity, row))));
    ctes.push(
      `w${parameters.length} AS (${part(tx, rows, parameters.length, fence ? 'fence' : null)})`,
    );
  }
  if (ctes.length === 0) return [];
  return tx.prepared(
    `WITH ${ctes.join(', ')} SELECT ${fence ? 'id FROM fence' : 'NULL AS id WHERE false'}`,
    parameters,
  );
}
