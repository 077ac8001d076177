import { createHmac, hash } from 'node:crypto';

/** What is stored of a tracking token: enough to know it by, not enough to use it. */
export function hashToken(token: string): string {
  return hash('sha256', token);
}

/**
 * The token with which a reporter reads and rates a report: an HMAC of the report's id, so that a
 * repeated request gets the same one without it being stored anywhere. 192 bits, URL-safe.
 */
export function trackingToken(secret: string, reportId: string): string {
  return tokenOf(secret, `tracking:1:${reportId}`);
}

/** The tokens that a follower is mailed: the one to confirm with, and the one to leave with. As above. */
export function followTokens(
  secret: string,
  followerId: string,
): { readonly confirm: string; readonly leave: string } {
  return {
    confirm: tokenOf(secret, `follow:1:${followerId}`),
    leave: tokenOf(secret, `unfollow:1:${followerId}`),
  };
}

/** What a mail address is counted by, as `contactDigest` of the store makes it of a report's contact. */
export function mailDigest(email: string): string {
  return hash('sha256', email.toLowerCase());
}

/** By which a mail address is known again by whoever may not read it. */
export function mailboxKey(secret: string, email: string): Buffer {
  return createHmac('sha256', secret).update(`mailbox:1:${email.toLowerCase()}`).digest();
}

function tokenOf(secret: string, what: string): string {
  return createHmac('sha256', secret).update(what).digest('base64url').slice(0, 32);
}
