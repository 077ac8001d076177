import { type Actor, type Report, givePerson } from '#libs/domain';
import { type Reference, type Tx, saveReport } from '#libs/store';
import { contextFor, reportFor } from './acting.js';

/** Gives a case to one of its unit's people and saves that; where nothing changes nothing is written. */
export async function personStage(
  tx: Tx,
  reference: Reference,
  request: {
    readonly code: string;
    readonly actor: Actor;
    readonly personCode: string | null;
  },
): Promise<Report> {
  const report = await reportFor(tx, request);
  const done = givePerson(report, request.personCode, contextFor(tx, reference, request.actor));
  if (done.events.length === 0) return report;
  await saveReport(tx, { before: report, done }, reference.book);
  return done.report;
}
