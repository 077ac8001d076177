import { consumersOf } from '#libs/contracts';
import {
  type HistoryEvent,
  type JsonObject,
  type Performed,
  type Report,
  type Rulebook,
  type State,
  currentCycle,
  factsOf,
  fold,
  nextActionAt,
  openLeg,
} from '#libs/domain';
import { type ObjectLiteral } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { DeliveryEntity, FactEntity } from '../entities/delivery.entities.js';
import {
  AlarmEntity,
  CycleEntity,
  EventEntity,
  ExtensionEntity,
  LegEntity,
  PauseEntity,
  ReportEntity,
} from '../entities/report.entities.js';
import { StaleVersion, type Tx } from '../store.js';
import { type Rows, fromColumns, rowsOf, writeAll } from '../write.js';

/** What was sent with a report: written once, never a part of its rules. */
export interface Filed {
  readonly text: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly address: string | null;
  readonly form: JsonObject;
  readonly tokenHash: string | null;
}

/** One report's change to be written: as it was read (null: it is new) and what was performed. */
export interface Change {
  readonly before: Report | null;
  readonly done: Performed;
  readonly filed?: Filed;
}

/** An event as it was written, with its id: what deliveries carry to their consumers. */
export interface WrittenEvent extends HistoryEvent {
  readonly id: string;
  readonly reportId: string;
}

const PARTS = `
  (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.number), '[]') FROM cycles x WHERE x.report_id = r.id) AS cycles,
  (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.number), '[]') FROM legs x WHERE x.report_id = r.id) AS legs,
  (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.started_at), '[]') FROM pauses x WHERE x.report_id = r.id) AS pauses,
  (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.asked_at), '[]') FROM extensions x WHERE x.report_id = r.id) AS extensions,
  (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.noticed_at), '[]') FROM alarms x WHERE x.report_id = r.id) AS alarms`;

interface LoadedRow {
  readonly report: ObjectLiteral;
  readonly cycles: readonly ObjectLiteral[];
  readonly legs: readonly ObjectLiteral[];
  readonly pauses: readonly ObjectLiteral[];
  readonly extensions: readonly ObjectLiteral[];
  readonly alarms: readonly ObjectLiteral[];
}

/** A report as it stands, with what was sent. */
export interface StoredReport extends Report {
  readonly text: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly address: string | null;
  readonly form: JsonObject;
  readonly tokenHash: string | null;
}

function assemble(tx: Tx, row: LoadedRow): StoredReport {
  return {
    ...fromColumns(tx, ReportEntity, row.report),
    cycles: row.cycles.map((json) => fromColumns(tx, CycleEntity, json)),
    legs: row.legs.map((json) => fromColumns(tx, LegEntity, json)),
    pauses: row.pauses.map((json) => fromColumns(tx, PauseEntity, json)),
    extensions: row.extensions.map((json) => fromColumns(tx, ExtensionEntity, json)),
    alarms: row.alarms.map((json) => fromColumns(tx, AlarmEntity, json)),
  };
}

