import { type ComparisonBody, type FiguresQuery } from '#libs/dto';
import { OTHER_WAYS, type OtherCounts, onTimeRate, otherRates, pointsOff } from '#libs/domain';
import { type Reference, type Tx } from '#libs/store';
import { basisOf, printed, questionOf } from './answer.js';
import { factsSql } from './classes.sql.js';
import { Parameters } from './conditions.sql.js';
import { figures } from './figures.js';
import { type FiguresQuestion } from './question.js';
import { WAYS } from './words.js';

type CycleCounts = Pick<
  OtherCounts,
  'first_on_time' | 'first_late' | 'original_on_time' | 'original_late'
>;

/** What only the cycles of each report tell, of those that are in the rates at all. */
async function cycleCounts(tx: Tx, question: FiguresQuestion): Promise<CycleCounts> {
  const parameters = new Parameters();
  const result = `ended AND end_kind = 'resolved'`;
  const [row] = await tx.query<CycleCounts>(
    `WITH fact AS (${factsSql(question, parameters)}),
     ends AS (
       SELECT bool_or(${result}) FILTER (WHERE cycle_number = 1) AS first_ended,
         bool_or(breached) FILTER (WHERE cycle_number = 1) AS first_breached,
         (array_agg(CASE WHEN ${result} THEN ended_at END ORDER BY cycle_number DESC))[1] AS last_end,
         (array_agg(due_at ORDER BY cycle_number))[1] AS first_due
       FROM fact GROUP BY report_id
     )
     SELECT (count(*) FILTER (WHERE first_ended AND NOT first_breached))::int AS first_on_time,
       (count(*) FILTER (WHERE first_ended AND first_breached))::int AS first_late,
       (count(*) FILTER (WHERE last_end <= first_due))::int AS original_on_time,
       (count(*) FILTER (WHERE last_end > first_due))::int AS original_late
     FROM ends WHERE first_due IS NOT NULL`,
    parameters.values,
  );
  if (!row) throw new Error('the statement gave no row');
  return row;
}

/**
 * The on-time rate of a question's reports beside what other systems would tell of the same data, and by how
 * many points each is off.
 *
 * @throws Problem `unknown_reference` or `invalid_request`, naming the field
 */
export async function answerComparison(
  tx: Tx,
  reference: Reference,
  query: FiguresQuery,
): Promise<ComparisonBody> {
  const question = questionOf({ ...query, of: 'reports', group_by: [] }, reference, tx.now);
  const { total } = await figures(tx, question);
  const ours = onTimeRate(total);
  const rates = otherRates({ ...total, ...(await cycleCounts(tx, question)) });
  return {
    basis: { cohort: question.cohort, ...basisOf(question) },
    on_time: printed(ours),
    others: OTHER_WAYS.map((way) => ({
      way,
      ...WAYS[way],
      rate: printed(rates[way]),
      points_off: pointsOff(rates[way], ours),
    })),
  };
}
