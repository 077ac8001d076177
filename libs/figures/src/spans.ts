import { type Tx } from '#libs/store';
import { Parameters, keysOf } from './conditions.sql.js';
import { detailSql } from './kept.sql.js';
import { staleOf } from './stale.js';
import { type FiguresQuestion } from './question.js';

/** How long something took, in whole working minutes; null where it happened to none. */
export interface Span {
  readonly many: number;
  readonly median: number | null;
  readonly p90: number | null;
  /** Twice the median, which may lie between two minutes: a whole number, for what is decided by it. */
  readonly twice: number | null;
}

/** Of a group, or of all where `keys` is null. */
export interface Times {
  readonly keys: readonly (string | null)[] | null;
  readonly firstAnswer: Span;
  readonly toEnd: Span;
}

interface TimesRow {
  readonly is_total: boolean;
  readonly k0?: string | null;
  readonly k1?: string | null;
  readonly answered: number;
  readonly answer_median: number | null;
  readonly answer_p90: number | null;
  readonly answer_twice: number | null;
  readonly worked: number;
  readonly work_median: number | null;
  readonly work_p90: number | null;
  readonly work_twice: number | null;
}

function spanSql(column: string, many: string, prefix: string): string {
  const at = (share: number): string =>
    `round(percentile_cont(${share}) WITHIN GROUP (ORDER BY ${column}))::int`;
  return `count(${column})::int AS ${many}, ${at(0.5)} AS ${prefix}_median, ${at(0.9)} AS ${prefix}_p90,
    round(2 * percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column}))::int AS ${prefix}_twice`;
}

/**
 * Median and 90th percentile of the working time to the first answer (of a report's first cycle) and to the
 * result (of its last cycle, or of a leg), in all and by group; of those to which it happened.
 */
export async function timesOf(
  tx: Tx,
  question: FiguresQuestion,
): Promise<{ readonly total: Times; readonly groups: readonly Times[] }> {
  const parameters = new Parameters();
  const rows = detailSql(question, 'all', parameters, await staleOf(tx, question));
  const keys = keysOf(question);
  const total = keys.length === 0 ? 'true' : `grouping(${keys.join(', ')}) > 0`;
  const grouped =
    keys.length === 0
      ? ''
      : `GROUP BY GROUPING SETS ((), (${keys.join(', ')}))
         ORDER BY is_total DESC, ${keys.map((key) => `${key} COLLATE "C"`).join(', ')}`;
  const found = await tx.query<TimesRow>(
    `WITH ${rows} SELECT ${[...keys, `${total} AS is_total`].join(', ')},
       ${spanSql('answered_in', 'answered', 'answer')}, ${spanSql('worked_in', 'worked', 'work')}
     FROM detail WHERE class <> 'spam' ${grouped}`,
    parameters.values,
  );
  const timesOfRow = (row: TimesRow): Times => ({
    keys: row.is_total ? null : [row.k0 ?? null, row.k1 ?? null].slice(0, keys.length),
    firstAnswer: {
      ...{ many: row.answered, median: row.answer_median, p90: row.answer_p90 },
      twice: row.answer_twice,
    },
    toEnd: {
      ...{ many: row.worked, median: row.work_median, p90: row.work_p90 },
      twice: row.work_twice,
    },
  });
  const [first, ...groups] = found.map(timesOfRow);
  if (!first) throw new Error('the statement gave no total');
  return { total: first, groups };
}

/** The upper ends of ages of what is open, in days since its receipt; the last age has none. */
export const AGES = [3, 7, 15, 30, 90] as const;

/** What is open of an age, and what of it is past its due. */
export interface Backlog {
  /** More than so many days since receipt. */
  readonly over: number;
  /** So many days at most; null: without an end. */
  readonly upTo: number | null;
  readonly open: number;
  readonly overdue: number;
}

/** Everything of a question's filter that is open, whenever it was received, by its age in days. */
export async function backlogOf(tx: Tx, asked: FiguresQuestion): Promise<readonly Backlog[]> {
  const question: FiguresQuestion = {
    ...asked,
    ...{ cohort: 'received', from: '1900-01-01', to: '2200-12-31', groupBy: [] },
  };
  const parameters = new Parameters();
  const stale = await staleOf(tx, question);
  const asOf = parameters.add(question.asOf, 'timestamptz');
  const open = `class IN ('open_in_time', 'open_overdue')`;
  const rows = detailSql(question, 'all', parameters, stale, { where: [open], limit: null });
  const found = await tx.query<{ age: number; open: number; overdue: number }>(
    `WITH ${rows} SELECT width_bucket(ceil(extract(epoch FROM ${asOf} - received_at) / 86400)::int - 1,
         ARRAY[${AGES.join(', ')}]) AS age,
       count(*)::int AS open, (count(*) FILTER (WHERE class = 'open_overdue'))::int AS overdue
     FROM detail GROUP BY 1`,
    parameters.values,
  );
  return [0, ...AGES].map((over, age) => {
    const { open = 0, overdue = 0 } = found.find((row) => row.age === age) ?? {};
    return { over, upTo: AGES[age] ?? null, open, overdue };
  });
}
