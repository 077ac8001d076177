import { type Heard, consumersOf } from '#libs/contracts';
import {
  type HistoryEvent,
  type JsonObject,
  type Performed,
  type Report,
  type Rulebook,
  currentCycle,
  factsOf,
  nextActionAt,
  openLeg,
} from '#libs/domain';
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
import { newId } from '../new-id.js';
import { StaleVersion, type Tx } from '../store.js';
import { type Rows, rowsOf, toColumns, writeAll } from '../write.js';

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

function reportRow(
  { report, events }: Performed,
  book: Rulebook,
  now: Date,
): Partial<ReportEntity> {
  const cycle = currentCycle(report);
  return {
    id: report.id,
    code: report.code,
    version: report.version,
    state: report.state,
    streamCode: report.streamCode,
    categoryCode: report.categoryCode,
    areaCode: report.areaCode,
    networkCode: report.networkCode,
    priority: report.priority,
    channel: report.channel,
    receivedAt: report.receivedAt,
    suggestedUnitCode: report.suggestedUnitCode,
    parentId: report.parentId,
    mergedIntoId: report.mergedIntoId,
    openChildren: report.openChildren,
    unitCode: (openLeg(report) ?? report.legs.at(-1))?.unitCode ?? null,
    dueAt: cycle.endedAt ? null : cycle.dueAt,
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

const FENCE = (parameter: number, fenced: boolean): string =>
  `UPDATE reports r SET ${CHANGING.map((name) => `${name} = x.${name}`).join(', ')}
   FROM jsonb_to_recordset($${parameter}::jsonb) AS f (expected integer, row jsonb)
   CROSS JOIN LATERAL jsonb_populate_record(NULL::reports, f.row) x
   WHERE r.id = x.id${fenced ? ' AND r.version = f.expected' : ''} RETURNING r.id`;

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
function partsOf(
  changes: readonly Change[],
  book: Rulebook,
  now: Date,
): { rows: Rows[]; deliveries: number } {
  const each = <T extends object>(
    pick: (report: Report) => readonly T[],
  ): (T & { reportId: string })[] =>
    changes.flatMap(({ before, done }) =>
      belongingTo(done.report.id, changed(pick(done.report), before ? pick(before) : undefined)),
    );
  const events = changes.flatMap(({ done }) =>
    done.events.map((event): WrittenEvent => ({ ...event, id: newId(), reportId: done.report.id })),
  );
  const children = new Set(
    changes.filter(({ done }) => done.report.parentId).map(({ done }) => done.report.id),
  );
  const deliveries = events.flatMap((event) =>
    consumersOf(heardOf(event, children, now)).map((consumer) => ({
      id: newId(),
      eventId: event.id,
      reportId: event.reportId,
      consumer,
      state: 'pending' as const,
    })),
  );
  // Nothing of a new report stands there yet: that is cheaper to write.
  const mode = changes.every(({ before }) => before === null) ? 'insert' : 'upsert';
  const rows = [
    rowsOf(
      CycleEntity,
      each((report) => report.cycles),
      mode,
    ),
    rowsOf(
      LegEntity,
      each((report) => report.legs),
      mode,
    ),
    rowsOf(
      PauseEntity,
      each((report) => report.pauses),
      mode,
    ),
    rowsOf(
      ExtensionEntity,
      each((report) => report.extensions),
      mode,
    ),
    rowsOf(
      AlarmEntity,
      each((report) => report.alarms),
      'insert',
    ),
    rowsOf(
      FactEntity,
      changes.flatMap(({ done }) => [...factsOf(done.report, book)]),
      mode,
    ),
    rowsOf(EventEntity, events.map(eventRow), 'insert'),
    { entity: DeliveryEntity, rows: deliveries, mode: 'insert' as const },
  ];
  return { rows, deliveries: deliveries.length };
}

/** Whatever is noticed now has this transaction's instant; an earlier one is told of then. */
function heardOf(
  { kind, at, reportId }: WrittenEvent,
  children: ReadonlySet<string>,
  now: Date,
): Heard {
  return { kind, isChild: children.has(reportId), told: at < now };
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

/** The rows of new reports in all their tables, each table after those that it points to. */
export function newRows(
  tx: Tx,
  changes: readonly NewChange[],
  book: Rulebook,
): { rows: Rows[]; deliveries: number } {
  const reports = changes.map(({ done, filed }) => ({
    ...reportRow(done, book, tx.now),
    ...filed,
  }));
  const parts = partsOf(changes, book, tx.now);
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
   FROM jsonb_populate_recordset(NULL::idempotency_keys, $${parameter}::jsonb)
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
  const { rows, deliveries } = partsOf(changes, book, tx.now);
  const fenced = changes.map(({ before, done }) => ({
    expected: before.version,
    row: toColumns(tx, ReportEntity, reportRow(done, book, tx.now)),
  }));
  const sql = (parameter: number): string => FENCE(parameter, !tx.faults.without('fence'));
  const written = await writeAll(tx, [...rows, ...also], { sql, value: fenced });
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
