import { type Dimension, FIGURE_NAMES, type FigureName } from '#libs/contracts';
import { Temporal } from 'temporal-polyfill';
import { COUNTS_IN, countedSql, countsIn } from './classes.sql.js';
import {
  CODE_COLUMNS,
  type CodeColumns,
  type Parameters,
  conditions,
  dimension,
  keysOf,
  narrowedTo,
} from './conditions.sql.js';
import { type FiguresQuestion, instantsOf } from './question.js';
import { type Stale, isStale, staleSql } from './stale.js';

const KINDS = ['unit', 'area', 'category'] as const;
type Kind = (typeof KINDS)[number];

/** By what a question groups, and by what it is narrowed. */
function askedBy(question: FiguresQuestion): readonly Dimension[] {
  const narrowed = narrowedTo(question).flatMap(([name, codes]) => (codes ? [name] : []));
  return [...question.groupBy, ...narrowed];
}

/** The sums that hold all that a question asks for; null where only the tallies do. */
export function cubeOf(question: FiguresQuestion): Kind | null {
  const asked = askedBy(question);
  if (asked.includes('channel')) return null;
  const kinds = KINDS.filter((kind) => asked.includes(kind));
  return kinds.length > 1 ? null : (kinds[0] ?? 'unit');
}

/**
 * Which sums of whole months hold it: those over all streams and networks, unless it tells or narrows them, or
 * somebody does not see them all.
 */
function monthsOf(question: FiguresQuestion, allStreams: boolean): 'month' | 'whole' {
  const asked = askedBy(question);
  return allStreams && !asked.includes('stream') && !asked.includes('network') ? 'whole' : 'month';
}

/** How much of all the transaction sees. */
export interface Sight {
  /** All that sums are made of. */
  readonly sums: boolean;
  readonly allStreams: boolean;
}

const COHORT_DAYS = { received: 'received_on', due: 'promised_on' } as const;

/** The same period in instants, where the rows go by their receipt: an index holds those. */
function received(question: FiguresQuestion, parameters: Parameters): readonly string[] {
  if (question.cohort !== 'received') return [];
  const { begin, end } = instantsOf(question);
  return [
    `received_at >= ${parameters.add(begin, 'timestamptz')}`,
    `received_at < ${parameters.add(end, 'timestamptz')}`,
  ];
}

/** The tallies of a question's cohort: all, or without those of stale reports, or those alone. */
function talliesSql(
  question: FiguresQuestion,
  parameters: Parameters,
  which: 'all' | 'without' | 'only',
): string {
  const day = COHORT_DAYS[question.cohort];
  const keys = question.groupBy.map(
    (name, index) => `${dimension(name, day, CODE_COLUMNS)} AS k${index}`,
  );
  const where = [
    ...(which === 'all'
      ? []
      : [`report_id ${which === 'only' ? 'IN' : 'NOT IN'} (SELECT report_id FROM stale)`]),
    `subject = '${question.of === 'reports' ? 'report' : 'leg'}'`,
    `${day} >= ${parameters.add(question.from, 'date')}`,
    `${day} <= ${parameters.add(question.to, 'date')}`,
    ...received(question, parameters),
    ...conditions(question, parameters),
  ];
  return `SELECT ${['tallies.*', ...keys].join(', ')} FROM tallies WHERE ${where.join(' AND ')}`;
}

/** The figures of rows that have a class, each in its group. */
function summed(question: FiguresQuestion, sign: '' | '-'): string {
  const figures = FIGURE_NAMES.map((name) => `${sign}(${COUNTS_IN[name]}) AS "${name}"`);
  return [...keysOf(question), ...figures].join(', ');
}

/**
 * The whole months of a period, and what is left of it before and after them. Where days or weeks are
 * asked for, there are no months: `monthsFrom` and `monthsTo` are its beginning.
 */
function spansOf({
  from,
  to,
  groupBy,
}: FiguresQuestion): Readonly<Record<'from' | 'monthsFrom' | 'monthsTo' | 'end', string>> {
  const first = Temporal.PlainDate.from(from);
  const end = Temporal.PlainDate.from(to).add({ days: 1 });
  const monthsFrom = first.day === 1 ? first : first.with({ day: 1 }).add({ months: 1 });
  const monthsTo = end.with({ day: 1 });
  const none =
    groupBy.includes('day') ||
    groupBy.includes('week') ||
    Temporal.PlainDate.compare(monthsFrom, monthsTo) >= 0;
  return {
    from: first.toString(),
    monthsFrom: (none ? first : monthsFrom).toString(),
    monthsTo: (none ? first : monthsTo).toString(),
    end: end.toString(),
  };
}

