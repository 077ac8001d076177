import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

const PLACES = 2;
const SIZE = 100;

/** A pace after batches that took so long, one after the other, up to the instant returned. */
function after(durations: readonly number[]): { pace: Pace; now: number } {
  const pace = new Pace(PLACES, SIZE);
  let now = 0;
  for (const duration of durations) {
    const end = pace.begin(now);
    now += duration;
    end(now);
  }
  return { pace, now };
}

function busy(durations: readonly number[]): { pace: Pace; now: number } {
  const found = after(durations);
  for (let place = 0; place < PLACES; place += 1) found.pace.begin(found.now);
  return found;
}

describe('how long one more would wait', () => {
  it('is not at all while a place is free, however slow it has been', () => {
    const { pace, now } = after([5_000, 5_000]);
    expect(pace.waitMs(0, now)).toBe(0);
    pace.begin(now);
    expect(pace.waitMs(0, now)).toBe(0);
  });

  it('is those waiting by the rate of commits', () => {
    const { pace, now } = busy(Array<number>(20).fill(20));
    // Two places, a hundred each, in 20 ms: 10,000 a second.
    expect(pace.waitMs(0, now)).toBeCloseTo(10);
    expect(pace.waitMs(999, now)).toBeCloseTo(100);
    expect(pace.waitMs(5_000, now)).toBeCloseTo(510);
  });

  it('follows a server that slows down within a few batches', () => {
    const { pace, now } = busy([...Array<number>(20).fill(20), ...Array<number>(8).fill(400)]);
    expect(pace.waitMs(0, now)).toBeGreaterThan(180);
    expect(pace.waitMs(499, now)).toBeGreaterThan(900);
  });

  it('grows while those under way do not come back, from the first on', () => {
    const { pace, now } = busy([10]);
    expect(pace.waitMs(0, now)).toBeLessThan(10);
    expect(pace.waitMs(0, now + 2_000)).toBe(1_000);
    expect(busy([]).pace.waitMs(0, 2_000)).toBe(1_000);
  });

  it('forgets a batch that has come back, once', () => {
    const { pace } = after([]);
    const ends = [pace.begin(0), pace.begin(0)];
    ends[0]?.(10);
    ends[0]?.(9_000);
    expect(pace.waitMs(0, 9_000)).toBe(0);
    pace.begin(9_000);
    ends[1]?.(9_000);
    expect(pace.waitMs(0, 9_000)).toBe(0);
  });
});
