import { SYSTEM, childEnded } from '#libs/domain';
import { type Delivered, type Reference, type Tx, findReport, saveReport } from '#libs/store';
import { v7 as uuid } from 'uuid';

/** A child of a split report has ended: the parent counts it, and ends with the last one. */
export async function settleParentStage(
  tx: Tx,
  reference: Reference,
  delivered: Delivered,
): Promise<void> {
  const child = await findReport(tx, { id: delivered.reportId });
  const parent = child?.parentId ? await findReport(tx, { id: child.parentId }) : null;
  if (!parent) return;
  const context = { now: tx.now, actor: SYSTEM, book: reference.book, newId: uuid };
  const done = childEnded(parent, context);
  await saveReport(tx, { before: parent, done }, reference.book);
}
