import { FIGURE_NAMES, type FigureName, Problem } from '#libs/contracts';
import { type Tx } from '#libs/store';
import { FIGURE_COLUMNS, countedSql } from './classes.sql.js';
import { Parameters, keysOf } from './conditions.sql.js';
import { type Sight, cubeOf, keptSql } from './kept.sql.js';
import { type Stale, isNamed, pastOf, staleOf } from './stale.js';
import { type FiguresQuestion, MOST_GROUPS } from './question.js';

/** Every figure of a question, or of one of its groups, as a raw count. */
export type Counts = Readonly<Record<FigureName, number>>;

/** What is counted in one group; `keys` in the order of `groupBy`, null where a report has none. */
export interface CountedGroup {
  readonly keys: readonly (string | null)[];
  readonly counts: Counts;
}

export interface Figures {
  readonly total: Counts;
  readonly groups: readonly CountedGroup[];
}

/** A group as the statement gives it: its keys, and its counts in the order of `FIGURE_NAMES`, with commas between. */
interface GroupRow {
  readonly k0?: string | null;
  readonly k1?: string | null;
  readonly counts: string;
}

type Writable<Of> = { -readonly [Name in keyof Of]: Of[Name] };

/** To be copied and filled: only what is parsed has all its fields from the start, and an object that grows is a slow one. */
const NONE = JSON.parse(
  `{${FIGURE_NAMES.map((name) => `"${name}":0`).join(',')}}`,
) as Writable<Counts>;

function countsOf(numbers: readonly number[]): Counts {
  const counts = { ...NONE };
  for (const [index, name] of FIGURE_NAMES.entries()) counts[name] = numbers[index] ?? 0;
  return counts;
}

function totalOf(all: readonly (readonly number[])[]): Counts {
  const total = FIGURE_NAMES.map(() => 0);
  for (const numbers of all) {
    for (let index = 0; index < total.length; index += 1) {
      total[index] = (total[index] ?? 0) + (numbers[index] ?? 0);
    }
  }
  return countsOf(total);
}

/** By each key in turn, as the database orders bytes; what has none comes last. */
function byKeys(one: CountedGroup, other: CountedGroup): number {
  for (const [index, key] of one.keys.entries()) {
    const its = other.keys[index] ?? null;
    if (key === its) continue;
    if (key === null) return 1;
    if (its === null) return -1;
    return key < its ? -1 : 1;
  }
  return 0;
}

/** How much of all the transaction sees: a sum cannot be seen in part. */
function sightOf({ access }: Tx): Sight {
  if (access.role !== 'desk') {
    const all = access.role === 'worker';
    return { sums: all, allStreams: all };
  }
  const { units, areas, streams } = access.scope;
  return { sums: units.includes('*') && areas.includes('*'), allStreams: streams.includes('*') };
}

/**
 * Counts a question's reports (or legs) by class, in all and by group, in one statement: so total
 * and groups are of one instant and always agree. What the transaction's role may not see is not
 * counted. In a steady transaction it comes from what is kept, but for what has changed since it was
 * kept, or since a past instant; all else from the facts.
 *
 * @throws Problem `invalid_request` where there are more groups than one answer may hold
 */
export async function figures(tx: Tx, question: FiguresQuestion): Promise<Figures> {
  const stale = await staleOf(tx, question);
  if (stale !== null) return keptFigures(tx, question, stale);
  const past = pastOf(tx, question);
  return past ? keptFigures(tx, past, 'past') : liveFigures(tx, question);
}

/** The figures from the facts alone, as of any instant: what `figures` must equal. */
export async function liveFigures(tx: Tx, question: FiguresQuestion): Promise<Figures> {
  const parameters = new Parameters();
  const counted = countedSql(question, parameters, false);
  return grouped(
    tx,
    question,
    { before: counted, columns: FIGURE_COLUMNS, from: 'counted' },
    parameters,
  );
}

async function keptFigures(tx: Tx, question: FiguresQuestion, stale: Stale): Promise<Figures> {
  const parameters = new Parameters();
  const sight = sightOf(tx);
  const before = keptSql(question, parameters, sight, stale);
  // A few stale reports are a parameter; planning anew under row security takes longer than the sums.
  const often = sight.sums && cubeOf(question) !== null && isNamed(stale);
  return grouped(tx, question, { before, columns: PART_COLUMNS, from: 'parts', often }, parameters);
}

const PART_COLUMNS = FIGURE_NAMES.map(
  (name) => `coalesce(sum("${name}"), 0)::int AS "${name}"`,
).join(', ');

/** What is summed, and of which rows. */
interface Counting {
  /** The queries before. */
  readonly before: string;
  readonly columns: string;
  readonly from: 'counted' | 'parts';
  /** Short and asked often: planned once. What reads much is planned each time, by its period. */
  readonly often?: boolean;
}

async function grouped(
  tx: Tx,
  question: FiguresQuestion,
  { before, columns, from, often = false }: Counting,
  parameters: Parameters,
): Promise<Figures> {
  const keys = keysOf(question);
  const groups =
    keys.length === 0
      ? ''
      : `GROUP BY ${keys.join(', ')} HAVING coalesce(sum(${from === 'parts' ? '"all"' : '1'}), 0) <> 0`;
  // As one text for each group: a year's hold ten thousand counts, and each column of a row costs both sides.
  const counts = `concat_ws(',', ${FIGURE_NAMES.map((name) => `"${name}"`).join(', ')}) AS counts`;
  const statement = `WITH ${before}, grouped AS (
      SELECT ${[...keys, columns].join(', ')} FROM ${from} ${groups} LIMIT ${MOST_GROUPS + 1})
    SELECT ${[...keys, counts].join(', ')} FROM grouped`;
  const counted = await (often
    ? tx.prepared<GroupRow>(statement, parameters.values)
    : tx.query<GroupRow>(statement, parameters.values));
  if (counted.length > MOST_GROUPS) {
    const message = `more than ${MOST_GROUPS} groups; ask for a shorter period or a coarser grouping`;
    throw new Problem('invalid_request', message, [{ field: 'group_by', message }]);
  }
  const numbers = counted.map((row) => row.counts.split(',').map(Number));
  const all = counted.map((row, index) => ({
    keys: [row.k0 ?? null, row.k1 ?? null].slice(0, keys.length),
    counts: countsOf(numbers[index] ?? []),
  }));
  return { total: totalOf(numbers), groups: keys.length === 0 ? [] : all.sort(byKeys) };
}
