import { describe, expect, it } from '@jest/globals';
import { otherRates, pointsOff } from './other-rates.js';
import { onTimeRate } from './rates.js';

const counts = {
  ...{ on_time: 60, late: 20, open_overdue: 20, open_in_time: 10, no_deadline: 5 },
  ...{ first_on_time: 70, first_late: 10, original_on_time: 50, original_late: 30 },
};

describe('the rate as other systems count', () => {
  it('leaves out what is late and open, or calls it in time', () => {
    expect(onTimeRate(counts)).toEqual({ part: 60, whole: 100 });
    expect(otherRates(counts)).toEqual({
      closed_only: { part: 60, whole: 80 },
      open_on_time: { part: 90, whole: 110 },
      no_deadline_on_time: { part: 65, whole: 105 },
      first_close: { part: 70, whole: 80 },
      original_date: { part: 50, whole: 100 },
    });
  });

  it('is so many points off, and off nothing where there is nothing', () => {
    expect(pointsOff({ part: 60, whole: 80 }, onTimeRate(counts))).toBeCloseTo(15);
    expect(pointsOff({ part: 0, whole: 0 }, onTimeRate(counts))).toBeNull();
    expect(pointsOff({ part: 1, whole: 2 }, { part: 0, whole: 0 })).toBeNull();
  });
});
