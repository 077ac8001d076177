import { type Tx } from '../store.js';

/** What might be the same thing: where, how near, since when, of which category. */
export interface NearbyQuestion {
  readonly lat: number;
  readonly lon: number;
  readonly metres: number;
  readonly since: Date;
  readonly categoryCode: string;
  readonly exceptId: string;
}

/** Codes of open reports of the same category near a place, nearest first, ten at most. */
export async function nearbyOpenReports(
  tx: Tx,
  question: NearbyQuestion,
): Promise<readonly string[]> {
  const rows = await tx.prepared<{ code: string }>(
    `SELECT code FROM reports
     WHERE lat IS NOT NULL
       AND earth_box(ll_to_earth($1, $2), $3) @> ll_to_earth(lat, lon)
       AND earth_distance(ll_to_earth($1, $2), ll_to_earth(lat, lon)) <= $3
       AND state IN ('received', 'in_review', 'offered', 'assigned', 'in_progress', 'waiting')
       AND received_at >= $4 AND category_code = $5 AND id <> $6 AND parent_id IS NULL
     ORDER BY earth_distance(ll_to_earth($1, $2), ll_to_earth(lat, lon)), code LIMIT 10`,
    [
      question.lat,
      question.lon,
      question.metres,
      question.since,
      question.categoryCode,
      question.exceptId,
    ],
  );
  return rows.map((row) => row.code);
}

/** Whether this transaction is the one that ticks; the lock goes with it. */
export async function lockTick(tx: Tx): Promise<boolean> {
  const [row] = await tx.prepared<{ locked: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('kip.tick')) AS locked`,
  );
  return row?.locked ?? false;
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
