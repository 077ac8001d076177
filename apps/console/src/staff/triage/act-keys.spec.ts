import { describe, expect, it } from '@jest/globals';
import { nextOf } from './act-keys.js';

describe('moving through a list', () => {
  const rows = ['a', 'b', 'c'].map((code) => ({ code }));

  it('stays within it', () => {
    expect(nextOf(rows, 'a', 1)).toBe('b');
    expect(nextOf(rows, 'c', 1)).toBe('c');
    expect(nextOf(rows, 'a', -1)).toBe('a');
  });

  it('begins at its beginning, and is nowhere where it is empty', () => {
    expect(nextOf(rows, null, 1)).toBe('a');
    expect(nextOf(rows, 'gone', -1)).toBe('a');
    expect(nextOf([], 'a', 1)).toBeNull();
  });
});
