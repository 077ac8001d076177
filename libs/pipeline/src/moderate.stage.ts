import { type Actor, Refusal, letPass } from '#libs/domain';
import { type Reference, type Tx, notePassed, saveReport } from '#libs/store';
import { contextFor, reportFor } from './acting.js';

/**
 * Lets a report go on that was held: the router then finds its unit as if it had not been. Its deadlines
 * have run all the while.
 * @throws Refusal `not_held` where it was not, or is let pass already; where it is not allowed
 */
export async function letPassStage(
  tx: Tx,
  reference: Reference,
  request: { readonly code: string; readonly actor: Actor; readonly reason: string },
): Promise<void> {
  const report = await reportFor(tx, request);
  const done = letPass(report, request.reason, contextFor(tx, reference, request.actor));
  if (!(await notePassed(tx, report.id, request.actor.personCode))) {
    throw new Refusal('not_held', { state: report.state, action: 'let_pass' });
  }
  await saveReport(tx, { before: report, done }, reference.book);
}
