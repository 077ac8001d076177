import { describe, expect, it } from '@jest/globals';
import { instantIn, localIn } from './zone-time.js';

describe('a time of the zone’s clock', () => {
  it('is an instant, wherever the browser is, and is shown again as it was typed', () => {
    expect(instantIn('2026-03-11T17:00')).toBe('2026-03-11T10:00:00.000Z');
    expect(localIn('2026-03-11T10:00:00.000Z')).toBe('2026-03-11T17:00');
    expect(localIn(instantIn('2026-01-01T00:30'))).toBe('2026-01-01T00:30');
  });

  it('follows summer time', () => {
    const zone = 'America/New_York';
    expect(instantIn('2026-03-07T12:00', zone)).toBe('2026-03-07T17:00:00.000Z');
    expect(instantIn('2026-03-08T12:00', zone)).toBe('2026-03-08T16:00:00.000Z');
  });
});
