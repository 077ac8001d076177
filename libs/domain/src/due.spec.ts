import { describe, expect, it } from '@jest/globals';

import { BOSTON, HUE, NEW_YORK_ALWAYS } from './calendar-samples.js';
import { type Calendar, compileCalendar } from './calendar.js';
import { dueAfterPause, dueOf, offsetFromDue } from './due.js';
import { type DayLimit, type Limit } from './limit.js';

const hue = compileCalendar(HUE);
const boston = compileCalendar(BOSTON);

function on(calendar: Calendar, local: string): Date {
  const [date = '', time = ''] = local.split(' ');
  return calendar.at(date, time);
}

function shown(calendar: Calendar, instant: Date): string {
  return `${calendar.localDate(instant)} ${calendar.localTime(instant).slice(0, 5)}`;
}

function due(limit: Limit, local: string, calendar: Calendar = hue): string {
  return shown(calendar, dueOf(limit, on(calendar, local), calendar));
}

function paused(limit: Limit, dueAt: string, from: string, to: string, calendar = hue): string {
  const pause = { from: on(calendar, from), to: on(calendar, to) };
  return shown(calendar, dueAfterPause(limit, on(calendar, dueAt), pause, calendar));
}

/** Huế: +7 working days, receipt day not counted, due at the end of that day. */
const HUE_7: DayLimit = {
  kind: 'working_days',
  days: 7,
  receiptDayCounts: false,
  nonWorkingDay: 'next_start',
  beforeHours: 'keep',
  afterHours: 'keep',
  due: 'end_of_day',
};
const BOSTON_2: DayLimit = {
  kind: 'working_days',
  days: 2,
  receiptDayCounts: false,
  nonWorkingDay: 'keep_time',
  beforeHours: 'keep',
  afterHours: 'next_start',
  due: 'same_time',
};
const EIGHT_HOURS: Limit = { kind: 'working_minutes', minutes: 480 };
const ONE_DAY_ELAPSED: Limit = { kind: 'elapsed', minutes: 1440 };

describe('Huế: seven working days, receipt day not counted, end of that day', () => {
  it('received Monday 2 March 2026 10:00 is due Wednesday 11 March 17:00', () => {
    expect(due(HUE_7, '2026-03-02 10:00')).toBe('2026-03-11 17:00');
  });

  it('a leg that U2 started on 10 March 09:00 is due 19 March 17:00', () => {
    expect(due(HUE_7, '2026-03-10 09:00')).toBe('2026-03-19 17:00');
  });

  it('received on Saturday, Monday is the first day: the rest of the weekend costs nothing', () => {
    expect(due({ ...HUE_7, days: 1 }, '2026-03-07 10:00')).toBe('2026-03-09 17:00');
    expect(due(HUE_7, '2026-03-07 10:00')).toBe('2026-03-17 17:00');
    expect(due(HUE_7, '2026-03-07 10:00')).toBe(due(HUE_7, '2026-03-06 16:00'));
  });

  it('received on Saturday, a receipt day that counts is still Monday', () => {
    expect(due({ ...HUE_7, receiptDayCounts: true }, '2026-03-07 10:00')).toBe('2026-03-17 17:00');
  });

  it('received on Saturday and kept as Monday’s receipt, Monday is spent as receipt day', () => {
    const limit: DayLimit = { ...HUE_7, days: 1, nonWorkingDay: 'keep_time' };
    expect(due(limit, '2026-03-07 10:00')).toBe('2026-03-10 17:00');
  });

  it('received after hours, the next working day is the first, moved there or not', () => {
    const limit: DayLimit = { ...HUE_7, days: 1 };
    expect(due(limit, '2026-03-02 18:00')).toBe('2026-03-03 17:00');
    expect(due({ ...limit, afterHours: 'next_start' }, '2026-03-02 18:00')).toBe(
      '2026-03-03 17:00',
    );
  });

  it('received after hours with the receipt day counted, the move to the next day decides', () => {
    const limit: DayLimit = { ...HUE_7, days: 2, receiptDayCounts: true };
    expect(due(limit, '2026-03-02 18:00')).toBe('2026-03-03 17:00');
    expect(due({ ...limit, afterHours: 'next_start' }, '2026-03-02 18:00')).toBe(
      '2026-03-04 17:00',
    );
  });

  it('ends by the season of the due, not of the receipt', () => {
    expect(due(HUE_7, '2026-03-25 10:00')).toBe('2026-04-03 17:30');
  });

  it('skips Tết and counts the Saturday that is worked instead', () => {
    expect(due({ ...HUE_7, days: 2 }, '2026-02-13 10:00')).toBe('2026-02-23 17:00');
  });
});

describe('Đà Nẵng: urgent within one working day, infrastructure within three', () => {
  const within = (days: number): DayLimit => ({
    ...HUE_7,
    days,
    beforeHours: 'day_start',
    afterHours: 'next_start',
    due: 'same_time',
  });

  it('urgent on Monday 10:00 is due Tuesday 10:00, on Friday 16:00 Monday 16:00', () => {
    expect(due(within(1), '2026-03-02 10:00')).toBe('2026-03-03 10:00');
    expect(due(within(1), '2026-03-06 16:00')).toBe('2026-03-09 16:00');
  });

  it('infrastructure on Wednesday 09:00 is due Monday 09:00', () => {
    expect(due(within(3), '2026-03-04 09:00')).toBe('2026-03-09 09:00');
  });

  it('outside hours the count begins at the next start of work', () => {
    expect(due(within(1), '2026-03-07 10:00')).toBe('2026-03-10 07:30');
    expect(due(within(1), '2026-03-02 18:00')).toBe('2026-03-04 07:30');
    expect(due(within(1), '2026-03-02 05:00')).toBe('2026-03-03 07:30');
  });
});

