import { type Act, type Actor, type Performed, Refusal, type Report, perform } from '#libs/domain';
import {
  type CalendarCorrectionEntity,
  type Reference,
  type Tx,
  holdReports,
  loadReports,
  nextCalendarCorrection,
  noteCorrectionBatch,
  runningReports,
  saveAllReports,
} from '#libs/store';
import { contextFor } from './acting.js';

const BATCH = 200;

/**
 * Carries a confirmed correction of a calendar on by one batch of open reports: each is counted by the
 * corrected revision in an act of its own, in the name of who confirmed it (clock law 5). Run by many at
 * once, each takes another correction. True: there may be more to do.
 */
export async function recountStage(tx: Tx, reference: Reference): Promise<boolean> {
  const correction = await nextCalendarCorrection(tx);
  if (!correction) return false;
  const on = { calendar: correction.calendarCode };
  const ids = await runningReports(tx, on, correction.through, BATCH);
  await holdReports(tx, ids);
  const changes: { before: Report; done: Performed }[] = [];
  for (const before of await loadReports(tx, ids)) {
    const done = corrected(tx, reference, before, correction);
    if (done) changes.push({ before, done });
  }
  await saveAllReports(tx, changes, reference.book);
  const kept = ids.length - changes.length;
  const through = ids.at(-1) ?? null;
  await noteCorrectionBatch(tx, correction.id, { through, moved: changes.length, kept });
  return true;
}

/** Null where no clock of the report is touched: it keeps its dues. */
function corrected(
  tx: Tx,
  reference: Reference,
  before: Report,
  { revisionId, reason, askedBy, confirmedBy }: CalendarCorrectionEntity,
): Performed | null {
  const calendarRevision = revisionId;
  const act: Act = { action: 'correct', instant: 'calendar', calendarRevision, reason, askedBy };
  const actor: Actor = { role: 'admin', personCode: confirmedBy, unitCodes: [] };
  try {
    return perform(before, act, contextFor(tx, reference, actor));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'correction_not_possible') return null;
    throw error;
  }
}
