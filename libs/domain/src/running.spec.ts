import { describe, expect, it } from '@jest/globals';
import { type RunningClock, runningClocks } from './running.js';
import { type Story, example, filed, local } from './testing/story.js';

const HOUR = 3_600_000;
const AHEAD = 24 * HOUR;

function at(story: Story, when: string): readonly RunningClock[] {
  return runningClocks(story.report, story.book, local(when), AHEAD);
}

function hours({ counts }: RunningClock): readonly (readonly [string, string])[] {
  return counts.map(({ from, to }) => [from.toISOString(), to.toISOString()] as const);
}

describe('a clock that runs', () => {
  const lunch = filed('2025-12-31T09:00', { categoryCode: 'working_hours' }).assigned(
    '2025-12-31T09:00',
    'U1',
  );

  it('counts in working time alone: not at lunch, not after the due', () => {
    const [, leg] = at(lunch, '2025-12-31T11:00');
    if (!leg) throw new Error('no leg');
    // 8 hours from 9:00: 2.5 before lunch, 4.5 after it, and the last one on 2 January.
    const [morning, afternoon] = hours(leg);
    expect(morning).toEqual([
      local('2025-12-31T11:00').toISOString(),
      local('2025-12-31T11:30').toISOString(),
    ]);
    expect(afternoon).toEqual([
      local('2025-12-31T13:00').toISOString(),
      local('2025-12-31T17:30').toISOString(),
    ]);
    expect(leg.dayMs).toBe(8 * HOUR);
  });

  it('does not count on a holiday, whose day is as long as the next day of work', () => {
    const [, leg] = at(lunch, '2026-01-01T10:00');
    if (!leg) throw new Error('no leg');
    // From 2026 on work begins at 7:30.
    expect(hours(leg)[0]?.[0]).toBe(local('2026-01-02T07:30').toISOString());
    expect(leg.dayMs).toBe(8 * HOUR);
  });

  it('goes on counting once it is overdue, and says of an open case what it has: a promise', () => {
    const [promise, ...legs] = at(example(), '2026-03-12T09:00');
    expect(legs).toHaveLength(example().report.legs.length);
    expect(promise?.account.standing).toBe('overdue');
    expect(promise && hours(promise)[0]?.[0]).toBe(local('2026-03-12T09:00').toISOString());
  });
});
