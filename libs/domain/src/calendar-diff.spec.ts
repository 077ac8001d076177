import { describe, expect, it } from '@jest/globals';

import { HUE } from './calendar-samples.js';
import { compareCalendars } from './calendar-diff.js';
import { type CalendarRevision } from './calendar-types.js';
import { changeWords, effectWords, hoursWords, weekWords } from './calendar-words.js';
import { calendarYear } from './calendar-year.js';

const NEW_YEAR = { date: '2026-01-01', name: 'Tết Dương lịch' };

/** The changes and effects in English, as an administrator reads them. */
function told(after: CalendarRevision, before: CalendarRevision | null = HUE): string[] {
  const { changes, effects } = compareCalendars(before, after, 2026);
  return [
    ...changes.map((change) => changeWords(change, 'en')),
    ...effects.map((effect) => effectWords(effect, 'en')),
  ];
}

describe('what differs between two revisions', () => {
  it('is nothing between a revision and itself', () => {
    expect(compareCalendars(HUE, HUE, 2030)).toEqual({ changes: [], effects: [] });
  });

  it('is told by date: added, removed, renamed, confirmed', () => {
    const [first, ...others] = HUE.holidays;
    expect(first).toEqual(NEW_YEAR);
    const added = { date: '2026-11-24', name: 'Ngày Văn hóa', nameEn: 'Culture Day' };
    expect(told({ ...HUE, holidays: [...others, added] })).toEqual([
      'holiday removed: 2026-01-01 "Tết Dương lịch"',
      'holiday added: 2026-11-24 "Culture Day"',
      '2026: 2 days have other hours (2026-01-01 – 2026-11-24); 2,048 → 2,048 working hours in the year',
    ]);
    const renamed = { ...NEW_YEAR, name: 'Năm mới', provisional: true as const };
    expect(told({ ...HUE, holidays: [renamed, ...others] })).toEqual([
      'holiday renamed: 2026-01-01 "Tết Dương lịch" → "Năm mới" (vi: "Năm mới")',
      'holiday becomes provisional: 2026-01-01 "Năm mới"',
    ]);
    expect(
      told(HUE, { ...HUE, holidays: [{ ...NEW_YEAR, provisional: true }, ...others] }),
    ).toEqual(['holiday no longer provisional: 2026-01-01 "Tết Dương lịch"']);
  });

  it('is told in hours: another week, another end, another order, with the effect on each year', () => {
    const [old, summer, winter] = HUE.hours;
    if (!old || !summer || !winter) throw new Error('the sample has three entries');
    const shorter = { ...summer, week: { ...summer.week, fri: [{ from: '07:30', to: '11:30' }] } };
    expect(told({ ...HUE, hours: [old, shorter, winter] })).toEqual([
      'hours from 2026-01-01 (season 04-01–09-30): Mon–Fri 07:30–11:30, 13:30–17:30 → ' +
        'Mon–Thu 07:30–11:30, 13:30–17:30; Fri 07:30–11:30',
      '2026: 26 days have other hours (2026-04-03 – 2026-09-25); 2,048 → 1,944 working hours in the year',
    ]);
    expect(told({ ...HUE, hours: [{ ...old, until: '2025-12-30' }, summer, winter] })).toEqual([
      'hours from 2021-01-01 to 2025-12-31 → from 2021-01-01 to 2025-12-30',
      '2025: 1 day has other hours (2025-12-31); 2,088 → 2,080 working hours in the year',
    ]);
    expect(told({ ...HUE, hours: [old, winter, summer] })).toEqual([
      'the order of the hours changes (the last one in force applies)',
    ]);
    expect(told({ ...HUE, zone: 'Asia/Bangkok' })).toEqual([
      'time zone: Asia/Ho_Chi_Minh → Asia/Bangkok',
    ]);
  });

  it('is told in hours of a worked day too', () => {
    const worked = HUE.workedDays.map((day) => ({
      ...day,
      periods: [{ from: '08:00', to: '11:00' }],
    }));
    expect(told({ ...HUE, workedDays: worked })[0]).toBe(
      'hours of the worked day 2026-02-21: those of a weekday → 08:00–11:00',
    );
  });

  it('is everything where there was no calendar', () => {
    const lines = told(HUE, null);
    expect(lines).toHaveLength(HUE.hours.length + HUE.holidays.length + HUE.workedDays.length);
    expect(lines.every((line) => line.includes('added'))).toBe(true);
  });

  it('is told in Vietnamese as well', () => {
    const { changes, effects } = compareCalendars(HUE, { ...HUE, holidays: [NEW_YEAR] }, 2026);
    expect(changes.map((change) => changeWords(change, 'vi'))[0]).toBe(
      'bỏ ngày nghỉ 16/02/2026 "Tết Nguyên đán"',
    );
    expect(effects.map((effect) => effectWords(effect, 'vi'))).toEqual([
      'năm 2026: 5 ngày đổi giờ (16/02/2026 – 20/02/2026); cả năm 2.048 → 2.088 giờ làm việc',
    ]);
  });
});

describe('a year of a calendar', () => {
  it('has its hours by date, its days, and the work of each month', () => {
    const year = calendarYear(HUE, 2026);
    expect(year.hours.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-01-01 2026-03-31',
      '2026-04-01 2026-09-30',
      '2026-10-01 2026-12-31',
    ]);
    expect(year.holidays).toHaveLength(6);
    expect(year.workedDays).toEqual([
      {
        date: '2026-02-21',
        name: 'Làm bù Tết Nguyên đán',
        periods: [
          { from: '07:30', to: '11:30' },
          { from: '13:00', to: '17:00' },
        ],
      },
    ]);
    // February 2026 has 20 weekdays: five off for Tết, and one Saturday worked.
    expect(year.months[1]).toEqual({ month: 2, days: 16, minutes: 16 * 480 });
    expect(year.months.reduce((sum, { days }) => sum + days, 0)).toBe(256);
  });

  it('says where no hours are in force', () => {
    expect(calendarYear(HUE, 2020).hours).toEqual([
      { from: '2020-01-01', to: '2020-12-31', week: null },
    ]);
  });
});

describe('hours in words', () => {
  it('put equal days in a row together', () => {
    const [morning, day] = [[{ from: '08:00', to: '12:00' }], [{ from: '08:00', to: '16:00' }]];
    const week = { mon: day, tue: day, wed: morning, sat: morning };
    expect(weekWords(week, 'vi')).toBe('T2–T3 08:00–16:00; T4 08:00–12:00; T7 08:00–12:00');
    expect(weekWords({}, 'en')).toBe('closed');
    const season = { from: '10-01', to: '03-31' };
    expect(hoursWords({ from: '2026-01-01', season, week }, 'vi')).toBe(
      'từ 01/01/2026 (mùa 01/10–31/03)',
    );
  });
});
