import { describe, expect, it } from '@jest/globals';
import { type CalendarBody, dayAfter, drawnDay, monthDays, readPeriods, withDay } from './year.js';

const DAY = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];
const WINTER = [
  ['07:30', '11:30'],
  ['13:00', '17:00'],
];
const week = (day: string[][]) => ({ mon: day, tue: day, wed: day, thu: day, fri: day });
const TET = { vi: 'Tết', en: 'New Year' };

const CALENDAR: CalendarBody = {
  code: 'office',
  name: { vi: 'Giờ hành chính', en: 'Office hours' },
  zone: 'Asia/Ho_Chi_Minh',
  hours: [
    { from: '2026-01-01', season: { from: '04-01', to: '09-30' }, week: week(DAY) },
    { from: '2026-01-01', season: { from: '10-01', to: '03-31' }, week: week(WINTER) },
  ],
  holidays: [{ date: '2026-02-17', name: TET }],
  worked_days: [{ date: '2026-02-28', name: TET, provisional: true }],
};

describe('a day as it is drawn', () => {
  it('has the hours of its season, also of one that goes over the new year', () => {
    expect(drawnDay(CALENDAR, '2026-06-01')).toMatchObject({ kind: 'worked', periods: DAY });
    expect(drawnDay(CALENDAR, '2026-11-24')).toMatchObject({ weekday: 'tue', periods: WINTER });
    expect(drawnDay(CALENDAR, '2026-03-31')).toMatchObject({ periods: WINTER });
  });

  it('is not worked at a weekend, on a holiday, and before any hours are in force', () => {
    expect(drawnDay(CALENDAR, '2026-06-06')).toMatchObject({ weekday: 'sat', kind: 'off' });
    expect(drawnDay(CALENDAR, '2026-02-17')).toMatchObject({ kind: 'holiday', periods: [] });
    expect(drawnDay(CALENDAR, '2025-06-02')).toMatchObject({ kind: 'off' });
  });

  it('worked instead, has the hours of a usual day, and stands above a holiday', () => {
    const instead = { kind: 'instead', periods: WINTER, provisional: true };
    expect(drawnDay(CALENDAR, '2026-02-28')).toMatchObject(instead);
    const both = { ...CALENDAR, holidays: [{ date: '2026-02-28', name: TET }] };
    expect(drawnDay(both, '2026-02-28')).toMatchObject(instead);
  });
});

describe('the days of a month', () => {
  it('are all of them, in a leap year too', () => {
    expect(monthDays(CALENDAR, 2028, 2)).toHaveLength(29);
    expect(monthDays(CALENDAR, 2026, 12).at(-1)?.date).toBe('2026-12-31');
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('a changed day', () => {
  it('is what it was made, once, in the order of the dates', () => {
    const made = withDay(CALENDAR, '2026-01-02', { kind: 'holiday', name: TET });
    expect(made.holidays.map(({ date }) => date)).toEqual(['2026-01-02', '2026-02-17']);
    const instead = withDay(made, '2026-01-02', { kind: 'instead', name: TET });
    expect(instead.holidays).toEqual(CALENDAR.holidays);
    expect(instead.worked_days.map(({ date }) => date)).toEqual(['2026-01-02', '2026-02-28']);
    expect(withDay(instead, '2026-01-02', null)).toEqual(CALENDAR);
  });
});

describe('hours as somebody types them', () => {
  it('are read with either dash, and with an hour of one figure', () => {
    expect(readPeriods('7:30 - 11:30, 13:30–17:30')).toEqual(DAY);
    expect(readPeriods('  ')).toEqual([]);
  });
});
