import {
  ContactEntity,
  CorrectionEntity,
  EventEntity,
  RatingEntity,
} from '../entities/report.entities.js';
import { type Scope, type Tx } from '../store.js';
import { rowsOf, writeAll } from '../write.js';

/**
 * Does `work` with every unit's part in sight, in a transaction that has seen the report within
 * its own scope already. An act is decided on the whole case, and a unit sees only its own legs:
 * without the others' the next leg would get a number that is taken.
 */
export async function withWholeCase<Result>(
  tx: Tx,
  scope: Scope,
  work: () => Promise<Result>,
): Promise<Result> {
  await seeUnits(tx, ['*']);
  const result = await work();
  // Where `work` fails the transaction is over, and its settings with it.
  await seeUnits(tx, scope.units);
  return result;
}

async function seeUnits(tx: Tx, units: readonly string[]): Promise<void> {
  await tx.prepared(`SELECT set_config('kip.units', $1, true)`, [units.join(',')]);
}

/**
 * Does `work` as the workers do, who write reports that did not exist before: the desk's policies
 * look for a part's report among the rows that stood when the statement began, and a new report's
 * parts are written in one statement with it. Sees no contacts.
 */
export async function asWorker<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await tx.prepared(`SELECT set_config('role', 'kip_worker', true)`);
  const result = await work();
  await tx.prepared(`SELECT set_config('role', 'kip_desk', true)`);
  return result;
}

/** A tie to another report, as one of the two sees it. */
export interface LinkedReport {
  readonly code: string;
  readonly kind: 'repeat' | 'related';
  /** Whether the tie was made from the other one. */
  readonly incoming: boolean;
}

/** Whatever stands beside a report's own rules; codes of reports out of sight are left out. */
export interface CaseSurroundings {
  readonly events: readonly EventEntity[];
  readonly ratings: readonly RatingEntity[];
  readonly corrections: readonly CorrectionEntity[];
  /** Null where there is none, or the scope does not show it. */
  readonly contact: ContactEntity | null;
  readonly links: readonly LinkedReport[];
  readonly childCodes: readonly string[];
  /** The unit of the last leg, also where that leg is another unit's and out of sight. */
  readonly unitCode: string | null;
  readonly parentCode: string | null;
  readonly mergedIntoCode: string | null;
}

/** Reads what a case's page shows beside the report itself. */
export async function caseSurroundings(tx: Tx, reportId: string): Promise<CaseSurroundings> {
  const of = { where: { reportId } };
  const links = await tx.prepared<LinkedReport>(
    `SELECT o.code, l.kind, l.other_id = $1 AS incoming FROM links l
     JOIN reports o ON o.id = CASE WHEN l.other_id = $1 THEN l.report_id ELSE l.other_id END
     WHERE l.report_id = $1 OR l.other_id = $1 ORDER BY o.code`,
    [reportId],
  );
  const children = await tx.prepared<{ code: string }>(
    'SELECT code FROM reports WHERE parent_id = $1 ORDER BY received_at, length(code), code',
    [reportId],
  );
  const [codes] = await tx.prepared<CodesRow>(
    `SELECT r.unit_code AS unit, parent.code AS parent, survivor.code AS survivor FROM reports r
     LEFT JOIN reports parent ON parent.id = r.parent_id
     LEFT JOIN reports survivor ON survivor.id = r.merged_into_id WHERE r.id = $1`,
    [reportId],
  );
  return {
    events: await tx.manager.find(EventEntity, { ...of, order: { version: 'ASC' } }),
    ratings: await tx.manager.find(RatingEntity, { ...of, order: { ratedAt: 'ASC' } }),
    corrections: await tx.manager.find(CorrectionEntity, { ...of, order: { askedAt: 'ASC' } }),
    contact: await tx.manager.findOne(ContactEntity, of),
    links,
    childCodes: children.map((child) => child.code),
    unitCode: codes?.unit ?? null,
    parentCode: codes?.parent ?? null,
    mergedIntoCode: codes?.survivor ?? null,
  };
}

interface CodesRow {
  readonly unit: string | null;
  readonly parent: string | null;
  readonly survivor: string | null;
}

/** Writes down a correction that somebody proposes; it changes nothing yet. */
export async function proposeCorrection(
  tx: Tx,
  proposal: Omit<CorrectionEntity, 'confirmedBy' | 'confirmedAt'>,
): Promise<void> {
  const row = { ...proposal, confirmedBy: null, confirmedAt: null };
  await writeAll(tx, [rowsOf(CorrectionEntity, [row], 'insert')]);
}

/** A proposed correction of a report, confirmed or not; null where there is none. */
export async function findCorrection(
  tx: Tx,
  reportId: string,
  id: string,
): Promise<CorrectionEntity | null> {
  return tx.manager.findOne(CorrectionEntity, { where: { id, reportId } });
}
