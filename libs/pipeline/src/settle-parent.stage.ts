import { SYSTEM, childEnded } from '#libs/domain';
import {
  type Delivered,
  type Reference,
  type Tx,
  findReport,
  saveReport,
  newId,
} from '#libs/store';

/** Children of split reports have ended: each parent counts them, and ends with the last one. */
export async function settleParentStage(
  tx: Tx,
  reference: Reference,
  delivered: readonly Delivered[],
): Promise<void> {
  // One after the other: two of them may have the same parent.
  for (const { reportId, at } of delivered) {
    const child = await findReport(tx, { id: reportId });
    const parent = child?.parentId ? await findReport(tx, { id: child.parentId }) : null;
    if (!parent) continue;
    const context = { now: at, actor: SYSTEM, book: reference.book, newId };
    const done = childEnded(parent, context);
    await saveReport(tx, { before: parent, done }, reference.book);
  }
}
