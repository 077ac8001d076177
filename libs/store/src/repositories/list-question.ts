import { type Channel, type Priority, type Sight, type State, fold } from '#libs/domain';

/** By what a list may be ordered: a column of `reports` each. */
export const LIST_ORDERS = ['received_at', 'due_at', 'updated_at'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

/** The last row of the page before: its value of the order, null where it had none. */
export interface ListPlace {
  readonly value: Date | null;
  readonly id: string;
}

/** Which reports. What is null or empty asks for nothing. */
export interface ListFilter {
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
  /** Whole words that follow each other. */
  readonly search: string | null;
}

/** Which reports, in which order, from where on, as somebody sees them. */
export interface ListQuestion extends ListFilter {
  /** How far the person sees. Row security says so too; said here, the planner finds the way. */
  readonly sight: Sight;
  readonly order: ListOrder;
  readonly descending: boolean;
  readonly after: ListPlace | null;
  readonly limit: number;
}

/** The states of a report on which work goes on, as the partial indexes name them. */
export const OPEN_STATES = `('received', 'in_review', 'offered', 'assigned', 'in_progress', 'waiting')`;

/** Its clock stands: only what waits can. */
export const PAUSED = `(r.state = 'waiting' AND kip_stopped(r.id))`;

/**
 * An open cycle that breached, whether or not anybody has noticed it yet (clock law 2). What waits may stand
 * beyond its due without a breach; what has breached may have been given a later due.
 */
export const overdueAt = (now: string): string => `CASE
  WHEN r.due_at IS NULL THEN false
  WHEN r.due_at >= ${now} THEN r.id = ANY ((SELECT kip_breached_ahead(${now}))::uuid[])
  WHEN r.state = 'waiting' THEN NOT kip_stopped(r.id) OR kip_breached(r.id)
  ELSE true END`;

/** The whole words of a search, folded as texts are. */
export function wordsOf(search: string): readonly string[] {
  return fold(search).split(' ');
}

/** Conditions on a report `r` and their parameters, numbered as they come. */
export class Conditions {
  readonly parameters: unknown[] = [];
  readonly all: string[] = [];

  parameter(value: unknown, type: string): string {
    this.parameters.push(value);
    return `$${this.parameters.length}::${type}`;
  }

  /** Adds a condition on a value, or none where the value is null. */
  where(value: unknown, type: string, condition: (parameter: string) => string): void {
    if (value !== null) this.all.push(condition(this.parameter(value, type)));
  }

  /** What holds all of them, and those given. */
  and(...more: readonly string[]): string {
    return ['true', ...this.all, ...more].join(' AND ');
  }
}

const EVERYTHING = '*';

/** Codes that limit something; null: nothing is limited. */
export function limitOf(codes: readonly string[]): readonly string[] | null {
  return codes.includes(EVERYTHING) ? null : codes;
}

/**
 * Asks for the reports that a filter lets through and that lie within a sight's streams and areas; its
 * words are looked for by whoever lists.
 * @param now the parameter that holds the instant
 */
export function ask(c: Conditions, filter: ListFilter, sight: Sight, now: string): void {
  const someOf = (list: readonly string[]): readonly string[] | null =>
    list.length > 0 ? list : null;
  c.where(limitOf(sight.streams), 'text[]', (p) => `r.stream_code = ANY (${p})`);
  c.where(limitOf(sight.areas), 'text[]', (p) => `r.area_code = ANY (${p})`);
  c.where(someOf(filter.states), 'text[]', (p) => `r.state = ANY (${p})`);
  c.where(filter.streamCode, 'text', (p) => `r.stream_code = ${p}`);
  c.where(someOf(filter.categoryCodes), 'text[]', (p) => `r.category_code = ANY (${p})`);
  c.where(filter.areaCode, 'text', (p) => `r.area_code = ${p}`);
  c.where(filter.unitCode, 'text', (p) => `r.unit_code = ${p}`);
  c.where(filter.networkCode, 'text', (p) => `r.network_code = ${p}`);
  c.where(filter.priority, 'text', (p) => `r.priority = ${p}`);
  c.where(filter.channel, 'text', (p) => `r.channel = ${p}`);
  c.where(filter.dueBefore, 'timestamptz', (p) => `r.due_at < ${p}`);
  c.where(filter.receivedFrom, 'timestamptz', (p) => `r.received_at >= ${p}`);
  c.where(filter.receivedTo, 'timestamptz', (p) => `r.received_at < ${p}`);
  c.where(
    filter.parentCode,
    'text',
    (p) => `r.parent_id = (SELECT parent.id FROM reports parent WHERE parent.code = ${p})`,
  );
  // Only what is open is overdue: said, so that a small index serves.
  if (filter.overdue === true) c.all.push(`r.state IN ${OPEN_STATES}`, `(${overdueAt(now)})`);
  if (filter.overdue === false) c.all.push(`NOT (${overdueAt(now)})`);
}
