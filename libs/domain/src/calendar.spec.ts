import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';

import { BOSTON, HUE, NEW_YORK_ALWAYS } from './calendar-samples.js';
import { type Calendar, CalendarRangeError, compileCalendar } from './calendar.js';

const hue = compileCalendar(HUE);
const boston = compileCalendar(BOSTON);
const always = compileCalendar(NEW_YORK_ALWAYS);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** 'YYYY-MM-DD HH:MM' on the calendar's wall clock. */
function on(calendar: Calendar, local: string): Date {
  const [date = '', time = ''] = local.split(' ');
  return calendar.at(date, time);
}

function shown(calendar: Calendar, instant: Date): string {
  return `${calendar.localDate(instant)} ${calendar.localTime(instant).slice(0, 5)}`;
}

function added(calendar: Calendar, local: string, ms: number): string {
  return shown(calendar, calendar.addWorking(on(calendar, local), ms));
}

const instants = fc
  .integer({ min: Date.parse('1995-01-01'), max: Date.parse('2060-01-01') })
  .chain((ms) => fc.constantFrom(ms, Math.round(ms / HOUR) * HOUR))
  .map((ms) => new Date(ms));
const seed = Number(process.env.KIP_SEED ?? Date.now() % 2 ** 31);
const settings = { seed, numRuns: 300 };

describe('adding working time', () => {
  it('counts across the lunch break', () => {
    expect(added(hue, '2026-03-02 11:00', 90 * MINUTE)).toBe('2026-03-02 14:00');
  });

  it('counts across a weekend', () => {
    expect(added(hue, '2026-03-06 16:00', 2 * HOUR)).toBe('2026-03-09 08:30');
  });

  it('counts across Tết to the Saturday that is worked instead', () => {
    expect(added(hue, '2026-02-13 16:30', HOUR)).toBe('2026-02-21 08:00');
    expect(added(hue, '2026-02-13 16:30', 9 * HOUR)).toBe('2026-02-23 08:00');
  });

  it('counts across the change to summer hours on 1 April', () => {
    expect(added(hue, '2026-03-31 16:30', 5 * HOUR)).toBe('2026-04-01 14:00');
  });

  it('8 working hours from 31 December 2025 15:00 end on 2 January 2026 14:30', () => {
    expect(added(hue, '2025-12-31 15:00', 8 * HOUR)).toBe('2026-01-02 14:30');
  });

  it('lands on the earlier side of a break, and of a weekend', () => {
    expect(added(hue, '2026-03-02 10:30', HOUR)).toBe('2026-03-02 11:30');
    expect(added(hue, '2026-03-06 16:00', HOUR)).toBe('2026-03-06 17:00');
  });

  it('begins at the next period when asked outside working time', () => {
    expect(added(hue, '2026-03-07 20:00', HOUR)).toBe('2026-03-09 08:30');
  });

  it('leaves the instant alone when there is nothing to add', () => {
    expect(added(hue, '2026-03-07 20:00', 0)).toBe('2026-03-07 20:00');
  });

  it('refuses a negative amount', () => {
    expect(() => hue.addWorking(new Date(), -1)).toThrow(/0 or more/);
  });
});

describe('subtracting working time', () => {
  it('goes back across lunch and the weekend', () => {
    const back = hue.subtractWorking(on(hue, '2026-03-09 08:30'), 5 * HOUR);
    expect(shown(hue, back)).toBe('2026-03-06 11:30');
  });

  it('refuses to go back before there were any hours', () => {
    expect(() => hue.subtractWorking(on(hue, '2021-01-04 09:00'), 100 * HOUR)).toThrow(
      CalendarRangeError,
    );
  });

  it('goes back to the very first working instant, and not beyond', () => {
    const start = on(hue, '2021-01-01 08:00');
    const later = hue.addWorking(start, 1234 * HOUR);
    expect(hue.subtractWorking(later, 1234 * HOUR)).toEqual(start);
    expect(() => hue.subtractWorking(later, 1234 * HOUR + 1)).toThrow(CalendarRangeError);
  });
});

describe('measuring and finding working time', () => {
  it('measures only working time', () => {
    const between = hue.workingBetween(on(hue, '2026-03-06 16:00'), on(hue, '2026-03-09 08:00'));
    expect(between).toBe(90 * MINUTE);
  });

  it('measures nothing backwards', () => {
    expect(hue.workingBetween(on(hue, '2026-03-09 08:00'), on(hue, '2026-03-06 16:00'))).toBe(0);
  });

  it('works from the first instant of a period to just before its last', () => {
    expect(hue.isWorking(on(hue, '2026-03-02 07:30'))).toBe(true);
    expect(hue.isWorking(on(hue, '2026-03-02 11:29'))).toBe(true);
    expect(hue.isWorking(on(hue, '2026-03-02 11:30'))).toBe(false);
    expect(hue.isWorking(on(hue, '2026-01-01 09:00'))).toBe(false);
  });

  it('finds the next working instant, which may be now', () => {
    expect(shown(hue, hue.nextWorking(on(hue, '2026-03-02 08:15')))).toBe('2026-03-02 08:15');
    expect(shown(hue, hue.nextWorking(on(hue, '2026-03-02 11:30')))).toBe('2026-03-02 13:00');
    expect(shown(hue, hue.nextWorking(on(hue, '2026-03-06 17:00')))).toBe('2026-03-09 07:30');
  });
});

