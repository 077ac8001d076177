import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/store';
import { instantOfId, placeBefore } from './event-place.js';

describe('the place of an event among ids', () => {
  it('is told by its id, and comes after the place before its instant', () => {
    const before = Date.now();
    const id = newId();
    const at = instantOfId(id);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
    expect(placeBefore(before) < id).toBe(true);
    expect(placeBefore((at ?? 0) + 1) > id).toBe(true);
  });

  it.each(['', 'x', '01800000-0000-4000-8000-000000000001', '01800000-0000-7000-8000-00000000000'])(
    'is none of %j',
    (id) => {
      expect(instantOfId(id)).toBeNull();
    },
  );

  it('before the beginning of time is the first of all', () => {
    expect(placeBefore(-1)).toBe('00000000-0000-0000-0000-000000000000');
  });
});
