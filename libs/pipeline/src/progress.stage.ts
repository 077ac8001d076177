import { Problem } from '#libs/contracts';
import { type Act, type Actor, DATA_STREAM, type Report, absorb, perform } from '#libs/domain';
import {
  LinkEntity,
  type Reference,
  type StoredReport,
  type Tx,
  type UploadRef,
  confirmCorrection,
  hasOutcome,
  moveFollowers,
  rowsOf,
  saveReport,
} from '#libs/store';
import { contextFor, reportFor } from './acting.js';
import { attachPhotos } from './attaching.js';

/** An act on a report that is known by its code. */
export interface ActRequest {
  readonly code: string;
  readonly actor: Actor;
  readonly act: Exclude<Act, { action: 'merge' | 'link' | 'split' }>;
  /** The version that the person saw; an act on another one is a conflict. */
  readonly seenVersion?: number;
  /** The proposal that a correction confirms. */
  readonly correctionId?: string;
  /** Uploads that come with a result, as photos of how it is afterwards. */
  readonly uploads?: readonly UploadRef[];
}

/**
 * What somebody demands of their own data is decided before they are answered.
 * @throws Problem `request_undecided`
 */
async function demandDecided(
  tx: Tx,
  { id, code, streamCode, cycles }: StoredReport,
): Promise<void> {
  if (streamCode !== DATA_STREAM || (await hasOutcome(tx, id, cycles.length))) return;
  throw new Problem('request_undecided', code);
}

/**
 * Carries out an act of the table on one report and saves it.
 * @throws Refusal where a rule says no; Problem `upload_unknown`, `photos_too_many`
 */
export async function actStage(tx: Tx, reference: Reference, request: ActRequest): Promise<Report> {
  const report = await reportFor(tx, request);
  if (request.act.action === 'resolve') await demandDecided(tx, report);
  const done = perform(report, request.act, contextFor(tx, reference, request.actor));
  await saveReport(tx, { before: report, done }, reference.book);
  if (request.correctionId !== undefined) {
    await confirmCorrection(tx, request.correctionId, request.actor.personCode ?? '');
  }
  if (request.uploads !== undefined) {
    const { id: reportId, cycles } = done.report;
    const { uploads } = request;
    await attachPhotos(tx, { reportId, kind: 'after', cycleNumber: cycles.length, uploads });
  }
  return done.report;
}

interface PairRequest {
  readonly code: string;
  readonly otherCode: string;
  readonly actor: Actor;
  readonly seenVersion?: number;
}

/** Joins a duplicate, and those who follow it, to the report that goes on; all is saved or nothing. */
export async function mergeStage(
  tx: Tx,
  reference: Reference,
  request: PairRequest,
): Promise<Report> {
  const duplicate = await reportFor(tx, request);
  const survivor = await reportFor(tx, { code: request.otherCode });
  const context = contextFor(tx, reference, request.actor);
  const act: Act = {
    action: 'merge',
    survivorId: survivor.id,
    survivorCode: survivor.code,
    survivorOpen: survivor.cycles.at(-1)?.endedAt === null,
    survivorBreached: survivor.cycles.some((cycle) => cycle.breachedAt !== null),
  };
  const done = perform(duplicate, act, context);
  await saveReport(tx, { before: duplicate, done }, reference.book);
  const absorbed = absorb(survivor, duplicate, context);
  await saveReport(tx, { before: survivor, done: absorbed }, reference.book);
  await moveFollowers(tx, duplicate.id);
  return done.report;
}

/** Ties two reports together: "phản ánh lần 2", or related. */
export async function linkStage(
  tx: Tx,
  reference: Reference,
  request: PairRequest & { readonly kind: 'repeat' | 'related' },
): Promise<Report> {
  const report = await reportFor(tx, request);
  const other = await reportFor(tx, { code: request.otherCode });
  if (other.id === report.id)
    throw new Problem('invalid_request', 'a report cannot be linked to itself');
  const act: Act = { action: 'link', otherId: other.id, otherCode: other.code, kind: request.kind };
  const done = perform(report, act, contextFor(tx, reference, request.actor));
  const link = { reportId: report.id, otherId: other.id, kind: request.kind };
  await saveReport(tx, { before: report, done }, reference.book, [
    rowsOf(LinkEntity, [link], 'upsert'),
  ]);
  return done.report;
}
