import { describe, expect, it } from '@jest/globals';
import { dialled, mayRate } from './confirming.js';

describe('a telephone number', () => {
  it.each(['0905 123 456', '+84 905.123.456', '0084905123456', '84905123456'])(
    'is dialled from anywhere, written as %s',
    (phone) => {
      expect(dialled(phone)).toBe('+84905123456');
    },
  );

  it.each(['+1 202 555 0100', '001 202-555-0100'])('of another country stays one: %s', (phone) => {
    expect(dialled(phone)).toBe('+12025550100');
  });
});

describe('whoever rates', () => {
  it('has confirmed some way of reaching them, where the stream asks for it', () => {
    expect(mayRate('none', [])).toBe(true);
    expect(mayRate('mail_or_phone', [])).toBe(false);
    expect(mayRate('mail_or_phone', ['mail'])).toBe(true);
    expect(mayRate('mail_or_phone', ['phone'])).toBe(true);
  });
});