/** Reads whole reports by id, in one statement; ids that are not visible are left out. */
export async function loadReports(tx: Tx, ids: readonly string[]): Promise<StoredReport[]> {
  const rows = await tx.prepared<LoadedRow>(
    `SELECT to_jsonb(r) AS report, ${PARTS} FROM reports r WHERE r.id = ANY ($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => assemble(tx, row));
}

/** Reads one whole report by its id or its public code; null where it is not visible. */
export async function findReport(
  tx: Tx,
  by: { readonly id: string } | { readonly code: string },
): Promise<StoredReport | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['code', by.code];
  const rows = await tx.prepared<LoadedRow>(
    `SELECT to_jsonb(r) AS report, ${PARTS} FROM reports r WHERE r.${column} = $1`,
    [value],
  );
  const [row] = rows;
  return row ? assemble(tx, row) : null;
}

/** Of these reports, the ids of those in a state. */
export async function reportIdsIn(tx: Tx, state: State, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.prepared<{ id: string }>(
    'SELECT id FROM reports WHERE state = $1 AND id = ANY ($2::uuid[])',
    [state, ids],
  );
  return rows.map((row) => row.id);
}

/** The ids of reports for which something has fallen due by the database's clock, earliest first. */
export async function dueReports(
  tx: Tx,
  limit: number,
): Promise<{ readonly id: string; readonly dueAt: Date }[]> {
  return tx.prepared(
    `SELECT id, next_action_at AS "dueAt" FROM reports WHERE next_action_at <= $1 ORDER BY next_action_at, id LIMIT $2`,
    [tx.now, limit],
  );
}

function reportRow(
  { report, events }: Performed,
  book: Rulebook,
  now: Date,
): Partial<ReportEntity> {
  const {
    id,
    code,
    version,
    state,
    streamCode,
    categoryCode,
    areaCode,
    networkCode,
    priority,
    channel,
  } = report;
  const { receivedAt, suggestedUnitCode, parentId, mergedIntoId, openChildren } = report;
  return {
    ...{
      id,
      code,
      version,
      state,
      streamCode,
      categoryCode,
      areaCode,
      networkCode,
      priority,
      channel,
    },
    ...{ receivedAt, suggestedUnitCode, parentId, mergedIntoId, openChildren },
    unitCode: (openLeg(report) ?? report.legs.at(-1))?.unitCode ?? null,
    dueAt: currentCycle(report).endedAt ? null : currentCycle(report).dueAt,
    nextActionAt: nextActionAt(report, book),
    updatedAt: events.at(-1)?.at ?? now,
  };
}

/** Columns that an act may change; what was sent is never written again. */
const CHANGING = [
  'version',
  'state',
  'category_code',
  'area_code',
  'network_code',
  'priority',
  'received_at',
  'suggested_unit_code',
  'merged_into_id',
  'open_children',
  'unit_code',
  'due_at',
  'next_action_at',
  'updated_at',
] as const;

const FENCE = (parameter: number): string =>
  `UPDATE reports r SET ${CHANGING.map((name) => `${name} = x.${name}`).join(', ')}
   FROM jsonb_to_recordset($${parameter}) AS f (expected integer, row jsonb)
   CROSS JOIN LATERAL jsonb_populate_record(NULL::reports, f.row) x
   WHERE r.id = x.id AND r.version = f.expected RETURNING r.id`;

function changed<T extends object>(
  now: readonly T[],
  before: readonly T[] | undefined,
): readonly T[] {
  return now.filter((one) => !before?.includes(one));
}

function belongingTo<T extends object>(
  reportId: string,
  parts: readonly T[],
): (T & { reportId: string })[] {
  return parts.map((one) => ({ ...one, reportId }));
}

/** Rows of everything but the report itself. */
function partsOf(changes: readonly Change[]): { rows: Rows[]; deliveries: number } {
  const each = <T extends object>(
    pick: (report: Report) => readonly T[],
  ): (T & { reportId: string })[] =>
    changes.flatMap(({ before, done }) =>
      belongingTo(done.report.id, changed(pick(done.report), before ? pick(before) : undefined)),
    );
  const events = changes.flatMap(({ done }) =>
    done.events.map((event): WrittenEvent => ({ ...event, id: uuid(), reportId: done.report.id })),
  );
  const children = new Set(
    changes.filter(({ done }) => done.report.parentId).map(({ done }) => done.report.id),
  );
  const deliveries = events.flatMap((event) =>
    consumersOf(event.kind, children.has(event.reportId)).map((consumer) => ({
      id: uuid(),
      eventId: event.id,
      reportId: event.reportId,
      consumer,
      state: 'pending' as const,
    })),
  );
  const rows = [
    rowsOf(
      CycleEntity,
      each((report) => report.cycles),
      'upsert',
    ),
    rowsOf(
      LegEntity,
      each((report) => report.legs),
      'upsert',
    ),
    rowsOf(
      PauseEntity,
      each((report) => report.pauses),
      'upsert',
    ),
    rowsOf(
      ExtensionEntity,
      each((report) => report.extensions),
      'upsert',
    ),
    rowsOf(
      AlarmEntity,
      each((report) => report.alarms),
      'insert',
    ),
    rowsOf(
      FactEntity,
      changes.flatMap(({ done }) => [...factsOf(done.report)]),
      'upsert',
    ),
    rowsOf(EventEntity, events.map(eventRow), 'insert'),
    { entity: DeliveryEntity, rows: deliveries, mode: 'insert' as const },
  ];
  return { rows, deliveries: deliveries.length };
}

function eventRow({
  id,
  reportId,
  version,
  kind,
  from,
  to,
  at,
  actor,
  data,
}: WrittenEvent): EventEntity {
  return {
    ...{ id, reportId, version, kind, at, data },
    fromState: from,
    toState: to,
    actorRole: actor.role,
    actorPerson: actor.personCode,
  };
}

/** A new report with what was sent. */
export type NewChange = Change & { readonly before: null; readonly filed: Filed };

function newRows(
  tx: Tx,
  changes: readonly NewChange[],
  book: Rulebook,
): { rows: Rows[]; deliveries: number } {
  const reports = changes.map(({ done, filed }) => ({
    ...reportRow(done, book, tx.now),
    ...filed,
    searchText: fold([done.report.code, filed.text, filed.address ?? ''].join(' ')),
  }));
  const parts = partsOf(changes);
  return {
    ...parts,
    rows: [{ entity: ReportEntity, rows: reports, mode: 'insert' }, ...parts.rows],
  };
}

/** Writes new reports with all that belongs to them: events, deliveries, facts; in one statement. */
export async function insertReports(
  tx: Tx,
  changes: readonly NewChange[],
  book: Rulebook,
): Promise<void> {
  const { rows, deliveries } = newRows(tx, changes, book);
  await writeAll(tx, rows);
  tx.leaves(deliveries);
}

/** A row of the table of idempotency keys, by its columns. */
export interface KeyRow {
  readonly client: string;
  readonly key_hash: string;
  readonly body_hash: string;
  readonly report_id: string;
  readonly at: Date;
}

const NEW_KEYS = (parameter: number): string =>
  `INSERT INTO idempotency_keys (client, key_hash, body_hash, report_id, at)
   SELECT client, key_hash, body_hash, report_id, at
   FROM jsonb_populate_recordset(NULL::idempotency_keys, $${parameter})
   ON CONFLICT DO NOTHING RETURNING report_id AS id`;

/**
 * `insertReports` behind idempotency keys: a report whose key stands already is not written, nor
 * anything of it. `also` are rows of other tables that stand or fall with the reports.
 * @returns the ids that were written
 */
export async function insertNewReports(
  tx: Tx,
  changes: readonly NewChange[],
  book: Rulebook,
  keys: readonly KeyRow[],
  also: readonly Rows[],
): Promise<ReadonlySet<string>> {
  const fence = { sql: NEW_KEYS, value: keys };
  const { rows, deliveries } = newRows(tx, changes, book);
  const written = await writeAll(tx, [...rows, ...also], fence);
  tx.leaves(deliveries);
  return new Set(written.map((row) => row.id));
}

/**
 * Writes what acts changed: the report itself behind the fence of the version that was read, and
 * with it the changed parts, the new events, their deliveries and the facts.
 *
 * @returns the ids that were written; a report that somebody else changed meanwhile is left out
 */
export async function saveReports(
  tx: Tx,
  changes: readonly (Change & { readonly before: Report })[],
  book: Rulebook,
  also: readonly Rows[] = [],
): Promise<readonly string[]> {
  if (changes.length === 0) return [];
  const { rows, deliveries } = partsOf(changes);
  const fenced = changes.map(({ before, done }) => ({
    expected: before.version,
    row: snake(reportRow(done, book, tx.now)),
  }));
  const written = await writeAll(tx, [...rows, ...also], { sql: FENCE, value: fenced });
  tx.leaves(deliveries);
  return written.map((row) => row.id);
}

/**
 * `saveReports` for all or none.
 * @throws StaleVersion when somebody else changed one of them meanwhile
 */
export async function saveAllReports(
  tx: Tx,
  changes: readonly (Change & { readonly before: Report })[],
  book: Rulebook,
  also: readonly Rows[] = [],
): Promise<void> {
  const written = new Set(await saveReports(tx, changes, book, also));
  const stale = changes.map(({ before }) => before.id).filter((id) => !written.has(id));
  if (stale.length > 0) throw new StaleVersion(stale);
}

/**
 * `saveReports` for one report.
 * @throws StaleVersion when somebody else changed it meanwhile
 */
export async function saveReport(
  tx: Tx,
  change: Change & { readonly before: Report },
  book: Rulebook,
  also: readonly Rows[] = [],
): Promise<void> {
  await saveAllReports(tx, [change], book, also);
}

function snake(row: Partial<ReportEntity>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
      value,
    ]),
  );
}
