import { FIGURE_NAMES, type FigureName, Problem } from '#libs/contracts';
import { type Tx } from '#libs/store';
import { FIGURE_COLUMNS, countedSql } from './classes.sql.js';
import { Parameters, keysOf } from './conditions.sql.js';
import { cubeOf, keptSql } from './kept.sql.js';
import { type Stale, isStale, staleOf } from './stale.js';
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

type CountRow = Counts & { readonly is_total: boolean } & Readonly<
    Record<'k0' | 'k1', string | null>
  >;

function countsOf(row: CountRow): Counts {
  return Object.fromEntries(FIGURE_NAMES.map((name) => [name, row[name]])) as unknown as Counts;
}

/** Whether the transaction sees all that sums are made of. */
function seesSums({ access }: Tx): boolean {
  if (access.role !== 'desk') return access.role === 'worker';
  const { units, areas } = access.scope;
  return units.includes('*') && areas.includes('*');
}

/**
 * Counts a question's reports (or legs) by class, in all and by group, in one statement: so total
 * and groups are of one instant and always agree. What the transaction's role may not see is not
 * counted. In a steady transaction what is asked of now comes from what is kept; all else, and a past
 * instant, from the facts.
 *
 * @throws Problem `invalid_request` where there are more groups than one answer may hold
 */
export async function figures(tx: Tx, question: FiguresQuestion): Promise<Figures> {
  const stale = await staleOf(tx, question);
  return stale === null ? liveFigures(tx, question) : keptFigures(tx, question, stale);
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
  const wide = seesSums(tx);
  const before = keptSql(question, parameters, wide, stale);
  const often = wide && cubeOf(question) !== null && !isStale(stale);
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
  const total = keys.length === 0 ? 'true' : `grouping(${keys.join(', ')}) > 0`;
  const groups =
    keys.length === 0
      ? ''
      : `GROUP BY GROUPING SETS ((), (${keys.join(', ')}))
         HAVING ${total} OR coalesce(sum(${from === 'parts' ? '"all"' : '1'}), 0) <> 0
         ORDER BY is_total DESC, ${keys.map((key) => `${key} COLLATE "C"`).join(', ')}`;
  const statement = `WITH ${before} SELECT ${[...keys, `${total} AS is_total`, columns].join(', ')}
     FROM ${from} ${groups} LIMIT ${MOST_GROUPS + 2}`;
  const rows = await (often
    ? tx.prepared<CountRow>(statement, parameters.values)
    : tx.query<CountRow>(statement, parameters.values));
  const [first, ...others] = rows;
  if (!first?.is_total) throw new Error('the statement gave no total');
  if (others.length > MOST_GROUPS) {
    const message = `more than ${MOST_GROUPS} groups; ask for a shorter period or a coarser grouping`;
    throw new Problem('invalid_request', message, [{ field: 'group_by', message }]);
  }
  return {
    total: countsOf(first),
    groups: others.map((row) => ({
      keys: [row.k0, row.k1].slice(0, keys.length),
      counts: countsOf(row),
    })),
  };
}
