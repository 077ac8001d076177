import { fold } from '#libs/domain';
import { SearchTextEntity } from '../entities/report.entities.js';
import { type Tx } from '../store.js';
import { type Rows, rowsOf, writeAll } from '../write.js';

/** What of a report a search looks through. */
export interface Searchable {
  readonly id: string;
  readonly code: string;
  readonly text: string;
  readonly address: string | null;
}

/** What a search finds these reports by, folded, as rows to be written with others. */
export function searchRows(reports: readonly Searchable[]): Rows {
  const rows = reports.map(({ id, code, text, address }) => ({
    reportId: id,
    text: fold([code, text, address ?? ''].join(' ')),
  }));
  return rowsOf(SearchTextEntity, rows, 'insert');
}

/** Has a search find these reports; those that it finds already are left as they are. */
export async function writeSearchTexts(tx: Tx, reports: readonly Searchable[]): Promise<void> {
  await writeAll(tx, [searchRows(reports)]);
}
