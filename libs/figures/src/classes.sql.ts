import {
  type CODE_DIMENSIONS,
  type Dimension,
  FIGURE_NAMES,
  type FigureName,
} from '#libs/contracts';
import { type FiguresQuestion, instantsOf } from './question.js';

/** Values of a statement, numbered as they come. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and gives its place, cast to a type. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

const CODE_COLUMNS: Readonly<Record<(typeof CODE_DIMENSIONS)[number], string>> = {
  unit: 'unit_code',
  category: 'category_code',
  area: 'area_code',
  stream: 'stream_code',
  network: 'network_code',
  channel: 'channel',
};

/** A dimension of a fact as text; times are local to the question's zone, weeks are ISO weeks. */
function dimension(name: Dimension, cohort: string, zone: string): string {
  const local = (format: string): string => `to_char(${cohort} AT TIME ZONE ${zone}, '${format}')`;
  switch (name) {
    case 'day':
      return local('YYYY-MM-DD');
    case 'week':
      return local('IYYY-"W"IW');
    case 'month':
      return local('YYYY-MM');
    case 'year':
      return local('YYYY');
    case 'unit':
    case 'category':
    case 'area':
    case 'stream':
    case 'network':
    case 'channel':
      return CODE_COLUMNS[name];
  }
}

function conditions({ filter }: FiguresQuestion, parameters: Parameters): readonly string[] {
  const lists: readonly [string, readonly string[] | undefined][] = [
    [CODE_COLUMNS.stream, filter.stream === undefined ? undefined : [filter.stream]],
    [CODE_COLUMNS.category, filter.categories],
    [CODE_COLUMNS.area, filter.areas],
    [CODE_COLUMNS.network, filter.networks],
    [CODE_COLUMNS.unit, filter.units],
    [CODE_COLUMNS.channel, filter.channels],
  ];
  return lists.flatMap(([column, codes]) =>
    codes === undefined ? [] : [`${column} = ANY (${parameters.add(codes, 'text[]')})`],
  );
}

/**
 * The facts of a question's cohort that had begun by its instant, with `ended` and `breached` as
 * of then and the group keys `k0`, `k1`. A breach comes from instants (clock law 2): the stored
 * one, or a due that passed before the end while no pause stands, noticed or not.
 */
function facts(question: FiguresQuestion, parameters: Parameters): string {
  const { begin, end } = instantsOf(question);
  const asOf = parameters.add(question.asOf, 'timestamptz');
  const cohort = question.cohort === 'received' ? 'received_at' : 'promised_at';
  const times = question.groupBy.some((name) => !(name in CODE_COLUMNS));
  const zone = times ? parameters.add(question.zone, 'text') : '';
  const keys = question.groupBy.map(
    (name, index) => `${dimension(name, cohort, zone)} AS k${index}`,
  );
  const where = [
    question.of === 'reports' ? `subject = 'cycle' AND NOT child` : `subject = 'leg'`,
    `${cohort} >= ${parameters.add(begin, 'timestamptz')}`,
    `${cohort} < ${parameters.add(end, 'timestamptz')}`,
    `started_at <= ${asOf}`,
    ...conditions(question, parameters),
  ];
  const columns = [
    ...['subject_id', 'report_id', 'cycle_number', 'received_at', 'unit_code', 'due_at'],
    ...['ended_at', 'end_kind', 'stopped', 'rating', 'corrected'],
    `coalesce(ended_at <= ${asOf}, false) AS ended`,
    // LEAST passes over NULL: the end if it had come by then, else the instant itself.
    `coalesce(breached_at < ${asOf}, NOT stopped AND due_at < LEAST(ended_at, ${asOf}), false) AS breached`,
    ...keys,
  ];
  return `SELECT ${columns.join(', ')} FROM facts WHERE ${where.join(' AND ')}`;
}

/** Of the cycles of a report by then: a value of the last one. */
const ofLast = (value: string): string => `(array_agg(${value} ORDER BY cycle_number DESC))[1]`;
/** A value of the cycle that decides the class: the last late one, else the last. */
const ofDeciding = (value: string): string =>
  `(array_agg(${value} ORDER BY (ended AND breached) DESC, cycle_number DESC))[1]`;
const resolved = `ended AND end_kind = 'resolved'`;

/** How far a cycle alone had come. */
const OUTCOME = `CASE
    WHEN NOT ended AND breached THEN 'open_overdue'
    WHEN NOT ended THEN 'open_in_time'
    WHEN end_kind = 'resolved' THEN 'ended'
    ELSE end_kind END`;

/** The class of a report, in the order of the domain's `classOfReport`. */
const REPORT_CLASS = `CASE
    WHEN outcome = 'spam' THEN 'spam'
    WHEN any_late THEN 'late'
    WHEN outcome IN ('rejected', 'duplicate', 'withdrawn') THEN outcome
    WHEN NOT any_due THEN 'no_deadline'
    WHEN outcome = 'ended' THEN 'on_time'
    ELSE outcome END`;

