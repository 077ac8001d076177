import { FIGURE_NAMES, type FigureName, type Subject } from '#libs/contracts';
import { CODE_COLUMNS, type Parameters, conditions, dimension, keysOf } from './conditions.sql.js';
import { type FiguresQuestion, instantsOf } from './question.js';

/** The facts that a report's class comes from, and a leg's. */
const SUBJECT_FACTS: Readonly<Record<Subject, string>> = {
  reports: `subject = 'cycle' AND NOT child`,
  legs: `subject = 'leg'`,
};

/** What the classes need of a fact. */
const FACT_COLUMNS = [
  ...['subject_id', 'report_id', 'cycle_number', 'received_at', 'unit_code', 'due_at'],
  ...['ended_at', 'end_kind', 'stopped', 'rating', 'corrected', 'work_minutes'],
];

/**
 * The facts of a question's cohort that had begun by its instant, with `ended` and `breached` as
 * of then and the group keys `k0`, `k1`. A breach comes from instants (clock law 2): the stored
 * one, or a due that passed before the end while no pause stands, noticed or not.
 */
export function factsSql(
  question: FiguresQuestion,
  parameters: Parameters,
  among: string | null = null,
): string {
  const { begin, end } = instantsOf(question);
  const asOf = parameters.add(question.asOf, 'timestamptz');
  const cohort = question.cohort === 'received' ? 'received_at' : 'promised_at';
  const times = question.groupBy.some((name) => !(name in CODE_COLUMNS));
  const local = times ? `${cohort} AT TIME ZONE ${parameters.add(question.zone, 'text')}` : '';
  const keys = question.groupBy.map(
    (name, index) => `${dimension(name, local, CODE_COLUMNS)} AS k${index}`,
  );
  const where = [
    ...(among === null ? [] : [`report_id IN (SELECT report_id FROM ${among})`]),
    SUBJECT_FACTS[question.of],
    `${cohort} >= ${parameters.add(begin, 'timestamptz')}`,
    `${cohort} < ${parameters.add(end, 'timestamptz')}`,
    `started_at <= ${asOf}`,
    ...conditions(question, parameters),
  ];
  const columns = [
    ...FACT_COLUMNS,
    `CASE WHEN responded_at <= ${asOf} THEN answer_minutes END AS answer_minutes`,
    `coalesce(ended_at <= ${asOf}, false) AS ended`,
    // LEAST passes over NULL: the end if it had come by then, else the instant itself.
    `coalesce(breached_at < ${asOf}, NOT stopped AND due_at < LEAST(ended_at, ${asOf}), false) AS breached`,
    ...keys,
  ];
  return `SELECT ${columns.join(', ')} FROM facts WHERE ${where.join(' AND ')}`;
}

/** Of the cycles of a report by then: a value of the last one. */
const ofLast = (value: string): string => `(array_agg(${value} ORDER BY cycle_number DESC))[1]`;
/** Of the cycles of a report by then: a value of the first one. */
const ofFirst = (value: string): string => `(array_agg(${value} ORDER BY cycle_number))[1]`;
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
  const shared = ['report_id', ...keys];
  const rated = (rating: string): string =>
    `count(*) FILTER (WHERE ${resolved} AND rating ${rating})::int`;
  const deciding = withDetails
    ? `, ${ofFirst('answer_minutes')} AS answered_in,
      ${ofLast(`CASE WHEN ${resolved} THEN work_minutes END`)} AS worked_in, ${ofDeciding('cycle_number')} AS cycle_number, ${ofDeciding('due_at')} AS due_at,
      ${ofDeciding('CASE WHEN ended THEN ended_at END')} AS end_by_then`
    : '';
  return `
  tallied AS (
    SELECT ${shared.join(', ')}, ${ofLast(OUTCOME)} AS outcome, ${ofLast('stopped')} AS stopped,
      bool_or(ended AND breached) AS any_late, bool_or(due_at IS NOT NULL) AS any_due,
      count(*) > 1 AS reopened, bool_or(ended) AS ended_once, bool_or(corrected) AS corrected,
      count(*) FILTER (WHERE ${resolved})::int AS asked, ${rated('IS NOT NULL')} AS rated,
      ${rated(`= 'satisfied'`)} AS satisfied, ${rated(`= 'acceptable'`)} AS acceptable,
      ${rated(`= 'not_satisfied'`)} AS not_satisfied, false AS refused, false AS transferred${deciding}
    FROM fact GROUP BY ${shared.join(', ')}
  ), counted AS (SELECT *, report_id AS subject_id, ${REPORT_CLASS} AS class FROM tallied)`;
}

/** One row for each leg, with the same columns. */
const LEGS = `
  counted AS (
    SELECT *, false AS reopened, ended AS ended_once, 0 AS asked, 0 AS rated, 0 AS satisfied, 0 AS acceptable,
      0 AS not_satisfied, ended AND end_kind = 'refused' AS refused,
      ended AND end_kind = 'transferred' AS transferred, ${LEG_CLASS} AS class
    FROM (
      SELECT fact.*, CASE WHEN ended THEN ended_at END AS end_by_then, NULL::integer AS answered_in,
        CASE WHEN ${resolved} THEN work_minutes END AS worked_in
      FROM fact
    ) fact
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
  ended: unlessSpam('ended_once::int'),
};

/** Whether a row counts in a figure at all; a class is named, as an index wants it. */
export function countsIn(figure: FigureName): string {
  const counts = COUNTS_IN[figure];
  if (figure === 'all') return 'true';
  return counts === isClass(figure) ? `class = '${figure}'` : `${counts} > 0`;
}

/**
 * `WITH` that ends in `counted`: one row for each report or leg of the question, with its keys,
 * its class and what `COUNTS_IN` needs; with `details` also receipt, unit, cycle, due, end and working minutes.
 *
 * @param among a query before this one, with the `report_id`s to which it is narrowed; null: all
 */
export function countedSql(
  question: FiguresQuestion,
  parameters: Parameters,
  withDetails: boolean,
  among: string | null = null,
): string {
  const keys = [...keysOf(question), ...(withDetails ? ['received_at', 'unit_code'] : [])];
  const rows = question.of === 'reports' ? reports(keys, withDetails) : LEGS;
  return `fact AS (${factsSql(question, parameters, among)}), ${rows}`;
}

/** What all facts of a report say alike, and a tally keeps. */
const SHARED = [...Object.values(CODE_COLUMNS), 'received_at', 'promised_at'];

/**
 * `WITH` that ends in `counted`, as it will be until somebody writes: of every report (or leg) among those
 * named, as far as its facts say so. That a due has passed which nobody has noticed yet is not in them.
 */
export function tallySql(of: Subject, among: string): string {
  const columns = [
    ...new Set([...FACT_COLUMNS, ...SHARED, 'answer_minutes']),
    'ended_at IS NOT NULL AS ended',
    'coalesce(breached_at IS NOT NULL OR (NOT stopped AND due_at < ended_at), false) AS breached',
  ];
  const fact = `SELECT ${columns.join(', ')} FROM facts
    WHERE report_id IN (SELECT report_id FROM ${among}) AND ${SUBJECT_FACTS[of]}`;
  return `fact AS (${fact}), ${of === 'reports' ? reports(SHARED, true) : LEGS}`;
}

/** Every figure as a column of its own name. */
export const FIGURE_COLUMNS = FIGURE_NAMES.map(
  (name) => `coalesce(sum(${COUNTS_IN[name]}), 0)::int AS "${name}"`,
).join(', ');
