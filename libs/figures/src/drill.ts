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

/**
 * @param told what is told of `detail` and its report
 * @throws Problem `invalid_request` where `keys` does not fit the question's grouping
 */
async function statementOf(
  tx: Tx,
  { question, figure, keys, after, limit }: Wanted,
  told: string,
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
  const text = `WITH ${rows} SELECT ${told} FROM detail JOIN reports ON reports.id = detail.report_id
     ORDER BY detail.received_at, subject_id${only.limit === null ? '' : ` LIMIT ${only.limit}`}`;
  return { text, values: parameters.values };
}

const ROW = `subject_id AS "subjectId", reports.code, class, count, cycle_number AS "cycleNumber",
  detail.received_at AS "receivedAt", detail.due_at AS "dueAt", end_by_then AS "endedAt",
  detail.unit_code AS "unitCode"`;
/** As a date of this language writes itself. */
const iso = (instant: string): string =>
  `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** One text for a row is a tenth of what objects and dates of it would leave behind. */
const LINE = `concat(reports.code, E'\\t', class, E'\\t', cycle_number, E'\\t', ${iso('detail.received_at')}, E'\\t',
  ${iso('detail.due_at')}, E'\\t', ${iso('end_by_then')}, E'\\t', detail.unit_code) AS line`;

/**
 * The very rows that a figure counts, oldest receipt first; one row more than `limit` where there
 * are more. Their `count`s over all pages add up to the figure.
 *
 * @throws Problem `invalid_request` where `keys` does not fit the question's grouping
 */
export async function drill(tx: Tx, asked: Drill): Promise<DrillRow[]> {
  const { text, values } = await statementOf(tx, { ...asked, limit: asked.limit + 1 }, ROW);
  return tx.query<DrillRow>(text, values);
}

/** Rows that are read at once: no more of them are in memory. */
const FETCHED = 500;
let cursors = 0;

/**
 * All of the rows that a figure counts, oldest receipt first, many at a time from a cursor of the server's: whoever
 * takes them slowly has them read slowly, and whoever stops ends the cursor. Each is a line of code, class, cycle,
 * receipt, due, end (ISO 8601 in UTC) and unit, divided by tabs; what there is not is empty.
 *
 * @throws Problem `invalid_request` where `keys` does not fit the question's grouping
 */
export async function* drillAll(
  tx: Tx,
  asked: Omit<Drill, 'after' | 'limit'>,
): AsyncGenerator<readonly string[], void> {
  const { text, values } = await statementOf(tx, { ...asked, after: null, limit: null }, LINE);
  cursors += 1;
  const cursor = `kip_drill_${cursors}`;
  // All of it is wanted, and not the first of it soon.
  await tx.query('SET LOCAL cursor_tuple_fraction = 1');
  await tx.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values);
  let open = true;
  const next = async (): Promise<readonly string[]> => {
    try {
      const rows = await tx.query<{ line: string }>(`FETCH ${FETCHED} FROM ${cursor}`);
      return rows.map(({ line }) => line);
    } catch (error) {
      // Its transaction is over, and the cursor with it.
      open = false;
      throw error;
    }
  };
  try {
    for (let rows = await next(); rows.length > 0; rows = await next()) yield rows;
  } finally {
    if (open) await tx.query(`CLOSE ${cursor}`);
  }
}
