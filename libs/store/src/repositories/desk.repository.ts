import { type Channel, type Priority, type State, fold } from '#libs/domain';
import {
  ContactEntity,
  CorrectionEntity,
  EventEntity,
  RatingEntity,
} from '../entities/report.entities.js';
import { type Scope, type Tx } from '../store.js';
import { rowsOf, writeAll } from '../write.js';

/**
 * Does `work` with every unit's part in sight, in a transaction that has seen the report within
 * its own scope already. An act is decided on the whole case, and a unit sees only its own legs:
 * without the others' the next leg would get a number that is taken.
 */
export async function withWholeCase<Result>(
  tx: Tx,
  scope: Scope,
  work: () => Promise<Result>,
): Promise<Result> {
  await seeUnits(tx, ['*']);
  const result = await work();
  // Where `work` fails the transaction is over, and its settings with it.
  await seeUnits(tx, scope.units);
  return result;
}

async function seeUnits(tx: Tx, units: readonly string[]): Promise<void> {
  await tx.prepared(`SELECT set_config('kip.units', $1, true)`, [units.join(',')]);
}

/**
 * Does `work` as the workers do, who write reports that did not exist before: the desk's policies
 * look for a part's report among the rows that stood when the statement began, and a new report's
 * parts are written in one statement with it. Sees no contacts.
 */
export async function asWorker<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await tx.prepared(`SELECT set_config('role', 'kip_worker', true)`);
  const result = await work();
  await tx.prepared(`SELECT set_config('role', 'kip_desk', true)`);
  return result;
}

