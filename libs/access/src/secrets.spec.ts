import { describe, expect, it } from '@jest/globals';
import { keyedHash, newToken, sameText, seal, unseal } from './secrets.js';

const SECRET = 'a-secret-of-this-test-and-of-nothing-else';

describe('what is sealed', () => {
  const sealed = seal(SECRET, 'second factor', 'JBSWY3DPEHPK3PXP');

  it('is opened by the same secret for the same purpose, and by nothing else', () => {
    expect(unseal(SECRET, 'second factor', sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect(unseal(`${SECRET}x`, 'second factor', sealed)).toBeNull();
    expect(unseal(SECRET, 'oidc sign-in', sealed)).toBeNull();
  });

  it('is noticed to be changed, wherever it is', () => {
    for (const place of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(unseal(SECRET, 'second factor', changed)).toBeNull();
    }
    expect(unseal(SECRET, 'second factor', sealed.subarray(0, 20))).toBeNull();
    expect(unseal(SECRET, 'second factor', Buffer.alloc(0))).toBeNull();
  });

  it('tells nothing by being the same twice', () => {
    expect(seal(SECRET, 'second factor', 'x')).not.toEqual(seal(SECRET, 'second factor', 'x'));
  });
});

describe('a keyed hash', () => {
  it('is another one for another purpose, so that one proves nothing of the other', () => {
    expect(keyedHash(SECRET, 'csrf', 'x')).toEqual(keyedHash(SECRET, 'csrf', 'x'));
    expect(keyedHash(SECRET, 'csrf', 'x')).not.toEqual(keyedHash(SECRET, 'account-link', 'x'));
  });
});

describe('a token', () => {
  it('has 256 bits, fits into a cookie, and is compared whole', () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(sameText('abc', 'abc')).toBe(true);
    expect(sameText('abc', 'abd')).toBe(false);
    expect(sameText('', 'abd')).toBe(false);
  });
});
