import { createHash, createHmac } from 'node:crypto';

/** The token with which a reporter reads and rates a report, and its hash, which alone is stored. */
export interface TrackingToken {
  readonly token: string;
  readonly hash: string;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * The tracking token of a report: an HMAC of its id, so that a repeated request gets the same one
 * without it being stored anywhere. 192 bits, URL-safe.
 */
export function trackingToken(secret: string, reportId: string): TrackingToken {
  const token = createHmac('sha256', secret)
    .update(`tracking:1:${reportId}`)
    .digest('base64url')
    .slice(0, 32);
  return { token, hash: hashToken(token) };
}
