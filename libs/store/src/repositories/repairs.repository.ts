import { type ConsumerName } from '#libs/contracts';
import { type Fact } from '#libs/domain';
import { v7 as uuid } from 'uuid';
import { type DeliveryState, FactEntity } from '../entities/delivery.entities.js';
import { type Tx } from '../store.js';
import { rowsOf, writeAll } from '../write.js';

const ROUTE: ConsumerName = 'route';

/** Something that was put right without an act: what stood there, and what was put in its place. */
export interface Repair {
  readonly reportId: string;
  readonly invariant: string;
  readonly mended: 'next_act' | 'delivery' | 'facts';
  readonly before: unknown;
  readonly after: unknown;
  readonly byWhom: string;
}

/** A repair as it was written down. */
export interface DoneRepair extends Repair {
  readonly id: string;
  readonly code: string;
  /** By the installation's clock. */
  readonly at: Date;
  readonly databaseUser: string;
}

/** Keeps acts on a report waiting until this transaction ends. */
export async function lockReport(tx: Tx, id: string): Promise<void> {
  await tx.query('SELECT id FROM reports WHERE id = $1 FOR UPDATE', [id]);
}

/** Stores when the next thing falls due, and nothing else of the report. */
export async function writeNextAct(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.query('UPDATE reports SET next_action_at = $2 WHERE id = $1', [id, at]);
}

/** Writes a report's facts, and takes away what is none of them. Only the owner may. */
export async function rewriteFacts(
  tx: Tx,
  reportId: string,
  facts: readonly Fact[],
): Promise<void> {
  await tx.query('DELETE FROM facts WHERE report_id = $1 AND NOT subject_id = ANY ($2::uuid[])', [
    reportId,
    facts.map(({ subjectId }) => subjectId),
  ]);
  await writeAll(tx, [rowsOf(FactEntity, facts, 'upsert')]);
}

/**
 * Puts the routing of a report on its way, as if for the first time. One that is under way already is
 * left alone.
 * @returns how its delivery stood before (null: there was none), or undefined where nothing was done
 */
export async function routeAgain(
  tx: Tx,
  reportId: string,
): Promise<DeliveryState | null | undefined> {
  const [row] = await tx.query<{ eventId: string; state: DeliveryState | null }>(
    `SELECT e.id AS "eventId", d.state FROM events e
     LEFT JOIN deliveries d ON d.event_id = e.id AND d.consumer = $2
     WHERE e.report_id = $1 AND e.version = 1 AND e.kind = 'receive'`,
    [reportId, ROUTE],
  );
  if (!row || row.state === 'pending' || row.state === 'enqueued') return undefined;
  // What was given up by a person stays so.
  if (row.state === 'dropped') return undefined;
  await tx.query(
    `INSERT INTO deliveries (id, event_id, report_id, consumer, state) VALUES ($1, $2, $3, $4, 'pending')
     ON CONFLICT (event_id, consumer) DO UPDATE SET state = 'pending', attempts = 0, crashes = 0,
       next_try_at = clock_timestamp(), done_at = NULL`,
    [uuid(), row.eventId, reportId, ROUTE],
  );
  tx.leaves(1);
  return row.state;
}

/** A report that waits to be routed, and whose routing is a dead letter. */
export interface DeadRouting {
  readonly id: string;
  readonly reportId: string;
  readonly code: string;
  /** A repair has put it on its way before, and it died again. */
  readonly mendedBefore: boolean;
}

/** The reports whose routing was given up after its tries, by code. */
export async function deadRoutings(tx: Tx): Promise<DeadRouting[]> {
  return tx.query(
    `SELECT d.id, r.id AS "reportId", r.code,
       EXISTS (SELECT FROM repairs p WHERE p.report_id = r.id AND p.mended = 'delivery') AS "mendedBefore"
     FROM deliveries d JOIN reports r ON r.id = d.report_id
     WHERE d.state = 'dead' AND d.consumer = $1 AND r.state = 'received' ORDER BY r.code`,
    [ROUTE],
  );
}

/** Writes down that something was put right. */
export async function recordRepair(tx: Tx, repair: Repair): Promise<void> {
  await tx.query(
    `INSERT INTO repairs (id, report_id, invariant, mended, before, after, at, by_whom)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      uuid(),
      repair.reportId,
      repair.invariant,
      repair.mended,
      JSON.stringify(repair.before),
      JSON.stringify(repair.after),
      tx.now,
      repair.byWhom,
    ],
  );
}

/** What was put right so far, newest first. */
export async function repairsDone(tx: Tx, limit: number): Promise<DoneRepair[]> {
  return tx.query(
    `SELECT p.id, p.report_id AS "reportId", r.code, p.invariant, p.mended, p.before, p.after, p.at,
       p.by_whom AS "byWhom", p.database_user AS "databaseUser"
     FROM repairs p JOIN reports r ON r.id = p.report_id ORDER BY p.id DESC LIMIT $1`,
    [limit],
  );
}
