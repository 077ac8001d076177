import { type ReportPlace, SYSTEM, forgotten, isForgettable, tracesOf } from '#libs/domain';
import {
  type PersonReport,
  type Reference,
  type Tx,
  eraseReport,
  findReport,
  forgetContact,
  forgetPhotos,
  saveReport,
  writeSearchTexts,
} from '#libs/store';
import { contextFor } from './acting.js';

/**
 * Forgets what of a case is kept no longer, and has the history tell that it did.
 * @param due the case, with by what its sender is recognised in what others wrote
 * @returns false where it may be kept after all: it was opened again meanwhile
 */
export async function forgetStage(
  tx: Tx,
  reference: Reference,
  due: PersonReport,
  { place, days }: { readonly place: ReportPlace; readonly days: number },
): Promise<boolean> {
  const report = await findReport(tx, { code: due.code });
  if (!report || !isForgettable(report, days, tx.now)) return false;
  const done = forgotten(report, place, contextFor(tx, reference, SYSTEM));
  await saveReport(tx, { before: report, done }, reference.book);
  switch (place) {
    case 'contacts':
    case 'requests': {
      await forgetContact(tx, report.id, tracesOf(due));
      const cleaned = await findReport(tx, { code: due.code });
      if (cleaned) await writeSearchTexts(tx, [cleaned]);
      return true;
    }
    case 'photos':
      await forgetPhotos(tx, report.id);
      return true;
    case 'reports':
      await eraseReport(tx, report.id, tracesOf(due), null, 'retention');
      return true;
  }
}
