import { FIGURE_NAMES } from '#libs/contracts';
import { type Tx } from '#libs/store';
import { COUNTS_IN, tallySql } from './classes.sql.js';
import { CODE_COLUMNS } from './conditions.sql.js';

/** Marks carried over in one transaction: so many that a backlog shrinks fast, so few that nobody waits. */
const MARKS = 2_000;

/** The zone of the days of a stream that nobody knows. */
const USUAL_ZONE = 'Asia/Ho_Chi_Minh';

const DIMENSIONS = [...Object.values(CODE_COLUMNS), 'received_at'];
const STANDING = [
  ...['class', 'stopped', 'reopened', 'corrected', 'refused', 'transferred', 'ended_once'],
  ...['asked', 'rated', 'satisfied', 'acceptable', 'not_satisfied', 'cycle_number', 'due_at'],
  ...['answered_in', 'worked_in'],
];
const TALLY = [
  ...['subject_id', 'subject', 'report_id', ...DIMENSIONS, 'received_on', 'promised_on'],
  ...[...STANDING, 'ended_at'],
];

const LIST = TALLY.join(', ');

/** What the facts of those reports come to now, as rows of tallies. */
function anew(): string {
  const day = (instant: string): string =>
    `(${instant} AT TIME ZONE coalesce(streams.zone, '${USUAL_ZONE}'))::date`;
  const of = (subject: 'report' | 'leg'): string => {
    const columns = [
      ...['subject_id', `'${subject}' AS subject`, 'report_id'],
      ...DIMENSIONS.map((column) => `counted.${column}`),
      ...[`${day('received_at')} AS received_on`, `${day('promised_at')} AS promised_on`],
      ...[...STANDING, 'end_by_then AS ended_at'],
    ];
    return `(WITH ${tallySql(subject === 'report' ? 'reports' : 'legs', 'touched')}
      SELECT ${columns.join(', ')} FROM counted LEFT JOIN streams ON streams.code = counted.stream_code)`;
  };
  return `${of('report')} UNION ALL ${of('leg')}`;
}

const quoted = FIGURE_NAMES.map((name) => `"${name}"`);

/**
 * The sums of rows like tallies, each as often as `weight` says: by both cohorts, by each kind, and by day, by month,
 * and by month over all streams and networks (`whole`).
 */
function cells(from: string, weight: string): string {
  const sums = FIGURE_NAMES.map(
    (name) => `sum(${weight} * (${COUNTS_IN[name]}))::int AS "${name}"`,
  );
  return `
    SELECT kind, subject, cohort, grain, day, stream AS stream_code, network AS network_code, coalesce(key, '') AS key, ${sums.join(', ')}
    FROM ${from}
      CROSS JOIN LATERAL (VALUES ('received', received_on), ('due', promised_on)) cohorts (cohort, local_day)
      CROSS JOIN LATERAL (SELECT date_trunc('month', local_day)::date AS month, coalesce(network_code, '') AS own) names
      CROSS JOIN LATERAL (VALUES ('day', local_day, stream_code, own), ('month', month, stream_code, own),
        ('whole', month, '*', '*')) grains (grain, day, stream, network)
      CROSS JOIN LATERAL (VALUES ('unit', unit_code), ('area', area_code), ('category', category_code)) kinds (kind, key)
    WHERE local_day IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;
}

const CELL_KEY = 'kind, subject, cohort, grain, day, stream_code, network_code, key';
const CELL = `${CELL_KEY}, ${quoted.join(', ')}`;

/** One statement, so that marks, facts and tallies are of one instant: what is written meanwhile keeps its mark. */
const FOLD = `
  WITH marked AS (
    DELETE FROM fact_marks WHERE id IN (SELECT id FROM fact_marks ORDER BY id LIMIT $1) RETURNING report_id
  ), touched AS MATERIALIZED (SELECT DISTINCT report_id FROM marked),
  anew AS MATERIALIZED (${anew()}),
  old AS MATERIALIZED (SELECT * FROM tallies WHERE report_id IN (SELECT report_id FROM touched)),
  gone AS (
    DELETE FROM tallies WHERE report_id IN (SELECT report_id FROM touched)
      AND subject_id NOT IN (SELECT subject_id FROM anew)
  ), kept AS (
    INSERT INTO tallies AS was (${LIST}, folded_at) SELECT ${LIST}, kip_now() FROM anew
    ON CONFLICT (subject_id) DO UPDATE
      SET folded_at = excluded.folded_at, ${TALLY.map((column) => `${column} = excluded.${column}`).join(', ')}
      WHERE (${TALLY.map((column) => `was.${column}`).join(', ')})
        IS DISTINCT FROM (${TALLY.map((column) => `excluded.${column}`).join(', ')})
  ), change AS (
    SELECT -1 AS sign, ${LIST} FROM old UNION ALL SELECT 1, ${LIST} FROM anew
  ), cells AS (${cells('change', 'sign')}
  ), added AS (
    INSERT INTO cubes AS was (${CELL})
    SELECT ${CELL} FROM cells WHERE (${quoted.join(', ')}) <> (${quoted.map(() => '0').join(', ')})
    ON CONFLICT (${CELL_KEY}) DO UPDATE
      SET ${quoted.map((name) => `${name} = was.${name} + excluded.${name}`).join(', ')}
  )
  SELECT count(*)::int AS marks FROM marked`;

/**
 * Carries what was marked into the tallies and their sums, a bounded lot, where nobody else is at it.
 * For a worker's own transaction.
 *
 * @returns whether there may be more
 */
export async function foldStage(tx: Tx): Promise<boolean> {
  const [lock] = await tx.prepared<{ own: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('kip figures')) AS own`,
  );
  if (!lock?.own) return false;
  const [row] = await tx.prepared<{ marks: number }>(FOLD, [MARKS]);
  return (row?.marks ?? 0) === MARKS;
}

/** How many marks wait to be carried over; a report may have several. */
export async function marksLeft(tx: Tx): Promise<number> {
  const [row] = await tx.prepared<{ many: number }>('SELECT count(*)::int AS many FROM fact_marks');
  return row?.many ?? 0;
}

/**
 * Counts everything anew, while everybody goes on: until its transaction is committed, they are answered from
 * what stood before. What is marked meanwhile is carried over afterwards, as ever.
 *
 * @param told is told what is being done
 */
export async function foldAnew(
  tx: Tx,
  told: (step: string) => void = () => undefined,
): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('kip figures'))`);
  // First, so that whatever is committed from here on keeps its mark.
  await tx.query('DELETE FROM fact_marks');
  told('tallies');
  await tx.query('DELETE FROM tallies');
  await tx.query(
    `WITH touched AS (SELECT DISTINCT report_id FROM facts), anew AS (${anew()})
     INSERT INTO tallies (${LIST}, folded_at) SELECT ${LIST}, kip_now() FROM anew`,
  );
  told('sums');
  await tx.query('DELETE FROM cubes');
  await tx.query(`INSERT INTO cubes (${CELL}) ${cells('tallies', '1')}`);
}
