import { type Tx } from '../store.js';
import { within } from './nearby.repository.js';

/** What might be the same thing as a report: where, how near, since when, of which category. */
export interface NearbyQuestion {
  readonly reportId: string;
  readonly lat: number;
  readonly lon: number;
  readonly metres: number;
  readonly since: Date;
  readonly categoryCode: string;
}

/**
 * Codes of open reports of the same category near a place, nearest first, ten at most: for each
 * question by its report, which itself is left out.
 */
export async function nearbyOpenReports(
  tx: Tx,
  questions: readonly NearbyQuestion[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (questions.length === 0) return new Map();
  const rows = await tx.prepared<{ id: string; codes: string[] }>(
    `SELECT q.id, ARRAY(
       SELECT code FROM reports r
       WHERE ${within('q', 'r')} AND r.state IN ('received', 'in_review', 'offered', 'assigned', 'in_progress', 'waiting')
         AND r.received_at >= q.since AND r.category_code = q.category AND r.id <> q.id
         AND r.parent_id IS NULL
       ORDER BY kip_metres(q.lat, q.lon, r.lat, r.lon), r.code
       LIMIT 10) AS codes
     FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::float8[], $5::timestamptz[], $6::text[])
       AS q (id, lat, lon, metres, since, category)`,
    [
      questions.map((one) => one.reportId),
      questions.map((one) => one.lat),
      questions.map((one) => one.lon),
      questions.map((one) => one.metres),
      questions.map((one) => one.since),
      questions.map((one) => one.categoryCode),
    ],
  );
  return new Map(rows.map((row) => [row.id, row.codes]));
}

/** So many transactions tick at once, in all processes together: while one waits for the database, another works. */
export const TICK_LANES = 2;

/** The first lane that no other transaction ticks in, from 0; null: there is none. The lane goes with it. */
export async function takeTickLane(tx: Tx): Promise<number | null> {
  const lanes = Array.from(
    { length: TICK_LANES },
    (_, lane) => `WHEN pg_try_advisory_xact_lock(hashtext('kip.tick'), ${lane}) THEN ${lane}`,
  );
  const [row] = await tx.prepared<{ lane: number | null }>(
    `SELECT CASE ${lanes.join(' ')} END AS lane`,
  );
  return row?.lane ?? null;
}

/**
 * Leaves word that a tick is under way, every few seconds. After a pause the ticks count as alive from
 * now on: what fell due before could not be noticed in time.
 */
export async function noteTick(tx: Tx): Promise<void> {
  await tx.prepared(
    `WITH going_on AS (
       UPDATE tick_alive SET since = CASE WHEN last < $1::timestamptz - interval '30 seconds' THEN $1 ELSE since END,
         last = $1 WHERE last < $1::timestamptz - interval '5 seconds'
     )
     INSERT INTO tick_alive (since, last) SELECT $1, $1 WHERE NOT EXISTS (SELECT FROM tick_alive)`,
    [tx.now],
  );
}

/** Looks at reports again later, when what was due could not be worked out. */
export async function postponeReports(tx: Tx, ids: readonly string[], until: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.prepared('UPDATE reports SET next_action_at = $2 WHERE id = ANY ($1::uuid[])', [
    ids,
    until,
  ]);
}

/** Writes down who confirmed a correction. */
export async function confirmCorrection(tx: Tx, id: string, personCode: string): Promise<void> {
  await tx.prepared('UPDATE corrections SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1', [
    id,
    personCode,
    tx.now,
  ]);
}

/** What a report can be an example of. */
export const EXAMPLES = ['on_time', 'late', 'paused'] as const;
export type Example = (typeof EXAMPLES)[number];

const EXAMPLE_OF: Readonly<Record<Example, string>> = {
  on_time: `c.breached_at IS NULL AND c.due_at = c.original_due_at`,
  late: `c.breached_at IS NOT NULL`,
  paused: `c.breached_at IS NULL AND c.due_at > c.original_due_at AND EXISTS (
    SELECT FROM pauses p WHERE p.report_id = c.report_id AND p.stops_clock)`,
};

/** The first report that ended with a result and is an example of this; null where there is none. */
export async function exampleReport(tx: Tx, example: Example): Promise<string | null> {
  const [row] = await tx.query<{ code: string }>(
    `SELECT r.code FROM cycles c JOIN reports r ON r.id = c.report_id
     WHERE c.end_kind = 'resolved' AND ${EXAMPLE_OF[example]} ORDER BY r.received_at, r.id LIMIT 1`,
  );
  return row?.code ?? null;
}
