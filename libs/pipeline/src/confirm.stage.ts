import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem, WaitProblem } from '#libs/contracts';
import { type ConfirmWay } from '#libs/domain';
import { type Tx, askForCode, confirmContact, confirmedContacts, countGuess } from '#libs/store';

const DIGITS = 6;

/** The code that is sent, made from the secret and the id of what it is for: it is kept nowhere. */
export function confirmCode(secret: string, id: string): string {
  const digest = createHmac('sha256', secret).update(`confirm:1:${id}`).digest();
  return String(digest.readUIntBE(0, DIGITS) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * Has a code sent by which a report's contact is confirmed. What is confirmed already is left so.
 * @throws WaitProblem `too_many_tries` where one was sent a moment ago
 */
export async function askCodeStage(tx: Tx, reportId: string, way: ConfirmWay): Promise<void> {
  const asked = await askForCode(tx, reportId, way);
  if (typeof asked === 'string') return;
  throw new WaitProblem('too_many_tries', asked.waitSeconds, `${asked.waitSeconds} s`);
}

/** `spent`: there is no code that could be tried. A try counts whatever comes of it. */
export type CodeTried = 'confirmed' | 'wrong' | 'spent';

/** Tries a code. What it says is to be told after the commit, or the try would not count. */
export async function tryCodeStage(
  tx: Tx,
  secret: string,
  reportId: string,
  { way, code }: { readonly way: ConfirmWay; readonly code: string },
): Promise<CodeTried> {
  const known = await confirmedContacts(tx, reportId);
  if (known.some((one) => one.way === way)) return 'confirmed';
  const id = await countGuess(tx, reportId, way);
  if (id === null) return 'spent';
  const [given, expected] = [Buffer.from(code), Buffer.from(confirmCode(secret, id))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong';
  await confirmContact(tx, id);
  return 'confirmed';
}

/** @throws Problem `confirmation_wrong`, `confirmation_spent` */
export function demandConfirmed(tried: CodeTried, way: ConfirmWay): void {
  if (tried === 'wrong') throw new Problem('confirmation_wrong', way);
  if (tried === 'spent') throw new Problem('confirmation_spent', way);
}
