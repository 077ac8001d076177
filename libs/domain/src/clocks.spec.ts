import { describe, expect, it } from '@jest/globals';

import { filed, operator, staff } from './testing/story.js';

const APRIL = '2026-04-01T08:00';

describe('two clocks', () => {
  it('sets the promise at once from the stream, and once more by the category at the first assignment', () => {
    const story = filed('2026-03-02T10:00');
    expect(story.promise).toBe('2026-03-11T17:00');
    const first = story.on('2026-03-04T09:00', operator, {
      action: 'assign',
      unitCode: 'U1',
      words: 'hạ tầng',
      set: { categoryCode: 'infrastructure' },
    });
    expect(first.promise).toBe('2026-03-05T17:00');
    expect(first.legDues).toEqual(['2026-03-09T17:00']);
    const again = first
      .on('2026-03-04T10:00', staff('U1'), { action: 'refuse', reason: 'r' })
      .on('2026-03-04T11:00', operator, {
        action: 'assign',
        unitCode: 'U2',
        words: 'w',
        set: { categoryCode: 'long' },
      });
    expect(again.promise).toBe('2026-03-05T17:00');
    expect(again.legDues.at(-1)).toBe('2026-03-25T17:00');
  });

  it('does not let an assignment replace a promise that was missed in triage', () => {
    const story = filed('2026-03-02T10:00').on('2026-03-12T09:00', operator, {
      action: 'assign',
      unitCode: 'U1',
      words: 'w',
      set: { categoryCode: 'long' },
    });
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.resolved('2026-03-12T10:00', 'U1').classAt(APRIL)).toBe('late');
  });

  it('has no due under a policy without a deadline, and stands outside the rates', () => {
    const story = filed('2026-03-02T10:00', { categoryCode: 'no_deadline' }).assigned(
      '2026-03-02T10:00',
      'U1',
    );
    expect([story.promise, ...story.legDues]).toEqual([null, null]);
    expect(story.classAt(APRIL)).toBe('no_deadline');
  });
});
