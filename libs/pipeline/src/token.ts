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
  return createHmac('sha256', secret)
    .update(`tracking:1:${reportId}`)
    .digest('base64url')
    .slice(0, 32);
}
