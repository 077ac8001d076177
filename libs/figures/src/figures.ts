import { FIGURE_NAMES, type FigureName, Problem } from '#libs/contracts';
import { type Tx } from '#libs/store';
import { FIGURE_COLUMNS, Parameters, countedSql, keysOf } from './classes.sql.js';
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

/**
 * Counts a question's reports (or legs) by class, in all and by group, in one statement: so total
 * and groups are of one instant and always agree. What the transaction's role may not see is not
 * counted.
 *
 * @throws Problem `invalid_request` where there are more groups than one answer may hold
 */
export async function figures(tx: Tx, question: FiguresQuestion): Promise<Figures> {
  const parameters = new Parameters();
  const keys = keysOf(question);
  const counted = countedSql(question, parameters, false);
  const total = keys.length === 0 ? 'true' : `grouping(${keys.join(', ')}) > 0`;
  const grouped =
    keys.length === 0
      ? ''
      : `GROUP BY GROUPING SETS ((), (${keys.join(', ')}))
         ORDER BY is_total DESC, ${keys.map((key) => `${key} COLLATE "C"`).join(', ')}`;
  const rows = await tx.query<CountRow>(
    `${counted} SELECT ${[...keys, `${total} AS is_total`, FIGURE_COLUMNS].join(', ')}
     FROM counted ${grouped} LIMIT ${MOST_GROUPS + 2}`,
    parameters.values,
  );
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
