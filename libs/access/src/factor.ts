import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app has it. */
const SHAPE = { issuer: 'Kịp', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** A clock may be one step ahead or behind. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Without those that look like others. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** What an authenticator app is given: the secret to type, and the address to draw as a code. */
export interface NewFactor {
  readonly secret: string;
  readonly uri: string;
}

/** A new second factor for somebody, named as the app shows it. */
export function newFactor(label: string): NewFactor {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, uri: new TOTP({ ...SHAPE, label, secret }).toString() };
}

/**
 * The step of time that a code belongs to; null where it is wrong or was taken before.
 * @param after the last step that was taken: no code opens twice
 * @param now the machine's own clock, as the person's app has it
 */
export function stepOfCode(secret: string, code: string, after: number, now: Date): number | null {
  const totp = new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, window: WINDOW, timestamp });
  if (delta === null) return null;
  const step = Math.floor(timestamp / 1_000 / SHAPE.period) + delta;
  return step > after ? step : null;
}

function recoveryCode(): string {
  const letters = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)] ?? '');
  return `${letters.slice(0, 6).join('')}-${letters.slice(6).join('')}`;
}

/** Codes for the day on which the telephone is lost, each for one time. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, recoveryCode);
}

/** What is kept of a recovery code: it has 59 random bits, so a plain hash is enough. */
export function recoveryHash(code: string): Buffer {
  return createHash('sha256').update(code.trim().toLowerCase()).digest();
}
