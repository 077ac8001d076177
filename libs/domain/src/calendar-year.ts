import { dayRules, hoursInForce, type Span } from './calendar-compile.js';
import {
  DAY_MS,
  dateText,
  firstDayOf,
  monthDayOf,
  parseDate,
  timeText,
} from './calendar-numbers.js';
import {
  type CalendarRevision,
  type NamedDay,
  type Period,
  type WorkedDay,
  type WorkHours,
} from './calendar-types.js';

/** Hours of the week that are in force from one date of the year to another, both included. */
export interface YearHours {
  readonly from: string;
  readonly to: string;
  /** Null: no hours are in force, so nothing is worked. */
  readonly week: WorkHours['week'] | null;
}

/** What one month holds, by the clock on the wall. */
export interface MonthWork {
  readonly month: number;
  readonly days: number;
  readonly minutes: number;
}

/** One year of a calendar as a person reads it. */
export interface CalendarYear {
  readonly year: number;
  readonly hours: readonly YearHours[];
  readonly holidays: readonly NamedDay[];
  /** Each with its periods, also those that it has from a weekday. */
  readonly workedDays: readonly WorkedDay[];
  readonly months: readonly MonthWork[];
}

/**
 * One year of a revision: the hours by date, the days that differ from them, the work of each month.
 * The revision must have passed `checkCalendar`.
 */
export function calendarYear(revision: CalendarRevision, year: number): CalendarYear {
  const ofYear = <Day extends NamedDay>(days: readonly Day[]): Day[] =>
    days
      .filter(({ date }) => date.startsWith(`${year}-`))
      .sort((a, b) => a.date.localeCompare(b.date));
  const spansOn = dayRules(revision);
  return {
    year,
    hours: hoursOf(revision, year),
    holidays: ofYear(revision.holidays),
    workedDays: ofYear(revision.workedDays).map((worked) => ({
      ...worked,
      periods: periodsOf(spansOn(parseDate(worked.date) ?? NaN)),
    })),
    months: monthsOf(revision, year),
  };
}

function hoursOf({ hours }: CalendarRevision, year: number): YearHours[] {
  const inForce = hoursInForce(hours);
  const ranges: { from: number; to: number; entry: number }[] = [];
  for (let day = firstDayOf(year); day < firstDayOf(year + 1); day += 1) {
    const entry = inForce(day);
    const last = ranges.at(-1);
    if (last?.entry === entry) last.to = day;
    else ranges.push({ from: day, to: day, entry });
  }
  return ranges.map(({ from, to, entry }) => ({
    from: dateText(from),
    to: dateText(to),
    week: hours[entry]?.week ?? null,
  }));
}

function monthsOf(revision: CalendarRevision, year: number): MonthWork[] {
  const spansOn = dayRules(revision);
  const months = Array.from({ length: 12 }, (_, i) => ({ month: i + 1, days: 0, minutes: 0 }));
  for (let day = firstDayOf(year); day < firstDayOf(year + 1); day += 1) {
    const minutes = minutesOf(spansOn(day));
    const month = months[Math.floor(monthDayOf(day) / 100) - 1];
    if (!month || minutes === 0) continue;
    month.days += 1;
    month.minutes += minutes;
  }
  return months;
}

/** Minutes of work within the spans of a day. */
export function minutesOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [from, to]) => sum + (to - from), 0) / 60_000;
}

/** The spans of a day as periods, midnight at its end as 24:00. */
function periodsOf(spans: readonly Span[]): readonly Period[] {
  const text = (time: number): string => (time === DAY_MS ? '24:00' : timeText(time).slice(0, 5));
  return spans.map(([from, to]) => ({ from: text(from), to: text(to) }));
}