function cubeSql(
  question: FiguresQuestion,
  kind: Kind,
  parameters: Parameters,
  months: 'month' | 'whole',
): string {
  const columns: CodeColumns = {
    ...{ stream: 'stream_code', network: `nullif(network_code, '')` },
    ...{ unit: `nullif(key, '')`, area: `nullif(key, '')`, category: `nullif(key, '')` },
    channel: 'NULL',
  };
  const keys = question.groupBy.map(
    (name, index) => `${dimension(name, 'day', columns)} AS k${index}`,
  );
  const spans = spansOf(question);
  const where = [
    `kind = '${kind}'`,
    `subject = '${question.of === 'reports' ? 'report' : 'leg'}'`,
    `cohort = '${question.cohort}'`,
    ...conditions(question, parameters, { ...columns, network: 'network_code', [kind]: 'key' }),
  ];
  const figures = FIGURE_NAMES.map((name) => `"${name}"`);
  const span = (grain: 'day' | 'month' | 'whole', begin: string, until: string): string =>
    `SELECT ${[...keys, ...figures].join(', ')} FROM cubes
     WHERE ${where.join(' AND ')} AND grain = '${grain}'
       AND day >= ${parameters.add(begin, 'date')} AND day < ${parameters.add(until, 'date')}`;
  // A span that is empty would cost its planning.
  const parts = [
    ...(spans.monthsFrom < spans.monthsTo ? [span(months, spans.monthsFrom, spans.monthsTo)] : []),
    ...(spans.from < spans.monthsFrom ? [span('day', spans.from, spans.monthsFrom)] : []),
    ...(spans.monthsTo < spans.end ? [span('day', spans.monthsTo, spans.end)] : []),
  ];
  return parts.join(' UNION ALL ');
}

/**
 * `WITH` that ends in `parts`: rows of every figure with the question's keys, whose sums are its figures at
 * this instant. What is kept, less what is kept of stale reports, and those counted from their facts.
 */
export function keptSql(
  question: FiguresQuestion,
  parameters: Parameters,
  sight: Sight,
  stale: Stale,
): string {
  const kind = sight.sums ? cubeOf(question) : null;
  const some = isStale(stale);
  const tallies = (which: 'all' | 'without' | 'only', sign: '' | '-'): string =>
    `SELECT ${summed(question, sign)} FROM (${talliesSql(question, parameters, which)}) tally`;
  const kept =
    kind === null
      ? tallies(some ? 'without' : 'all', '')
      : cubeSql(question, kind, parameters, monthsOf(question, sight.allStreams));
  if (!some) return `parts AS (${kept})`;
  const less = kind === null ? '' : `UNION ALL ${tallies('only', '-')}`;
  const counted = countedSql(question, parameters, false, 'stale');
  return `${staleSql(stale, question, parameters)},
    anew AS (WITH ${counted} SELECT ${summed(question, '')} FROM counted),
    parts AS (${kept} ${less} UNION ALL SELECT * FROM anew)`;
}

/** What is told of one report or leg behind a figure. */
const DETAILS = [
  ...['subject_id', 'report_id', 'class', 'cycle_number', 'received_at', 'due_at'],
  ...['unit_code', 'stopped', 'answered_in', 'worked_in'],
];

/**
 * `WITH` that ends in `detail`: one row for each report or leg of the question that a figure counts, with its
 * keys, `count`, `class`, cycle, receipt, due, `end_by_then`, unit and working minutes.
 *
 * @param stale the reports that are counted from their facts, all others coming from the tallies; null: all of them
 * @param only further conditions, and how many are wanted in the order of receipt; null: all, in none
 */
export function detailSql(
  question: FiguresQuestion,
  figure: FigureName,
  parameters: Parameters,
  stale: Stale | null,
  only: { readonly where: readonly string[]; readonly limit: string | null } = {
    where: [],
    limit: null,
  },
): string {
  const columns = [...keysOf(question), ...DETAILS, `${COUNTS_IN[figure]} AS count`].join(', ');
  const where = [countsIn(figure), ...only.where].join(' AND ');
  const first = only.limit === null ? '' : `ORDER BY received_at, subject_id LIMIT ${only.limit}`;
  const rows = (from: string, end: string): string =>
    `(SELECT ${columns}, ${end} AS end_by_then FROM ${from} WHERE ${where} ${first})`;
  if (stale === null) {
    const counted = countedSql(question, parameters, true);
    return `${counted}, detail AS ${rows('counted', 'end_by_then')}`;
  }
  const tallied = (which: 'all' | 'without'): string =>
    rows(`(${talliesSql(question, parameters, which)}) tally`, 'ended_at');
  if (!isStale(stale)) return `detail AS (${tallied('all')})`;
  const counted = countedSql(question, parameters, true, 'stale');
  return `${staleSql(stale, question, parameters)}, ${counted},
    detail AS (${tallied('without')} UNION ALL ${rows('counted', 'end_by_then')})`;
}
