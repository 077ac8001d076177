import { newToken, tokenHash } from './secrets.js';

/** For which purpose the secret of a webhook is sealed. */
export const HOOK_SECRET = 'webhook';

const PREFIX = 'kip_';
const BEARER = /^Bearer\s+(\S+)\s*$/i;

/** A new key as it is handed out, once, and what is kept of it. */
export function newApiKey(): { readonly token: string; readonly hash: Buffer } {
  const token = `${PREFIX}${newToken()}`;
  return { token, hash: tokenHash(token) };
}

/**
 * The token of a header `Authorization: Bearer …`; null where the header is absent or of another kind,
 * and an empty text where it holds no key of ours.
 */
export function bearerToken(authorization: string | undefined): string | null {
  if (authorization === undefined || !/^Bearer\b/i.test(authorization)) return null;
  const token = BEARER.exec(authorization)?.[1] ?? '';
  return token.startsWith(PREFIX) ? token : '';
}