/** By what a list may be ordered: a column of `reports` each. */
export const LIST_ORDERS = ['received_at', 'due_at', 'updated_at'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

/** The last row of the page before: its value of the order, null where it had none. */
export interface ListPlace {
  readonly value: Date | null;
  readonly id: string;
}

/** Which reports, in which order, from where on. What is null or empty asks for nothing. */
export interface ListQuestion {
  readonly states: readonly State[];
  readonly streamCode: string | null;
  readonly categoryCodes: readonly string[];
  readonly areaCode: string | null;
  readonly unitCode: string | null;
  readonly networkCode: string | null;
  readonly priority: Priority | null;
  readonly channel: Channel | null;
  readonly overdue: boolean | null;
  readonly dueBefore: Date | null;
  /** Inclusive. */
  readonly receivedFrom: Date | null;
  /** Exclusive. */
  readonly receivedTo: Date | null;
  readonly parentCode: string | null;
  readonly search: string | null;
  readonly order: ListOrder;
  readonly descending: boolean;
  readonly after: ListPlace | null;
  readonly limit: number;
}

/** A report in a list. `due_at` is the open cycle's promise; `paused` says that its clock stands. */
export interface ListRow {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly state: State;
  readonly stream_code: string;
  readonly category_code: string | null;
  readonly area_code: string | null;
  readonly network_code: string | null;
  readonly unit_code: string | null;
  readonly priority: Priority;
  readonly channel: Channel;
  readonly text: string;
  readonly address: string | null;
  readonly parent_code: string | null;
  readonly open_children: number;
  readonly received_at: Date;
  readonly due_at: Date | null;
  readonly updated_at: Date;
  readonly overdue: boolean;
  readonly paused: boolean;
}

const PAUSED = `EXISTS (SELECT FROM pauses p
  WHERE p.report_id = r.id AND p.stops_clock AND p.ended_at IS NULL)`;

/** An open cycle that breached, whether or not anybody has noticed it yet (clock law 2). */
const overdueAt = (now: string): string => `(r.due_at IS NOT NULL AND (
  (r.due_at < ${now} AND NOT ${PAUSED})
  OR EXISTS (SELECT FROM cycles c
    WHERE c.report_id = r.id AND c.ended_at IS NULL AND c.breached_at IS NOT NULL)))`;

/** Words as a pattern for LIKE that means these very words. */
function containing(words: string): string {
  return `%${fold(words).replace(/[\\%_]/g, '\\$&')}%`;
}

/** Conditions and their parameters, numbered as they come. */
class Conditions {
  readonly parameters: unknown[] = [];
  readonly all: string[] = [];

  parameter(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /** Adds a condition on a value, or none where the value is null. */
  where(value: unknown, condition: (parameter: string) => string): void {
    if (value !== null) this.all.push(condition(this.parameter(value)));
  }
}

/** Rows after a place; those without a value come last, whichever way the list runs. */
function afterPlace(conditions: Conditions, question: ListQuestion, after: ListPlace): string {
  const sign = question.descending ? '<' : '>';
  const id = conditions.parameter(after.id);
  const column = `r.${question.order}`;
  if (after.value === null) return `(${column} IS NULL AND r.id ${sign} ${id}::uuid)`;
  const value = conditions.parameter(after.value);
  const next = `(${column}, r.id) ${sign} (${value}::timestamptz, ${id}::uuid)`;
  return question.order === 'due_at' ? `(${next} OR ${column} IS NULL)` : next;
}

/** Which reports a question asks for, wherever its page begins. */
function conditionsOf(question: ListQuestion, at: Date): Conditions {
  const c = new Conditions();
  const now = `${c.parameter(at)}::timestamptz`;
  const someOf = (list: readonly string[]): readonly string[] | null =>
    list.length > 0 ? list : null;
  c.where(someOf(question.states), (p) => `r.state = ANY (${p}::text[])`);
  c.where(question.streamCode, (p) => `r.stream_code = ${p}`);
  c.where(someOf(question.categoryCodes), (p) => `r.category_code = ANY (${p}::text[])`);
  c.where(question.areaCode, (p) => `r.area_code = ${p}`);
  c.where(question.unitCode, (p) => `r.unit_code = ${p}`);
  c.where(question.networkCode, (p) => `r.network_code = ${p}`);
  c.where(question.priority, (p) => `r.priority = ${p}`);
  c.where(question.channel, (p) => `r.channel = ${p}`);
  c.where(question.overdue, (p) => `${overdueAt(now)} = ${p}::boolean`);
  c.where(question.dueBefore, (p) => `r.due_at < ${p}::timestamptz`);
  c.where(question.receivedFrom, (p) => `r.received_at >= ${p}::timestamptz`);
  c.where(question.receivedTo, (p) => `r.received_at < ${p}::timestamptz`);
  c.where(
    question.parentCode,
    (p) => `r.parent_id = (SELECT parent.id FROM reports parent WHERE parent.code = ${p})`,
  );
  const pattern = question.search === null ? null : containing(question.search);
  c.where(
    pattern,
    (p) => `EXISTS (SELECT FROM search_texts s WHERE s.report_id = r.id AND s.text LIKE ${p})`,
  );
  return c;
}

/** How many reports a question asks for and the scope shows; more than `most` are not counted. */
export async function countReports(
  tx: Tx,
  question: Omit<ListQuestion, 'after' | 'limit'>,
  most: number,
): Promise<number> {
  const c = conditionsOf({ ...question, after: null, limit: 0 }, tx.now);
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM (
       SELECT FROM reports r WHERE $1::timestamptz IS NOT NULL AND ${['true', ...c.all].join(' AND ')}
       LIMIT ${c.parameter(most)}) found`,
    c.parameters,
  );
  return row?.count ?? 0;
}

/** The reports that a question asks for, as far as the transaction's scope shows them. */
export async function listReports(tx: Tx, question: ListQuestion): Promise<readonly ListRow[]> {
  const c = conditionsOf(question, tx.now);
  const now = '$1::timestamptz';
  if (question.after) c.all.push(afterPlace(c, question, question.after));
  const way = question.descending ? 'DESC' : 'ASC';
  return tx.query<ListRow>(
    `SELECT r.id, r.code, r.version, r.state, r.stream_code, r.category_code, r.area_code,
       r.network_code, r.unit_code, r.priority, r.channel, r.text, r.address, r.open_children,
       (SELECT parent.code FROM reports parent WHERE parent.id = r.parent_id) AS parent_code,
       r.received_at, r.due_at, r.updated_at, ${overdueAt(now)} AS overdue, ${PAUSED} AS paused
     FROM reports r WHERE ${['true', ...c.all].join(' AND ')}
     ORDER BY r.${question.order} ${way} NULLS LAST, r.id ${way}
     LIMIT ${c.parameter(question.limit)}`,
    c.parameters,
  );
}

/** A tie to another report, as one of the two sees it. */
export interface LinkedReport {
  readonly code: string;
  readonly kind: 'repeat' | 'related';
  /** Whether the tie was made from the other one. */
  readonly incoming: boolean;
}

/** Whatever stands beside a report's own rules; codes of reports out of sight are left out. */
export interface CaseSurroundings {
  readonly events: readonly EventEntity[];
  readonly ratings: readonly RatingEntity[];
  readonly corrections: readonly CorrectionEntity[];
  /** Null where there is none, or the scope does not show it. */
  readonly contact: ContactEntity | null;
  readonly links: readonly LinkedReport[];
  readonly childCodes: readonly string[];
  /** The unit of the last leg, also where that leg is another unit's and out of sight. */
  readonly unitCode: string | null;
  readonly parentCode: string | null;
  readonly mergedIntoCode: string | null;
}

/** Reads what a case's page shows beside the report itself. */
export async function caseSurroundings(tx: Tx, reportId: string): Promise<CaseSurroundings> {
  const of = { where: { reportId } };
  const links = await tx.prepared<LinkedReport>(
    `SELECT o.code, l.kind, l.other_id = $1 AS incoming FROM links l
     JOIN reports o ON o.id = CASE WHEN l.other_id = $1 THEN l.report_id ELSE l.other_id END
     WHERE l.report_id = $1 OR l.other_id = $1 ORDER BY o.code`,
    [reportId],
  );
  const children = await tx.prepared<{ code: string }>(
    'SELECT code FROM reports WHERE parent_id = $1 ORDER BY received_at, length(code), code',
    [reportId],
  );
  const [codes] = await tx.prepared<CodesRow>(
    `SELECT r.unit_code AS unit, parent.code AS parent, survivor.code AS survivor FROM reports r
     LEFT JOIN reports parent ON parent.id = r.parent_id
     LEFT JOIN reports survivor ON survivor.id = r.merged_into_id WHERE r.id = $1`,
    [reportId],
  );
  return {
    events: await tx.manager.find(EventEntity, { ...of, order: { version: 'ASC' } }),
    ratings: await tx.manager.find(RatingEntity, { ...of, order: { ratedAt: 'ASC' } }),
    corrections: await tx.manager.find(CorrectionEntity, { ...of, order: { askedAt: 'ASC' } }),
    contact: await tx.manager.findOne(ContactEntity, of),
    links,
    childCodes: children.map((child) => child.code),
    unitCode: codes?.unit ?? null,
    parentCode: codes?.parent ?? null,
    mergedIntoCode: codes?.survivor ?? null,
  };
}

interface CodesRow {
  readonly unit: string | null;
  readonly parent: string | null;
  readonly survivor: string | null;
}

/** Writes down a correction that somebody proposes; it changes nothing yet. */
export async function proposeCorrection(
  tx: Tx,
  proposal: Omit<CorrectionEntity, 'confirmedBy' | 'confirmedAt'>,
): Promise<void> {
  const row = { ...proposal, confirmedBy: null, confirmedAt: null };
  await writeAll(tx, [rowsOf(CorrectionEntity, [row], 'insert')]);
}

/** A proposed correction of a report, confirmed or not; null where there is none. */
export async function findCorrection(
  tx: Tx,
  reportId: string,
  id: string,
): Promise<CorrectionEntity | null> {
  return tx.manager.findOne(CorrectionEntity, { where: { id, reportId } });
}
