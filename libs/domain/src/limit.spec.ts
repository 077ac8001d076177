import { describe, expect, it } from '@jest/globals';

import { checkLimit, type DayLimit, describeLimit } from './limit.js';

const sevenDays: DayLimit = {
  kind: 'working_days',
  days: 7,
  receiptDayCounts: false,
  nonWorkingDay: 'next_start',
  beforeHours: 'keep',
  afterHours: 'keep',
  due: 'end_of_day',
};

describe('a limit in words', () => {
  it('says days, working minutes and hours in Vietnamese', () => {
    expect(describeLimit(sevenDays, 'vi')).toBe('7 ngày làm việc');
    expect(describeLimit({ kind: 'working_minutes', minutes: 480 }, 'vi')).toBe(
      '480 phút làm việc',
    );
    expect(describeLimit({ kind: 'elapsed', minutes: 1440 }, 'vi')).toBe('24 giờ');
    expect(describeLimit({ kind: 'elapsed', minutes: 90 }, 'vi')).toBe('90 phút');
    expect(describeLimit({ kind: 'working_minutes', minutes: 2400 }, 'vi')).toBe(
      '2.400 phút làm việc',
    );
  });

  it('says one and many in English', () => {
    expect(describeLimit({ ...sevenDays, days: 2 }, 'en')).toBe('2 working days');
    expect(describeLimit({ ...sevenDays, days: 1 }, 'en')).toBe('1 working day');
    expect(describeLimit({ kind: 'elapsed', minutes: 60 }, 'en')).toBe('1 hour');
    expect(describeLimit({ kind: 'working_minutes', minutes: 2400 }, 'en')).toBe(
      '2,400 working minutes',
    );
  });
});

describe('a limit before it is stored', () => {
  it('is fine for seven days, eight hours, and 24 hours', () => {
    expect(checkLimit(sevenDays)).toEqual([]);
    expect(checkLimit({ kind: 'working_minutes', minutes: 480 })).toEqual([]);
    expect(checkLimit({ kind: 'elapsed', minutes: 1440 })).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN, 1e9])('is a whole number of a sane size, not %d', (amount) => {
    expect(checkLimit({ ...sevenDays, days: amount })[0]).toMatch(/give a whole number from 1/);
    expect(checkLimit({ kind: 'elapsed', minutes: amount })).toHaveLength(1);
    expect(checkLimit({ kind: 'working_minutes', minutes: amount })).toHaveLength(1);
  });

  it('may not make a report late at birth', () => {
    const today: DayLimit = { ...sevenDays, days: 1, receiptDayCounts: true };
    expect(checkLimit({ ...today, due: 'same_time' })[0]).toMatch(/due at once/);
    expect(checkLimit(today)[0]).toMatch(/after_hours: next_start/);
    expect(checkLimit({ ...today, afterHours: 'next_start' })).toEqual([]);
  });
});
