import { type KeptPlace, type LogPlace, type ReportPlace } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';
import { type PersonReport } from './privacy.repository.js';

/** For how many days what is at a place is kept; null: for as long as the installation stands. */
export interface RetentionRule {
  readonly place: KeptPlace;
  readonly days: number | null;
}

/** The rules, in no order. */
export async function retentionRules(tx: Tx): Promise<RetentionRule[]> {
  return tx.query<RetentionRule>('SELECT place, days FROM retention');
}

/** Sets how long something is kept. */
export async function saveRetention(
  tx: Tx,
  { place, days }: RetentionRule,
  by: string,
): Promise<void> {
  await tx.query(
    'UPDATE retention SET days = $2, saved_by = $3, saved_at = clock_timestamp() WHERE place = $1',
    [place, days, by],
  );
}

const KEPT: Readonly<Record<ReportPlace, string>> = {
  contacts: `EXISTS (SELECT FROM contacts k WHERE k.report_id = r.id
    AND coalesce(k.name, k.phone, k.email, k.address) IS NOT NULL)`,
  requests: `EXISTS (SELECT FROM data_requests d WHERE d.report_id = r.id AND d.outcome = 'erased')
    AND EXISTS (SELECT FROM contacts k WHERE k.report_id = r.id
      AND coalesce(k.name, k.phone, k.email, k.address) IS NOT NULL)`,
  photos: 'EXISTS (SELECT FROM attachments a WHERE a.report_id = r.id AND a.added_by IS NULL)',
  reports: `r.text <> '[đã xoá]'`,
};

/** What `isForgettable` says, in SQL, and that there is something left. */
const due = (
  place: ReportPlace,
): string => `FROM reports r LEFT JOIN contacts c ON c.report_id = r.id
  WHERE r.state IN ('closed', 'rejected', 'duplicate', 'withdrawn') AND ${KEPT[place]}
    AND (SELECT ended_at FROM cycles WHERE report_id = r.id ORDER BY number DESC LIMIT 1)
      <= kip_now() - $1 * interval '1 day'`;

/** Cases of which something is to go, with by what their senders are recognised. */
export async function reportsToForget(
  tx: Tx,
  place: ReportPlace,
  days: number,
  limit: number,
): Promise<PersonReport[]> {
  return tx.query<PersonReport>(
    `SELECT r.id, r.code, r.state, r.received_at AS "receivedAt", c.name, c.phone, c.email, c.address
     ${due(place)} LIMIT $2`,
    [days, limit],
  );
}

/** How many cases, or rows of a log, are to go by now. */
export async function countToForget(tx: Tx, place: KeptPlace, days: number): Promise<number> {
  const [sql, parameters] = counting(place, days);
  const [row] = await tx.query<{ n: number }>(sql, parameters);
  return row?.n ?? 0;
}

function counting(place: KeptPlace, days: number): [sql: string, parameters: readonly unknown[]] {
  switch (place) {
    case 'contacts':
    case 'requests':
    case 'photos':
    case 'reports':
      return [`SELECT count(*)::int AS n ${due(place)}`, [days]];
    case 'followers':
      return ['SELECT count(*)::int AS n FROM kip_ended_followers($1)', [days]];
    case 'citizens':
      return [
        "SELECT count(*)::int AS n FROM citizens WHERE seen_at < clock_timestamp() - $1 * interval '1 day'",
        [days],
      ];
    case 'mail':
    case 'sign_in':
    case 'sessions':
    case 'webhooks':
      return ['SELECT kip_count_log($1, $2)::int AS n', [place, days]];
  }
}

/**
 * Forgets who sent a report: their contact, and their traces in what was written. A search finds nothing
 * of it until its text is written anew.
 */
export async function forgetContact(
  tx: Tx,
  reportId: string,
  traces: readonly string[],
): Promise<void> {
  await tx.query('SELECT kip_forget_contact($1, $2, $3::text[])', [newId(), reportId, traces]);
}

/** Forgets the photos that a reporter sent; whoever tidies up removes the files. */
export async function forgetPhotos(tx: Tx, reportId: string): Promise<void> {
  await tx.query('SELECT kip_forget_photos($1, $2)', [newId(), reportId]);
}

/** Takes the oldest rows of a log away. @returns how many */
export async function forgetLog(
  tx: Tx,
  place: LogPlace,
  days: number,
  most: number,
): Promise<number> {
  const [sql, parameters] = forgetting(place, days, most);
  const [row] = await tx.query<{ n: number }>(sql, parameters);
  return row?.n ?? 0;
}

function forgetting(
  place: LogPlace,
  days: number,
  most: number,
): [sql: string, parameters: readonly unknown[]] {
  switch (place) {
    case 'followers':
      return ['SELECT kip_forget_followers($1, $2) AS n', [days, most]];
    case 'citizens':
      return ['SELECT kip_forget_citizens($1, $2) AS n', [days, most]];
    case 'mail':
    case 'sign_in':
    case 'sessions':
    case 'webhooks':
      return ['SELECT kip_forget_log($1, $2, $3) AS n', [place, days, most]];
  }
}

/** Forgets what was asked for with a mail address, and not confirmed in time. */
export async function forgetUnconfirmed(tx: Tx): Promise<void> {
  await tx.query('SELECT kip_forget_unconfirmed()');
}
