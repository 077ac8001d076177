import { Problem } from '#libs/contracts';
import { keyedHash, sameText } from './secrets.js';

export const CSRF_HEADER = 'X-CSRF-Token';
const HARMLESS = ['GET', 'HEAD', 'OPTIONS'];

/** What a page of this site knows of its session, and no page of another one can read. */
export function csrfToken(secret: string, sessionId: string): string {
  return keyedHash(secret, 'csrf', sessionId).toString('base64url');
}

/**
 * Lets a request change something only where a page of this site sent it.
 * @param shown what it has in `CSRF_HEADER`
 * @param token what the page was told
 * @throws Problem `csrf_refused`
 */
export function demandOwnPage(method: string, shown: string | undefined, token: string): void {
  if (HARMLESS.includes(method) || sameText(shown ?? '', token)) return;
  throw new Problem('csrf_refused', CSRF_HEADER);
}
