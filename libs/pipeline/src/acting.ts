import { Problem } from '#libs/contracts';
import { type ActContext, type Actor } from '#libs/domain';
import { type Reference, type StoredReport, type Tx, findReport, newId } from '#libs/store';

/** Finds the report that an act is about. */
export async function reportFor(
  tx: Tx,
  request: { readonly code: string; readonly seenVersion?: number },
): Promise<StoredReport> {
  const report = await findReport(tx, { code: request.code });
  if (!report) throw new Problem('not_found', `no report ${request.code}`);
  if (request.seenVersion !== undefined && request.seenVersion !== report.version) {
    throw new Problem('conflict', `seen version ${request.seenVersion}, now ${report.version}`);
  }
  return report;
}

/** What the domain is given with an act in this transaction. */
export function contextFor(tx: Tx, reference: Reference, actor: Actor): ActContext {
  return { now: tx.now, actor, book: reference.book, newId };
}
