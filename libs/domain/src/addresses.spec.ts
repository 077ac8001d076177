import { describe, expect, it } from '@jest/globals';
import { householdOf, parseAddress, parseRange, rangeOf, rangeText } from './addresses.js';

const household = (text: string): string | null => {
  const range = householdOf(text);
  return range && rangeText(range);
};

describe('as whose address a client counts', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9/32'],
    ['::ffff:203.0.113.9', '203.0.113.9/32'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:0:0:0:0/64'],
    ['2001:db8:1:2::ffff', '2001:db8:1:2:0:0:0:0/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2:0:0:0:0/64'],
    ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:0/64'],
    ['::1', '0:0:0:0:0:0:0:0/64'],
  ])('%s counts as %s', (address, expected) => {
    expect(household(address)).toBe(expected);
  });

  it('keeps neighbours apart', () => {
    expect(household('2001:db8:1:2::1')).not.toBe(household('2001:db8:1:3::1'));
  });
});

describe('addresses', () => {
  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1:2:3',
    ':::',
    '1::2::3',
    'g::1',
    '1:2:3:4:5:6:7:8:9',
  ])('are not read from %s', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('are in the ranges that begin as they do', () => {
    const range = parseRange('203.0.113.77/24');
    expect(range && rangeText(range)).toBe('203.0.113.0/24');
    const address = parseAddress('203.0.113.200');
    expect(address && rangeOf(address, 24)).toEqual(range);
    expect(parseRange('203.0.113.0/33')).toBeNull();
    expect(parseRange('203.0.113.0/')).toBeNull();
  });
});
