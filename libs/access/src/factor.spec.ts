import { describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { newFactor, newRecoveryCodes, recoveryHash, stepOfCode } from './factor.js';

/** The secret of RFC 6238's test vectors. */
const SECRET = Secret.fromLatin1('12345678901234567890').base32;
const at = (seconds: number): Date => new Date(seconds * 1_000);

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [20_000_000_000, '353130', 666_666_666],
  ])('is the one of RFC 6238 at %d s', (seconds, code, step) => {
    expect(stepOfCode(SECRET, code, 0, at(seconds))).toBe(step);
  });

  it('opens once, and a step early or late, and no further', () => {
    const totp = new TOTP({ secret: Secret.fromBase32(SECRET) });
    const code = totp.generate({ timestamp: 600_000 });
    expect(
      [540, 569, 570, 600, 629, 659, 660].map((s) => stepOfCode(SECRET, code, 0, at(s))),
    ).toEqual([null, null, 20, 20, 20, 20, null]);
    expect(stepOfCode(SECRET, code, 20, at(600))).toBeNull();
    expect(stepOfCode(SECRET, code, 19, at(600))).toBe(20);
    expect(stepOfCode(SECRET, '000000', 0, at(600))).toBeNull();
  });

  it('comes of a secret that no other has', () => {
    const [one, other] = [newFactor('a@kip.test'), newFactor('a@kip.test')];
    expect(one.secret).not.toBe(other.secret);
    expect(one.uri).toMatch(/^otpauth:\/\/totp\/K%E1%BB%8Bp:a%40kip\.test\?/);
  });
});

describe('a recovery code', () => {
  it('is one of ten, and read however it was written down', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-9]{6}-[a-z2-9]{6}$/);
    const [code = ''] = codes;
    expect(recoveryHash(` ${code.toUpperCase()} `)).toEqual(recoveryHash(code));
  });
});
