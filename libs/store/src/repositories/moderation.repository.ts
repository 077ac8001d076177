import { type EarlierReport, type OriginKind, type State, type Suspicion } from '#libs/domain';
import { type Tx } from '../store.js';

/** Of so many that came before from one place it is known what they say: more tell nothing besides. */
const MOST_EARLIER = 30;

/** Those before one with this in common, newest first, by the index of it. */
const sharing = (kind: OriginKind): string =>
  `(SELECT e.report_id, e.at, '${kind}' AS kind FROM origins e
    WHERE e.${kind} = o.${kind} AND e.at > o.at - $2::float8 * interval '1 millisecond'
      AND (e.at, e.report_id) < (o.at, o.report_id)
    ORDER BY e.at DESC LIMIT ${MOST_EARLIER})`;

/**
 * For each of these reports those that came before it from the same address, device or telephone number.
 * @param withinMs before it
 */
export async function earlierFromSameOrigin(
  tx: Tx,
  reportIds: readonly string[],
  withinMs: number,
): Promise<ReadonlyMap<string, readonly EarlierReport[]>> {
  if (reportIds.length === 0) return new Map();
  const rows = await tx.prepared<EarlierReport & { readonly of: string }>(
    `SELECT o.report_id AS of, r.code, e.at, r.text, r.lat, r.lon, r.address,
       array_agg(e.kind) AS shares
     FROM origins o
     CROSS JOIN LATERAL (${sharing('address')} UNION ALL ${sharing('device')} UNION ALL ${sharing('phone')}) e
     JOIN reports r ON r.id = e.report_id
     WHERE o.report_id = ANY ($1::uuid[])
     GROUP BY o.report_id, r.id, e.at`,
    [reportIds, withinMs],
  );
  const found = new Map<string, EarlierReport[]>();
  for (const { of, ...earlier } of rows) found.set(of, [...(found.get(of) ?? []), earlier]);
  return found;
}

/** Puts reports before a moderator, with what they look like. */
export async function putBeforeModerators(
  tx: Tx,
  suspicions: ReadonlyMap<string, Suspicion>,
): Promise<void> {
  if (suspicions.size === 0) return;
  const rows = [...suspicions].map(([id, { kind, shares, others }]) => ({
    ...{ report_id: id, kind, shares, others, found_at: tx.now },
  }));
  await tx.prepared(
    `INSERT INTO moderations (report_id, kind, shares, others, found_at)
     SELECT x.report_id, x.kind, x.shares, x.others, x.found_at
     FROM jsonb_populate_recordset(NULL::moderations, $1::jsonb) x ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

/** Which of these reports a moderator has let pass. */
export async function letPassAmong(
  tx: Tx,
  reportIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.prepared<{ id: string }>(
    `SELECT report_id AS id FROM moderations WHERE report_id = ANY ($1::uuid[]) AND passed_at IS NOT NULL`,
    [reportIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Notes that a moderator lets a report pass. @returns false where it was not held, or was let pass before */
export async function notePassed(tx: Tx, reportId: string, by: string | null): Promise<boolean> {
  const rows = await tx.prepared(
    `UPDATE moderations SET passed_at = $2, passed_by = $3
     WHERE report_id = $1 AND passed_at IS NULL RETURNING report_id`,
    [reportId, tx.now, by],
  );
  return rows.length > 0;
}

/** A report before the moderators. */
export interface HeldRow {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly state: State;
  readonly stream: string;
  readonly category: string | null;
  readonly area: string | null;
  readonly text: string;
  readonly address: string | null;
  readonly received_at: Date;
  readonly promise: Date | null;
  readonly found_at: Date;
  readonly kind: Suspicion['kind'];
  readonly shares: readonly OriginKind[];
  /** Codes of those it is like that are within the same sight. */
  readonly others: readonly string[];
}

/** What waits for a moderator, longest held first. What has gone on or ended otherwise waits no more. */
export async function heldReports(
  tx: Tx,
  after: { readonly value: Date; readonly id: string } | null,
  limit: number,
): Promise<HeldRow[]> {
  return tx.prepared<HeldRow>(
    `SELECT r.id, r.code, r.version, r.state, r.stream_code AS stream, r.category_code AS category,
       r.area_code AS area, r.text, r.address, r.received_at, r.due_at AS promise,
       m.found_at, m.kind, m.shares,
       ARRAY(SELECT o.code FROM reports o WHERE o.code = ANY (m.others) ORDER BY o.received_at DESC, o.id DESC) AS others
     FROM moderations m JOIN reports r ON r.id = m.report_id
     WHERE m.passed_at IS NULL AND r.state IN ('received', 'in_review')
       AND ($1::timestamptz IS NULL OR (m.found_at, m.report_id) > ($1, $2::uuid))
     ORDER BY m.found_at, m.report_id LIMIT $3`,
    [after?.value ?? null, after?.id ?? null, limit],
  );
}

/** Forgets from where reports came once they are so old; a bounded lot each time. @returns how many */
export async function forgetOrigins(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.prepared(
    `DELETE FROM origins WHERE report_id IN (
       SELECT report_id FROM origins WHERE at < $1 ORDER BY at LIMIT $2) RETURNING report_id`,
    [before, limit],
  );
  return rows.length;
}