describe('Boston: weekend keeps its clock time on Monday, then the hours, then N working days', () => {
  it.each([
    ['inside hours keeps its time', '2011-07-05 10:15', '2011-07-07 10:15'],
    ['before 08:30 keeps its time', '2011-07-05 02:18', '2011-07-07 02:18'],
    ['exactly 17:00 is not after hours', '2011-07-05 17:00', '2011-07-07 17:00'],
    ['after 17:00 becomes 08:30 of the next working day', '2011-07-05 17:01', '2011-07-08 08:30'],
    ['Friday after 17:00 becomes Monday 08:30', '2011-07-08 19:00', '2011-07-13 08:30'],
    ['Saturday rolls to Monday', '2011-07-09 10:15', '2011-07-13 10:15'],
    ['Saturday 03:00 rolls to Monday 03:00', '2011-07-09 03:00', '2011-07-13 03:00'],
    [
      'Sunday 18:00 rolls to Monday 18:00, so Tuesday 08:30',
      '2011-07-10 18:00',
      '2011-07-14 08:30',
    ],
  ])('%s', (_rule, received, expected) => {
    expect(due(BOSTON_2, received, boston)).toBe(expected);
  });
});

describe('minute and elapsed limits', () => {
  it('8 working hours from 31 December 2025 15:00 are due 2 January 2026 14:30', () => {
    expect(due(EIGHT_HOURS, '2025-12-31 15:00')).toBe('2026-01-02 14:30');
  });

  it('24 h from Saturday 5 November 2011 12:00 in New York end on Sunday 11:00', () => {
    expect(due(ONE_DAY_ELAPSED, '2011-11-05 12:00', boston)).toBe('2011-11-06 11:00');
  });

  it('24 h over the spring change end an hour later by the clock', () => {
    expect(due(ONE_DAY_ELAPSED, '2011-03-12 12:00', boston)).toBe('2011-03-13 13:00');
  });

  it('a due at a clock time in the gap is the first instant after it', () => {
    const always = compileCalendar(NEW_YORK_ALWAYS);
    expect(due({ ...BOSTON_2, days: 1 }, '2011-03-12 02:30', always)).toBe('2011-03-13 03:00');
  });
});

describe('a due after a stopping pause', () => {
  it('10 to 12 March moves Huế’s 11 March to 13 March 17:00', () => {
    expect(paused(HUE_7, '2026-03-11 17:00', '2026-03-10 09:00', '2026-03-12 15:00')).toBe(
      '2026-03-13 17:00',
    );
  });

  it('10 March 10:00 to 14:00 moves nothing', () => {
    expect(paused(HUE_7, '2026-03-11 17:00', '2026-03-10 10:00', '2026-03-10 14:00')).toBe(
      '2026-03-11 17:00',
    );
  });

  it('over a weekend only the working day of resumption counts', () => {
    expect(paused(HUE_7, '2026-03-11 17:00', '2026-03-06 10:00', '2026-03-08 10:00')).toBe(
      '2026-03-11 17:00',
    );
    expect(paused(HUE_7, '2026-03-11 17:00', '2026-03-06 10:00', '2026-03-09 07:00')).toBe(
      '2026-03-12 17:00',
    );
  });

  it('takes the end of work of the season that it moves into', () => {
    expect(paused(HUE_7, '2026-03-31 17:00', '2026-03-30 10:00', '2026-03-31 10:00')).toBe(
      '2026-04-01 17:30',
    );
  });

  it('keeps the clock time where the policy is due at one', () => {
    const pause = ['2011-07-05 12:00', '2011-07-06 09:00'] as const;
    expect(paused(BOSTON_2, '2011-07-08 02:18', ...pause, boston)).toBe('2011-07-11 02:18');
  });

  it('moves one day where work ends at midnight, not two', () => {
    const always = compileCalendar(NEW_YORK_ALWAYS);
    const pause = ['2011-07-05 12:00', '2011-07-06 09:00'] as const;
    expect(paused(HUE_7, '2011-07-09 00:00', ...pause, always)).toBe('2011-07-10 00:00');
  });

  it('moves working minutes by the working time within the pause', () => {
    expect(paused(EIGHT_HOURS, '2026-03-03 10:00', '2026-03-02 11:00', '2026-03-02 14:00')).toBe(
      '2026-03-03 11:30',
    );
    expect(paused(EIGHT_HOURS, '2026-03-03 10:00', '2026-03-02 17:30', '2026-03-03 06:00')).toBe(
      '2026-03-03 10:00',
    );
  });

  it('moves elapsed time by elapsed time', () => {
    expect(
      paused(ONE_DAY_ELAPSED, '2026-03-03 10:00', '2026-03-02 22:00', '2026-03-03 01:00'),
    ).toBe('2026-03-03 13:00');
  });

  it('refuses a pause that ends before it begins', () => {
    expect(() =>
      paused(ONE_DAY_ELAPSED, '2026-03-03 10:00', '2026-03-03 01:00', '2026-03-02 22:00'),
    ).toThrow(/before it begins/);
  });
});

describe('warnings before a due and escalations after it', () => {
  it('count working minutes', () => {
    const promise = on(hue, '2026-03-11 17:00');
    expect(shown(hue, offsetFromDue(promise, -480, hue))).toBe('2026-03-10 17:00');
    expect(shown(hue, offsetFromDue(promise, -60, hue))).toBe('2026-03-11 16:00');
    expect(shown(hue, offsetFromDue(promise, 60, hue))).toBe('2026-03-12 08:30');
    expect(offsetFromDue(promise, 0, hue)).toEqual(promise);
  });
});
