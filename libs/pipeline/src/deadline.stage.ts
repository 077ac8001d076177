import { type Performed, type Report, SYSTEM, fallDue, fallDueInTime } from '#libs/domain';
import {
  type Reference,
  type Tx,
  loadReports,
  noteTick,
  postponeReports,
  saveReports,
  takeDueReports,
  takeTickLane,
} from '#libs/store';
import { v7 as uuid } from 'uuid';

/** What one batch of a tick did. `failed` reports are looked at again in a minute. */
export interface TickBatch {
  readonly due: number;
  readonly done: number;
  /** How long after its instant each was noticed. */
  readonly lateMs: readonly number[];
  readonly failed: readonly { readonly reportId: string; readonly error: string }[];
}

/** So many reports a batch has at most. */
export const DEADLINE_BATCH = 500;
const RETRY_MS = 60_000;

/**
 * One batch of what has fallen due by the database's clock: breaches, warnings, escalations,
 * expiries and closings are recorded set-wise. Run by many at once, a few work, each on reports of its
 * own, and the others find nothing to do. `due: DEADLINE_BATCH` means that there may be more.
 *
 * @param noticed when it is noticed: now, or, where time is replayed, each thing at its own instant
 */
export async function deadlineStage(
  tx: Tx,
  reference: Reference,
  noticed: 'now' | 'in_time' = 'now',
): Promise<TickBatch> {
  const nothing = { due: 0, done: 0, failed: [], lateMs: [] };
  const lane = await takeTickLane(tx);
  if (lane === null) return nothing;
  // By one alone: the others would wait for its row.
  if (lane === 0) await noteTick(tx);
  const due = await takeDueReports(tx, DEADLINE_BATCH);
  if (due.length === 0) return nothing;
  const ids = due.map(({ id }) => id);
  const lateMs = due.map(({ dueAt }) => tx.now.getTime() - dueAt.getTime());
  const failed: { reportId: string; error: string }[] = [];
  const changes: { before: Report; done: Performed }[] = [];
  for (const before of await loadReports(tx, ids)) {
    try {
      const context = { now: tx.now, actor: SYSTEM, book: reference.book, newId: uuid };
      const done =
        noticed === 'now' ? fallDue(before, context) : fallDueInTime(before, tx.now, context);
      changes.push({ before, done });
    } catch (error) {
      // One report that cannot be worked out must not hold up the others: it is told and retried.
      failed.push({ reportId: before.id, error: String(error) });
    }
  }
  const saved = await saveReports(tx, changes, reference.book);
  await postponeReports(
    tx,
    failed.map(({ reportId }) => reportId),
    new Date(tx.now.getTime() + RETRY_MS),
  );
  return { due: ids.length, done: saved.length, failed, lateMs };
}

/** Whether a batch was full, so that another one should follow at once. */
export function mayHaveMore(batch: TickBatch): boolean {
  return batch.due === DEADLINE_BATCH && batch.done > 0;
}
