import { type HistoryEvent } from '#libs/domain';
import { type DeliveryState, FactEntity } from '../entities/delivery.entities.js';
import { type Tx } from '../store.js';
import { fromColumns } from '../write.js';
import { type StoredReport, loadReports } from './report-reading.repository.js';

/** A report with its history and its facts as they are stored, to be held against the rules. */
export interface ReportFile {
  readonly report: StoredReport;
  readonly history: readonly Pick<HistoryEvent, 'version' | 'kind' | 'from' | 'to' | 'at'>[];
  readonly facts: readonly FactEntity[];
  readonly nextActionAt: Date | null;
  readonly deliveriesUnderWay: number;
  /** How the delivery fares that is to route the report; null: there is none. */
  readonly routing: DeliveryState | null;
}

interface FileRow {
  readonly id: string;
  readonly next_action_at: Date | null;
  readonly under_way: number;
  readonly routing: DeliveryState | null;
  readonly history: readonly {
    version: number;
    kind: HistoryEvent['kind'];
    from: HistoryEvent['from'];
    to: HistoryEvent['to'];
    at: string;
  }[];
  readonly facts: readonly Record<string, unknown>[];
}

/** Ids of reports in their order, after `after`. */
export async function reportIdsAfter(tx: Tx, after: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM reports WHERE id > $1 ORDER BY id LIMIT $2',
    [after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Whole files of these reports in the order of their ids; ids without a report are left out. */
export async function readFiles(tx: Tx, ids: readonly string[]): Promise<ReportFile[]> {
  const rows = await tx.query<FileRow>(
    `SELECT r.id, r.next_action_at,
       (SELECT count(*)::int FROM deliveries d WHERE d.report_id = r.id AND d.state IN ('pending', 'enqueued')) AS under_way,
       (SELECT d.state FROM events e JOIN deliveries d ON d.event_id = e.id AND d.consumer = 'route'
        WHERE e.report_id = r.id AND e.version = 1 LIMIT 1) AS routing,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('version', e.version, 'kind', e.kind, 'from', e.from_state,
          'to', e.to_state, 'at', e.at) ORDER BY e.version), '[]') FROM events e WHERE e.report_id = r.id) AS history,
       (SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM facts f WHERE f.report_id = r.id) AS facts
     FROM reports r WHERE r.id = ANY ($1::uuid[]) ORDER BY r.id`,
    [ids],
  );
  const reports = new Map((await loadReports(tx, ids)).map((one) => [one.id, one]));
  return rows.flatMap((row) => {
    const report = reports.get(row.id);
    if (!report) return [];
    return [
      {
        report,
        history: row.history.map((line) => ({ ...line, at: new Date(line.at) })),
        facts: row.facts.map((json) => fromColumns(tx, FactEntity, json)),
        nextActionAt: row.next_action_at,
        deliveriesUnderWay: row.under_way,
        routing: row.routing,
      },
    ];
  });
}

/** A row that breaks an invariant which only the database as a whole can tell. */
export interface OddRow {
  readonly what: string;
  readonly id: string;
  /** The report that it is about; null: none that is known. */
  readonly reportId: string | null;
}

/** Reports to be looked at, by id; null: all. */
export type Among = readonly string[] | null;

const AMONG = (column: string): string => `($1::uuid[] IS NULL OR ${column} = ANY ($1))`;

/** Accepted requests without a report that begins with its receipt (I1). */
export async function acceptedWithoutReport(tx: Tx, among: Among): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'accepted, but not stored with its receipt' AS what, k.report_id AS id, k.report_id AS "reportId"
     FROM idempotency_keys k
     LEFT JOIN reports r ON r.id = k.report_id
     LEFT JOIN events e ON e.report_id = k.report_id AND e.version = 1 AND e.kind = 'receive'
     WHERE (r.id IS NULL OR e.id IS NULL) AND ${AMONG('k.report_id')}`,
    [among],
  );
}

/** Keys that more than one report came from (I2). */
export async function keysWithSeveralReports(tx: Tx, among: Among): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'one key, several reports' AS what, min(report_id::text) AS id,
       min(report_id::text) AS "reportId" FROM idempotency_keys
     WHERE $1::uuid[] IS NULL OR (client, key_hash) IN
       (SELECT k.client, k.key_hash FROM idempotency_keys k WHERE k.report_id = ANY ($1))
     GROUP BY client, key_hash HAVING count(DISTINCT report_id) > 1`,
    [among],
  );
}

/** Effects that were committed twice (I4). */
export async function effectsNotOnce(tx: Tx, among: Among): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'an event went to one consumer twice' AS what, min(id::text) AS id,
       min(report_id::text) AS "reportId" FROM deliveries
     WHERE ${AMONG('report_id')} GROUP BY event_id, consumer HAVING count(*) > 1
     UNION ALL
     SELECT 'routed more than once', e.report_id::text, e.report_id::text FROM events e
     WHERE e.actor_role = 'router' AND e.from_state = 'received' AND e.kind IN ('assign', 'offer', 'review')
       AND ${AMONG('e.report_id')}
     GROUP BY e.report_id HAVING count(*) > 1`,
    [among],
  );
}

/** Breaches before their due, or noticed before they happened (I6). */
export async function breachesTooEarly(tx: Tx, among: Among): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'a breach before its due instant had passed' AS what, a.report_id AS id, a.report_id AS "reportId"
     FROM alarms a WHERE a.kind = 'breach' AND a.noticed_at <= a.occurred_at AND ${AMONG('a.report_id')}`,
    [among],
  );
}

/** Since when ticks have followed each other without a pause, and the last one. */
export interface TickAlive {
  readonly since: Date;
  readonly last: Date;
}

/** Both long ago where there has never been a tick. */
export async function tickAlive(tx: Tx): Promise<TickAlive> {
  const [alive] = await tx.query<TickAlive>('SELECT since, last FROM tick_alive');
  return alive ?? { since: new Date(0), last: new Date(0) };
}
