import { describe, expect, it } from '@jest/globals';
import { type Schema } from '../../api/client.js';
import { byTimeLeft } from './by-time-left.js';
import { nextActs } from './next-acts.js';

type Clock = Schema<'ClockRunning'>;

function clock(subject: Clock['subject'], left: number, late = 0): Clock {
  return {
    ...{ subject, unit: null, zone: 'Asia/Ho_Chi_Minh', day_minutes: 450, counts: [] },
    ...{ left_minutes: left, late_minutes: late, due_at: '2026-03-11T10:00:00.000Z' },
    standing: late > 0 ? 'overdue' : 'running',
  };
}

describe('the order of a unit’s cases', () => {
  const rows = ['a', 'b', 'c', 'd'].map((code) => ({ code }));

  it('begins with what is latest, and ends with what has no deadline', () => {
    const clocks = new Map([
      ['b', [clock('leg', 90)]],
      ['c', [clock('leg', 0, 30)]],
      ['d', [clock('leg', 0, 600)]],
    ]);
    expect(byTimeLeft(rows, clocks).map(({ code }) => code)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('goes by the unit’s own leg, not by the promise', () => {
    const clocks = new Map([
      ['a', [clock('promise', 10), clock('leg', 300)]],
      ['b', [clock('promise', 20), clock('leg', 200)]],
    ]);
    expect(byTimeLeft(rows.slice(0, 2), clocks).map(({ code }) => code)).toEqual(['b', 'a']);
  });
});

describe('what comes next', () => {
  it('is nothing where a case has ended', () => {
    expect(nextActs('closed')).toEqual([]);
    expect(nextActs('offered')).toEqual(['claim']);
  });
});
