import { describe, expect, it } from '@jest/globals';

import { BOSTON, HUE, NEW_YORK_ALWAYS } from './calendar-samples.js';
import {
  type CalendarRevision,
  checkCalendar,
  compileCalendar,
  InvalidCalendarError,
} from './calendar.js';

function withMonday(...periods: [string, string][]): CalendarRevision {
  const mon = periods.map(([from, to]) => ({ from, to }));
  return { ...BOSTON, hours: [{ from: '2020-01-01', week: { mon } }] };
}

describe('a calendar before it is stored', () => {
  it.each([HUE, BOSTON, NEW_YORK_ALWAYS])('has no problems: $code', (revision) => {
    expect(checkCalendar(revision)).toEqual([]);
  });

  it.each(['Asia/Hue', '+07:00', ''])('needs an IANA zone, which "%s" is not', (zone) => {
    expect(checkCalendar({ ...HUE, zone })).toEqual([
      `the time zone "${zone}" is unknown; use an IANA name such as Asia/Ho_Chi_Minh`,
    ]);
  });

  it('names the two periods that overlap', () => {
    const [problem] = checkCalendar(withMonday(['13:00', '17:00'], ['08:00', '13:30']));
    expect(problem).toContain('mon: 08:00–13:30 and 13:00–17:00 overlap');
  });

  it('lets one period begin where another ends', () => {
    expect(checkCalendar(withMonday(['08:00', '12:00'], ['12:00', '24:00']))).toEqual([]);
  });

  it('refuses a reversed period and tells how to write a night', () => {
    const [problem] = checkCalendar(withMonday(['22:00', '06:00']));
    expect(problem).toMatch(/22:00–06:00 ends before it begins.*split it at midnight/);
  });

  it('refuses times and dates that do not exist', () => {
    expect(checkCalendar(withMonday(['7:30', '24:01']))[0]).toMatch(/write both times as HH:MM/);
    const holiday = { date: '2026-02-30', name: 'X' };
    expect(checkCalendar({ ...HUE, holidays: [holiday] })[0]).toMatch(/"2026-02-30" is not a date/);
    const season = { from: '02-29', to: '13-01' };
    const hours = HUE.hours.map((entry) => ({ ...entry, season }));
    expect(checkCalendar({ ...HUE, hours })[0]).toMatch(/"13-01" is not a day of the year/);
  });

  it('refuses a date that is both a holiday and worked', () => {
    const workedDays = [{ date: '2026-01-01', name: 'Trực' }];
    expect(checkCalendar({ ...HUE, workedDays })).toEqual([
      'worked day 2026-01-01 ("Trực") is also the holiday "Tết Dương lịch"; ' +
        'remove it from one of the two lists',
    ]);
  });

  it('refuses a date that is listed twice', () => {
    const holidays = [...HUE.holidays, { date: '2026-01-01', name: 'Nghỉ' }];
    expect(checkCalendar({ ...HUE, holidays })[0]).toMatch(/listed twice as a holiday/);
  });

  it('refuses a worked day for which no hours are in force', () => {
    const workedDays = [{ date: '2020-02-01', name: 'Làm bù' }];
    expect(checkCalendar({ ...HUE, workedDays })[0]).toMatch(
      /no hours are in force.*name its periods/,
    );
  });

  it('refuses hours that end before they begin', () => {
    const hours = HUE.hours.map((entry) => ({ ...entry, until: '2020-01-01' }));
    expect(checkCalendar({ ...HUE, hours, workedDays: [] })[0]).toMatch(/before they begin/);
  });

  it('refuses a calendar without any hours, which can never be compiled', () => {
    const empty = { ...HUE, hours: [], workedDays: [] };
    expect(checkCalendar(empty)).toEqual([
      'the calendar has no working hours at all; add hours with at least one period',
    ]);
    expect(() => compileCalendar(empty)).toThrow(InvalidCalendarError);
    const closed = { ...HUE, hours: [{ from: '2026-01-01', week: { mon: [] } }], workedDays: [] };
    expect(() => compileCalendar(closed)).toThrow(/no working hours/);
  });
});

describe('which hours apply', () => {
  const day = [{ from: '08:00', to: '16:00' }];
  const short = [{ from: '08:00', to: '12:00' }];

  it('the last entry that applies wins, as a whole week', () => {
    const calendar = compileCalendar({
      ...BOSTON,
      hours: [
        { from: '2020-01-01', week: { mon: day, tue: day } },
        { from: '2020-06-01', until: '2020-06-30', week: { mon: short } },
      ],
    });
    expect(calendar.localTime(calendar.endOfWork('2020-06-08'))).toBe('12:00:00.000');
    expect(calendar.isWorkingDay('2020-06-09')).toBe(false);
    expect(calendar.localTime(calendar.endOfWork('2020-07-06'))).toBe('16:00:00.000');
  });

  it('a replacement day has the hours of its own weekday, else of the first weekday that has any', () => {
    const hours = [{ from: '2020-01-01', week: { tue: day, sat: short } }];
    const workedDays = [
      { date: '2020-06-06', name: 'Saturday' },
      { date: '2020-06-07', name: 'Sunday' },
      { date: '2020-06-14', name: 'Sunday of its own', periods: [{ from: '06:00', to: '07:00' }] },
    ];
    const calendar = compileCalendar({ ...BOSTON, hours, workedDays });
    const end = (date: string): string => calendar.localTime(calendar.endOfWork(date)).slice(0, 5);
    expect(workedDays.map((worked) => end(worked.date))).toEqual(['12:00', '16:00', '07:00']);
  });
});