describe('working days', () => {
  it('names the n-th working day after a date, over weekends and holidays', () => {
    expect(hue.workingDayAfter('2026-03-02', 7)).toBe('2026-03-11');
    expect(hue.workingDayAfter('2026-02-13', 1)).toBe('2026-02-21');
    expect(hue.workingDayAfter('2026-02-15', 2)).toBe('2026-02-23');
  });

  it('counts the working days after one date through another', () => {
    expect(hue.workingDaysIn('2026-03-10', '2026-03-12')).toBe(2);
    expect(hue.workingDaysIn('2026-03-06', '2026-03-09')).toBe(1);
    expect(hue.workingDaysIn('2026-03-10', '2026-03-10')).toBe(0);
    expect(hue.workingDaysIn('2026-03-12', '2026-03-10')).toBe(0);
  });

  it('opens and closes by the season', () => {
    expect(shown(hue, hue.endOfWork('2026-03-31'))).toBe('2026-03-31 17:00');
    expect(shown(hue, hue.endOfWork('2026-04-01'))).toBe('2026-04-01 17:30');
    expect(shown(hue, hue.endOfWork('2026-09-30'))).toBe('2026-09-30 17:30');
    expect(shown(hue, hue.endOfWork('2026-10-01'))).toBe('2026-10-01 17:00');
    expect(shown(hue, hue.startOfWork('2025-12-31'))).toBe('2025-12-31 08:00');
  });

  it('has no start of work on a holiday', () => {
    expect(() => hue.startOfWork('2026-01-01')).toThrow(/not a working day/);
  });
});

describe('the local clock of New York', () => {
  it('moves a time in the spring gap to the first valid instant after it', () => {
    expect(boston.at('2011-03-13', '02:30').toISOString()).toBe('2011-03-13T07:00:00.000Z');
    expect(boston.at('2011-03-13', '02:00').toISOString()).toBe('2011-03-13T07:00:00.000Z');
    expect(boston.at('2011-03-13', '03:00').toISOString()).toBe('2011-03-13T07:00:00.000Z');
  });

  it('takes the earlier of the two instants in the autumn fold', () => {
    expect(boston.at('2011-11-06', '01:30').toISOString()).toBe('2011-11-06T05:30:00.000Z');
    expect(boston.at('2011-11-06', '02:00').toISOString()).toBe('2011-11-06T07:00:00.000Z');
  });

  it('counts 23 and 25 working hours on the days of the change', () => {
    const hours = (from: string, to: string): number =>
      always.workingBetween(always.at(from, '00:00'), always.at(to, '00:00')) / HOUR;
    expect(hours('2011-03-13', '2011-03-14')).toBe(23);
    expect(hours('2011-11-06', '2011-11-07')).toBe(25);
  });

  it('drops a period that lies in the gap, and keeps the day', () => {
    const night = { from: '02:00', to: '03:00' };
    const calendar = compileCalendar({
      ...BOSTON,
      hours: [{ from: '2011-01-01', week: { sun: [night, { from: '08:00', to: '09:00' }] } }],
    });
    expect(shown(calendar, calendar.startOfWork('2011-03-13'))).toBe('2011-03-13 08:00');
    expect(shown(calendar, calendar.startOfWork('2011-03-20'))).toBe('2011-03-20 02:00');
  });

  it.each(['America/New_York', 'Asia/Ho_Chi_Minh', 'Pacific/Apia', 'Africa/Casablanca'])(
    'agrees with the date library on every instant in %s',
    (zone) => {
      const calendar = compileCalendar({ ...BOSTON, zone });
      fc.assert(
        fc.property(instants, (t) => {
          const known = Temporal.Instant.fromEpochMilliseconds(t.getTime())
            .toZonedDateTimeISO(zone)
            .toPlainDateTime();
          const [date, time] = known.toString({ fractionalSecondDigits: 3 }).split('T');
          expect([calendar.localDate(t), calendar.localTime(t)]).toEqual([date, time]);
          const back = known.toZonedDateTime(zone, { disambiguation: 'earlier' });
          expect(calendar.at(date ?? '', time ?? '').getTime()).toBe(back.epochMilliseconds);
        }),
        settings,
      );
    },
  );
});

describe('questions that lead out of the calendar', () => {
  it('refuses an absurd instant and says what to do', () => {
    expect(() => hue.isWorking(new Date('2201-01-01T00:00:00Z'))).toThrow(CalendarRangeError);
    expect(() => hue.isWorking(new Date(Number.NaN))).toThrow(CalendarRangeError);
    expect(() => hue.addWorking(new Date('1789-07-14T00:00:00Z'), 1)).toThrow(
      /correct the instant/,
    );
  });

  it('refuses a sum that goes beyond the last year', () => {
    expect(() => hue.addWorking(new Date(), 1e15)).toThrow(/correct the limit/);
    expect(() => hue.workingDayAfter('2026-03-02', 100_000)).toThrow(CalendarRangeError);
  });

  it('refuses to look for working time after the hours have ended', () => {
    const ended = compileCalendar({
      ...HUE,
      hours: HUE.hours.slice(0, 1),
      holidays: [],
      workedDays: [],
    });
    const afterwards = new Date('2026-05-01T00:00:00Z');
    expect(() => ended.nextWorking(afterwards)).toThrow(CalendarRangeError);
    expect(() => ended.addWorking(afterwards, 1)).toThrow(/add hours/);
    expect(ended.isWorking(afterwards)).toBe(false);
  });

  it('answers for years far apart, in any order', () => {
    const calendar = compileCalendar(BOSTON);
    expect(calendar.isWorkingDay('2150-06-01')).toBe(true);
    expect(calendar.isWorkingDay('2000-01-03')).toBe(true);
    expect(calendar.isWorkingDay('1999-12-31')).toBe(false);
    expect(calendar.workingDaysIn('2010-12-31', '2011-12-31')).toBe(260);
  });
});