/** The class of a leg, in the order of the domain's `classOfLeg`. */
const LEG_CLASS = `CASE
    WHEN breached AND ended THEN 'late'
    WHEN breached THEN 'open_overdue'
    WHEN due_at IS NULL THEN 'no_deadline'
    WHEN NOT ended THEN 'open_in_time'
    WHEN end_kind = 'resolved' THEN 'on_time'
    ELSE 'outside' END`;

/**
 * One row for each report: its class and how often it counts in what stands beside the classes.
 * All facts of a report are written together, so its cycles share keys, receipt and unit.
 */
function reports(keys: readonly string[], withDetails: boolean): string {
  const shared = ['report_id', ...keys, ...(withDetails ? ['received_at', 'unit_code'] : [])];
  const rated = (rating: string): string =>
    `count(*) FILTER (WHERE ${resolved} AND rating ${rating})::int`;
  const deciding = withDetails
    ? `, ${ofDeciding('cycle_number')} AS cycle_number, ${ofDeciding('due_at')} AS due_at,
      ${ofDeciding('CASE WHEN ended THEN ended_at END')} AS end_by_then`
    : '';
  return `
  tallied AS (
    SELECT ${shared.join(', ')}, ${ofLast(OUTCOME)} AS outcome, ${ofLast('stopped')} AS stopped,
      bool_or(ended AND breached) AS any_late, bool_or(due_at IS NOT NULL) AS any_due,
      count(*) > 1 AS reopened, bool_or(corrected) AS corrected,
      count(*) FILTER (WHERE ${resolved})::int AS asked, ${rated('IS NOT NULL')} AS rated,
      ${rated(`= 'satisfied'`)} AS satisfied, ${rated(`= 'acceptable'`)} AS acceptable,
      ${rated(`= 'not_satisfied'`)} AS not_satisfied, false AS refused, false AS transferred${deciding}
    FROM fact GROUP BY ${shared.join(', ')}
  ), counted AS (SELECT *, report_id AS subject_id, ${REPORT_CLASS} AS class FROM tallied)`;
}

/** One row for each leg, with the same columns. */
const LEGS = `
  counted AS (
    SELECT *, false AS reopened, 0 AS asked, 0 AS rated, 0 AS satisfied, 0 AS acceptable,
      0 AS not_satisfied, ended AND end_kind = 'refused' AS refused,
      ended AND end_kind = 'transferred' AS transferred, ${LEG_CLASS} AS class
    FROM (SELECT fact.*, CASE WHEN ended THEN ended_at END AS end_by_then FROM fact) fact
  )`;

const isClass = (name: string): string => `(class = '${name}')::int`;
/** Spam is outside all rates, so also outside those of ratings. */
const unlessSpam = (column: string): string => `CASE WHEN class = 'spam' THEN 0 ELSE ${column} END`;

/**
 * How often a row of `counted` counts in each figure. The figure is the sum of it, and the rows
 * behind the figure are those where it is not zero: so the two cannot differ.
 */
export const COUNTS_IN: Readonly<Record<FigureName, string>> = {
  all: '1',
  on_time: isClass('on_time'),
  late: isClass('late'),
  open_overdue: isClass('open_overdue'),
  open_in_time: isClass('open_in_time'),
  no_deadline: isClass('no_deadline'),
  rejected: isClass('rejected'),
  duplicate: isClass('duplicate'),
  withdrawn: isClass('withdrawn'),
  spam: isClass('spam'),
  outside: isClass('outside'),
  paused: `(class = 'open_in_time' AND stopped)::int`,
  reopened: 'reopened::int',
  corrected: 'corrected::int',
  asked: unlessSpam('asked'),
  rated: unlessSpam('rated'),
  satisfied: unlessSpam('satisfied'),
  acceptable: unlessSpam('acceptable'),
  not_satisfied: unlessSpam('not_satisfied'),
  refused: 'refused::int',
  transferred: 'transferred::int',
};

/** The columns of a question's groups, in the order of `groupBy`. */
export function keysOf({ groupBy }: FiguresQuestion): readonly string[] {
  return groupBy.map((_, index) => `k${index}`);
}

/**
 * `WITH` that ends in `counted`: one row for each report or leg of the question, with its keys,
 * its class and what `COUNTS_IN` needs; with `details` also receipt, unit, cycle, due and end.
 */
export function countedSql(
  question: FiguresQuestion,
  parameters: Parameters,
  withDetails: boolean,
): string {
  const rows = question.of === 'reports' ? reports(keysOf(question), withDetails) : LEGS;
  return `WITH fact AS (${facts(question, parameters)}), ${rows}`;
}

/** Every figure as a column of its own name. */
export const FIGURE_COLUMNS = FIGURE_NAMES.map(
  (name) => `coalesce(sum(${COUNTS_IN[name]}), 0)::int AS "${name}"`,
).join(', ');
