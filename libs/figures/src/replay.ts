import { type Tx } from '#libs/store';
import { countedSql } from './classes.sql.js';
import { Parameters } from './conditions.sql.js';
import { type FiguresQuestion, checkQuestion } from './question.js';

/** What a replay came to: every number counted from the database after it. */
export interface ReplayCounts {
  readonly rows: number;
  readonly on_time: number;
  readonly late: number;
  readonly open_overdue: number;
  readonly open_in_time: number;
  readonly no_deadline: number;
  readonly flag_agrees: number;
  readonly flag_differs: number;
  readonly rule_fits: number;
  readonly rule_misses: number;
  readonly events: number;
}

/** How far a computed due may lie from the one that was told. */
const TOLERANCE_SECONDS = 120;

/**
 * Whether the source's flag says what the class says; NULL where it says nothing: a report without
 * a deadline (which one source calls in time) is outside the rate. A blank flag on an ended report
 * with a deadline means late; on an open one it means nothing.
 */
const AGREES = `CASE
    WHEN class = 'no_deadline' OR flag IS NULL THEN NULL
    WHEN flag = 'ONTIME' THEN class IN ('on_time', 'open_in_time')
    WHEN flag = 'OVERDUE' THEN class IN ('late', 'open_overdue')
    WHEN class IN ('on_time', 'late') THEN class = 'late' END`;

const CLASSES = ['on_time', 'late', 'open_overdue', 'open_in_time', 'no_deadline'];

/** All replayed reports, as of the transaction's instant. */
function everyReport(now: Date): FiguresQuestion {
  const asked = { cohort: 'received', of: 'reports', from: '1900-01-01', to: '2200-12-31' };
  return checkQuestion({ ...asked, zone: 'UTC', asOf: now, filter: {}, groupBy: [] }, now);
}

/**
 * Counts the replayed reports by class with the statement of the figures, holds the classes
 * against the source's flags, and the told promises against those that policy and calendar give.
 */
export async function replayCounts(tx: Tx): Promise<ReplayCounts> {
  const parameters = new Parameters();
  const counted = countedSql(everyReport(tx.now), parameters, false);
  const classes = CLASSES.map(
    (name) => `count(*) FILTER (WHERE class = '${name}')::int AS ${name}`,
  );
  const distance = 'abs(extract(epoch FROM rule_due_at - promised_at))';
  const [row] = await tx.query<ReplayCounts>(
    `WITH ${counted}, held AS (
       SELECT class, ${AGREES} AS agrees, ${distance} AS seconds
       FROM counted JOIN replay_rows USING (report_id)
       JOIN facts USING (report_id) WHERE facts.subject = 'cycle' AND facts.cycle_number = 1
     )
     SELECT count(*)::int AS rows, ${classes.join(', ')},
       count(*) FILTER (WHERE agrees)::int AS flag_agrees,
       count(*) FILTER (WHERE NOT agrees)::int AS flag_differs,
       count(*) FILTER (WHERE seconds <= ${TOLERANCE_SECONDS})::int AS rule_fits,
       count(*) FILTER (WHERE seconds > ${TOLERANCE_SECONDS})::int AS rule_misses,
       (SELECT count(*)::int FROM events) AS events
     FROM held`,
    parameters.values,
  );
  if (!row) throw new Error('the statement gave no row');
  return row;
}
