import { type HistoryEvent } from '#libs/domain';
import { FactEntity } from '../entities/delivery.entities.js';
import { type Tx } from '../store.js';
import { fromColumns } from '../write.js';
import { type StoredReport, loadReports } from './reports.repository.js';

/** A report with its history and its facts as they are stored, to be held against the rules. */
export interface ReportFile {
  readonly report: StoredReport;
  readonly history: readonly Pick<HistoryEvent, 'version' | 'kind' | 'from' | 'to' | 'at'>[];
  readonly facts: readonly FactEntity[];
  readonly nextActionAt: Date | null;
  readonly deliveriesUnderWay: number;
}

interface FileRow {
  readonly id: string;
  readonly next_action_at: Date | null;
  readonly under_way: number;
  readonly history: readonly {
    version: number;
    kind: HistoryEvent['kind'];
    from: HistoryEvent['from'];
    to: HistoryEvent['to'];
    at: string;
  }[];
  readonly facts: readonly Record<string, unknown>[];
}

/** Whole files of reports in the order of their ids, after `after`. */
export async function readFiles(tx: Tx, after: string, limit: number): Promise<ReportFile[]> {
  const rows = await tx.query<FileRow>(
    `SELECT r.id, r.next_action_at,
       (SELECT count(*)::int FROM deliveries d WHERE d.report_id = r.id AND d.state IN ('pending', 'enqueued')) AS under_way,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('version', e.version, 'kind', e.kind, 'from', e.from_state,
          'to', e.to_state, 'at', e.at) ORDER BY e.version), '[]') FROM events e WHERE e.report_id = r.id) AS history,
       (SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM facts f WHERE f.report_id = r.id) AS facts
     FROM reports r WHERE r.id > $1 ORDER BY r.id LIMIT $2`,
    [after, limit],
  );
  const reports = new Map(
    (
      await loadReports(
        tx,
        rows.map((row) => row.id),
      )
    ).map((one) => [one.id, one]),
  );
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
      },
    ];
  });
}

/** A row that breaks an invariant which only the database as a whole can tell. */
export interface OddRow {
  readonly what: string;
  readonly id: string;
}

/** Accepted requests without a report that begins with its receipt (I1). */
export async function acceptedWithoutReport(tx: Tx): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'accepted, but not stored with its receipt' AS what, k.report_id AS id FROM idempotency_keys k
     LEFT JOIN reports r ON r.id = k.report_id
     LEFT JOIN events e ON e.report_id = k.report_id AND e.version = 1 AND e.kind = 'receive'
     WHERE r.id IS NULL OR e.id IS NULL`,
  );
}

/** Keys that more than one report came from (I2). */
export async function keysWithSeveralReports(tx: Tx): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'one key, several reports' AS what, min(report_id::text) AS id FROM idempotency_keys
     GROUP BY client, key_hash HAVING count(DISTINCT report_id) > 1`,
  );
}

/** Effects that were committed twice or not at all although their delivery is done (I4). */
export async function effectsNotOnce(tx: Tx): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'an event went to one consumer twice' AS what, min(id::text) AS id FROM deliveries
     GROUP BY event_id, consumer HAVING count(*) > 1
     UNION ALL
     SELECT 'routing is done, but the report was not moved', d.id::text FROM deliveries d
     JOIN reports r ON r.id = d.report_id
     WHERE d.consumer = 'route' AND d.state = 'done' AND r.state = 'received'
     UNION ALL
     SELECT 'routed more than once', e.report_id::text FROM events e
     WHERE e.actor_role = 'router' AND e.from_state = 'received' AND e.kind IN ('assign', 'offer', 'review')
     GROUP BY e.report_id HAVING count(*) > 1`,
  );
}

/** Breaches before their due, or noticed before they happened (I6). */
export async function breachesTooEarly(tx: Tx): Promise<OddRow[]> {
  return tx.query(
    `SELECT 'a breach before its due instant had passed' AS what, a.report_id AS id FROM alarms a
     WHERE a.kind = 'breach' AND a.noticed_at <= a.occurred_at`,
  );
}
