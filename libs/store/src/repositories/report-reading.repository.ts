import { type JsonObject, type Report, type State } from '#libs/domain';
import { type ObjectLiteral } from 'typeorm';
import {
  AlarmEntity,
  CycleEntity,
  ExtensionEntity,
  LegEntity,
  PauseEntity,
  ReportEntity,
} from '../entities/report.entities.js';
import { type Tx } from '../store.js';
import { fromColumns } from '../write.js';

const PARTS = `
  (SELECT coalesce(json_agg(to_json(x) ORDER BY x.number), '[]') FROM cycles x WHERE x.report_id = r.id) AS cycles,
  (SELECT coalesce(json_agg(to_json(x) ORDER BY x.number), '[]') FROM legs x WHERE x.report_id = r.id) AS legs,
  (SELECT coalesce(json_agg(to_json(x) ORDER BY x.started_at), '[]') FROM pauses x WHERE x.report_id = r.id) AS pauses,
  (SELECT coalesce(json_agg(to_json(x) ORDER BY x.asked_at), '[]') FROM extensions x WHERE x.report_id = r.id) AS extensions,
  (SELECT coalesce(json_agg(to_json(x) ORDER BY x.noticed_at), '[]') FROM alarms x WHERE x.report_id = r.id) AS alarms`;

interface LoadedRow {
  readonly report: ObjectLiteral;
  readonly cycles: readonly ObjectLiteral[];
  readonly legs: readonly ObjectLiteral[];
  readonly pauses: readonly ObjectLiteral[];
  readonly extensions: readonly ObjectLiteral[];
  readonly alarms: readonly ObjectLiteral[];
}

/** A report as it stands, with what was sent. */
export interface StoredReport extends Report {
  readonly text: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly address: string | null;
  readonly form: JsonObject;
  readonly tokenHash: string | null;
}

function assemble(tx: Tx, row: LoadedRow): StoredReport {
  return {
    ...fromColumns(tx, ReportEntity, row.report),
    cycles: row.cycles.map((json) => fromColumns(tx, CycleEntity, json)),
    legs: row.legs.map((json) => fromColumns(tx, LegEntity, json)),
    pauses: row.pauses.map((json) => fromColumns(tx, PauseEntity, json)),
    extensions: row.extensions.map((json) => fromColumns(tx, ExtensionEntity, json)),
    alarms: row.alarms.map((json) => fromColumns(tx, AlarmEntity, json)),
  };
}

/** Reads whole reports by id, in one statement; ids that are not visible are left out. */
export async function loadReports(tx: Tx, ids: readonly string[]): Promise<StoredReport[]> {
  const rows = await tx.prepared<LoadedRow>(
    `SELECT to_json(r) AS report, ${PARTS} FROM reports r WHERE r.id = ANY ($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => assemble(tx, row));
}

/** Reads one whole report by its id or its public code; null where it is not visible. */
export async function findReport(
  tx: Tx,
  by: { readonly id: string } | { readonly code: string },
): Promise<StoredReport | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['code', by.code];
  const rows = await tx.prepared<LoadedRow>(
    `SELECT to_json(r) AS report, ${PARTS} FROM reports r WHERE r.${column} = $1`,
    [value],
  );
  const [row] = rows;
  return row ? assemble(tx, row) : null;
}

/** Of these reports, the ids of those in a state. */
export async function reportIdsIn(tx: Tx, state: State, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.prepared<{ id: string }>(
    'SELECT id FROM reports WHERE state = $1 AND id = ANY ($2::uuid[])',
    [state, ids],
  );
  return rows.map((row) => row.id);
}

/** A report for which something has fallen due, and since when. */
export interface DueReport {
  readonly id: string;
  readonly dueAt: Date;
}

const DUE = `SELECT id, next_action_at AS "dueAt" FROM reports WHERE next_action_at <= $1
  ORDER BY next_action_at, id LIMIT $2`;

/** Reports for which something has fallen due by the database's clock, earliest first. */
export async function dueReports(tx: Tx, limit: number): Promise<DueReport[]> {
  return tx.prepared<DueReport>(DUE, [tx.now, limit]);
}

/** The same, each for this transaction alone; those that another one is working on are left out. */
export async function takeDueReports(tx: Tx, limit: number): Promise<DueReport[]> {
  return tx.prepared<DueReport>(`${DUE} FOR NO KEY UPDATE SKIP LOCKED`, [tx.now, limit]);
}
