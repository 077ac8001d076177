import { type EventKind, type JsonObject } from '#libs/domain';
import { type Tx } from '../store.js';
import { type StoredReport, findReport } from './report-reading.repository.js';

/** A line of a report's history as it is stored. */
export interface HistoryLine {
  readonly at: Date;
  readonly kind: EventKind;
  readonly data: JsonObject;
}

/**
 * The report with this code and this tracking token; null alike where the code is unknown and
 * where the token is another's, so that codes cannot be tried out.
 */
export async function findByToken(
  tx: Tx,
  code: string,
  tokenHash: string,
): Promise<StoredReport | null> {
  const report = await findReport(tx, { code });
  return report?.tokenHash === tokenHash ? report : null;
}

/** The lines of a report's history of the given kinds, oldest first. */
export async function historyLines(
  tx: Tx,
  reportId: string,
  kinds: readonly EventKind[],
): Promise<HistoryLine[]> {
  return tx.prepared<HistoryLine>(
    'SELECT at, kind, data FROM events WHERE report_id = $1 AND kind = ANY ($2::text[]) ORDER BY version',
    [reportId, kinds],
  );
}
