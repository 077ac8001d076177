import { type CalendarRevision, type Period } from './calendar-types.js';

/**
 * Calendars of the worked examples, for tests and demonstrations. Huế's holidays are only those that
 * the examples need: the full table is the administrator's.
 */

function everyWeekday(...periods: readonly Period[]): CalendarRevision['hours'][number]['week'] {
  return { mon: periods, tue: periods, wed: periods, thu: periods, fri: periods };
}

function period(from: string, to: string): Period {
  return { from, to };
}

/** Huế's office hours from 2021, with Tết 2026 (16 to 20 February, 21 worked instead of the 16th). */
export const HUE: CalendarRevision = {
  id: 'hue-1',
  code: 'hue-office',
  zone: 'Asia/Ho_Chi_Minh',
  hours: [
    {
      from: '2021-01-01',
      until: '2025-12-31',
      week: everyWeekday(period('08:00', '11:30'), period('13:00', '17:30')),
    },
    {
      from: '2026-01-01',
      season: { from: '04-01', to: '09-30' },
      week: everyWeekday(period('07:30', '11:30'), period('13:30', '17:30')),
    },
    {
      from: '2026-01-01',
      season: { from: '10-01', to: '03-31' },
      week: everyWeekday(period('07:30', '11:30'), period('13:00', '17:00')),
    },
  ],
  holidays: [
    { date: '2026-01-01', name: 'Tết Dương lịch' },
    ...['16', '17', '18', '19', '20'].map((day) => ({
      date: `2026-02-${day}`,
      name: 'Tết Nguyên đán',
    })),
  ],
  workedDays: [{ date: '2026-02-21', name: 'Làm bù Tết Nguyên đán' }],
};

/** Boston's: Monday to Friday 08:30 to 17:00, no holidays, with daylight saving. */
export const BOSTON: CalendarRevision = {
  id: 'boston-1',
  code: 'boston-311',
  zone: 'America/New_York',
  hours: [{ from: '2000-01-01', week: everyWeekday(period('08:30', '17:00')) }],
  holidays: [],
  workedDays: [],
};

const wholeDay = [period('00:00', '24:00')];

/** Around the clock in New York, so that every daylight-saving change falls into working time. */
export const NEW_YORK_ALWAYS: CalendarRevision = {
  id: 'ny-always-1',
  code: 'ny-always',
  zone: 'America/New_York',
  hours: [
    { from: '2000-01-01', week: { ...everyWeekday(...wholeDay), sat: wholeDay, sun: wholeDay } },
  ],
  holidays: [],
  workedDays: [],
};
