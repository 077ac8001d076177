import { type EntityMetadata, type EntityTarget, type ObjectLiteral } from 'typeorm';
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

/** What is needed of an entity for every row of it, looked up once. */
interface Shape {
  readonly columns: readonly {
    readonly property: string;
    readonly name: string;
    readonly isInstant: boolean;
  }[];
  /** Every property, and every column, to be copied and filled: an object that grows is a slow one. */
  readonly emptyRow: ObjectLiteral;
  readonly emptyJson: ObjectLiteral;
}

/** Only what is parsed has all its fields from the start. */
function emptyWith(names: readonly string[]): ObjectLiteral {
  return JSON.parse(
    `{${names.map((name) => `${JSON.stringify(name)}:null`).join(',')}}`,
  ) as ObjectLiteral;
}

const shapes = new WeakMap<EntityMetadata, Shape>();

function shapeOf(tx: Tx, entity: EntityTarget<ObjectLiteral>): Shape {
  const metadata = tx.manager.connection.getMetadata(entity);
  const known = shapes.get(metadata);
  if (known) return known;
  const columns = metadata.columns.map(({ propertyName, databaseName, type }) => ({
    ...{ property: propertyName, name: databaseName },
    isInstant: type === 'timestamp with time zone',
  }));
  const shape = {
    columns,
    emptyRow: emptyWith(columns.map(({ property }) => property)),
    emptyJson: emptyWith(columns.map(({ name }) => name)),
  };
  shapes.set(metadata, shape);
  return shape;
}

/** A row as the database reads it from JSON: column names, instants as text. */
export function toColumns(
  tx: Tx,
  entity: EntityTarget<ObjectLiteral>,
  row: ObjectLiteral,
): ObjectLiteral {
  const { columns, emptyJson } = shapeOf(tx, entity);
  const json = { ...emptyJson };
  // What is undefined, JSON leaves out; and what it leaves out, the database takes for null.
  for (const { property, name } of columns) json[name] = (row[property] ?? undefined) as unknown;
  return json;
}

/** The reverse: a row that the database gave as JSON, with instants as dates. */
export function fromColumns<Entity extends ObjectLiteral>(
  tx: Tx,
  entity: new () => Entity,
  json: ObjectLiteral,
): Entity {
  const { columns, emptyRow } = shapeOf(tx, entity);
  const row = { ...emptyRow };
  for (const { property, name, isInstant } of columns) {
    const value = json[name] as unknown;
    row[property] = isInstant && typeof value === 'string' ? new Date(value) : value;
  }
  return row as Entity;
}

function part(tx: Tx, rows: Rows, parameter: number, fence: string | null): string {
  const metadata = tx.manager.connection.getMetadata(rows.entity);
  const sample = rows.rows[0] ?? {};
  const columns = metadata.columns.filter(
    ({ propertyName, isInsert }) => isInsert && sample[propertyName] !== undefined,
  );
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
    `FROM jsonb_populate_recordset(NULL::${metadata.tableName}, $${parameter}::jsonb) x${condition} ${conflict}`
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
