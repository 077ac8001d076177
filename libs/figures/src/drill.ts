import { type FigureName, Problem } from '#libs/contracts';
import { type Tx } from '#libs/store';
import { Parameters, keysOf } from './conditions.sql.js';
import { detailSql } from './kept.sql.js';
import { staleOf } from './stale.js';
import { type FiguresQuestion } from './question.js';

/** Where a page of a drill-down ended. */
export interface DrillPlace {
  readonly receivedAt: Date;
  readonly subjectId: string;
}

/** Which figure is opened: one of its groups, or all of it where `keys` is empty. */
export interface Drill {
  readonly question: FiguresQuestion;
  readonly figure: FigureName;
  /** A value for each `groupBy`, null for reports without one; empty opens the total. */
  readonly keys: readonly (string | null)[];
  readonly after: DrillPlace | null;
  readonly limit: number;
}

/** One report (or leg) behind a figure, with the clock that decided its class. */
export interface DrillRow {
  readonly subjectId: string;
  readonly code: string;
  readonly class: string;
  readonly count: number;
  readonly cycleNumber: number;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
  readonly unitCode: string | null;
}

/** What is opened, and how much of it. */
type Wanted = Omit<Drill, 'after' | 'limit'> & {
  readonly after: DrillPlace | null;
  readonly limit: number | null;
};

/** @throws Problem `invalid_request` where `keys` does not fit the question's grouping */
async function statementOf(
  tx: Tx,
  { question, figure, keys, after, limit }: Wanted,
): Promise<{ readonly text: string; readonly values: readonly unknown[] }> {
  const columns = keysOf(question);
  if (keys.length !== 0 && keys.length !== columns.length) {
    const message = `${keys.length} values for ${columns.length} dimensions; give one for each group_by, or none for the total`;
    throw new Problem('invalid_request', message, [{ field: 'value', message }]);
  }
  const parameters = new Parameters();
  const where = [
    ...keys.map(
      (key, index) => `${columns[index] ?? ''} IS NOT DISTINCT FROM ${parameters.add(key, 'text')}`,
    ),
    ...(after
      ? [
          `(received_at, subject_id) > (${parameters.add(after.receivedAt, 'timestamptz')}, ${parameters.add(after.subjectId, 'uuid')})`,
        ]
      : []),
  ];
  const only = { where, limit: limit === null ? null : parameters.add(limit, 'int') };
  const rows = detailSql(question, figure, parameters, await staleOf(tx, question), only);
  const text = `WITH ${rows} SELECT subject_id AS "subjectId", reports.code, class, count,
       cycle_number AS "cycleNumber", detail.received_at AS "receivedAt",
       detail.due_at AS "dueAt", end_by_then AS "endedAt", detail.unit_code AS "unitCode"
     FROM detail JOIN reports ON reports.id = detail.report_id
     ORDER BY detail.received_at, subject_id${only.limit === null ? '' : ` LIMIT ${only.limit}`}`;
  return { text, values: parameters.values };
}

/**
 * The very rows that a figure counts, oldest receipt first; one row more than `limit` where there
 * are more. Their `count`s over all pages add up to the figure.
 *
 * @throws Problem `invalid_request` where `keys` does not fit the question's grouping
 */
export async function drill(tx: Tx, asked: Drill): Promise<DrillRow[]> {
  const { text, values } = await statementOf(tx, { ...asked, limit: asked.limit + 1 });
  return tx.query<DrillRow>(text, values);
}

/** Rows that are read at once: no more of them are in memory. */
const FETCHED = 1_000;
let cursors = 0;

/**
 * All of the rows that a figure counts, oldest receipt first, from a cursor of the server's: whoever takes them
 * slowly has them read slowly, and whoever stops ends the cursor.
 *
 * @throws Problem `invalid_request` where `keys` does not fit the question's grouping
 */
export async function* drillAll(
  tx: Tx,
  asked: Omit<Drill, 'after' | 'limit'>,
): AsyncGenerator<DrillRow, void> {
  const { text, values } = await statementOf(tx, { ...asked, after: null, limit: null });
  cursors += 1;
  const cursor = `kip_drill_${cursors}`;
  // All of it is wanted, and not the first of it soon.
  await tx.query('SET LOCAL cursor_tuple_fraction = 1');
  await tx.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values);
  let open = true;
  const next = async (): Promise<DrillRow[]> => {
    try {
      return await tx.query<DrillRow>(`FETCH ${FETCHED} FROM ${cursor}`);
    } catch (error) {
      // Its transaction is over, and the cursor with it.
      open = false;
      throw error;
    }
  };
  try {
    for (let rows = await next(); rows.length > 0; rows = await next()) yield* rows;
  } finally {
    if (open) await tx.query(`CLOSE ${cursor}`);
  }
}
