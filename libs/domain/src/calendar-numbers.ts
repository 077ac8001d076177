import { CalendarRangeError, FIRST_YEAR, LAST_YEAR } from './calendar-types.js';

/**
 * Local dates and times as plain numbers. A *day* is the count of days since 1970-01-01, a *time* the
 * milliseconds since local midnight, a *local* instant `day * DAY_MS + time`; none knows a zone.
 */
export const DAY_MS = 86_400_000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;
const MONTH_DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** 'YYYY-MM-DD' as a day; undefined if malformed or not in the calendar ('2026-02-30'). */
export function parseDate(text: string): number | undefined {
  const [, year, month, date] = DATE.exec(text) ?? [];
  if (year === undefined || Number(year) < 100) return undefined;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(date));
  // An overflow, such as 30 February, comes out in another month.
  const read = new Date(ms);
  const exists = read.getUTCMonth() + 1 === Number(month) && read.getUTCDate() === Number(date);
  return exists ? ms / DAY_MS : undefined;
}

/** 'HH:MM', 'HH:MM:SS' or 'HH:MM:SS.sss' as a time; '24:00' is the end of the day; undefined if malformed. */
export function parseTime(text: string): number | undefined {
  const [, hours, minutes, seconds = '0', fraction = '0'] = TIME.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const time =
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds) * 1000 +
    Number(fraction.padEnd(3, '0'));
  return time <= DAY_MS ? time : undefined;
}

/** 'MM-DD' as month * 100 + day, for comparing; undefined if malformed. */
export function parseMonthDay(text: string): number | undefined {
  if (!MONTH_DAY.test(text) || parseDate(`2000-${text}`) === undefined) return undefined;
  return Number(text.slice(0, 2)) * 100 + Number(text.slice(3));
}

/**
 * The day of a date that a caller passes. Throws RangeError if malformed, CalendarRangeError outside
 * the years 1900 to 2200.
 */
export function requireDay(date: string): number {
  const day = parseDate(date);
  if (day === undefined) {
    throw new RangeError(`"${date}" is not a date; write it as YYYY-MM-DD, such as 2026-03-02`);
  }
  const year = yearOf(day);
  if (year < FIRST_YEAR || year > LAST_YEAR) throw outside(date);
  return day;
}

/** The time that a caller passes; throws RangeError if malformed. */
export function requireTime(text: string): number {
  const time = parseTime(text);
  if (time === undefined) {
    throw new RangeError(`"${text}" is not a time of day; write it as HH:MM, such as 07:30`);
  }
  return time;
}

/** Epoch milliseconds of a Date that a caller passes; throws CalendarRangeError if invalid or absurd. */
export function requireInstant(instant: Date): number {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) {
    throw new CalendarRangeError(
      'the instant is not a valid date; check the text it was read from',
    );
  }
  const year = instant.getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) throw outside(instant.toISOString());
  return ms;
}

function outside(what: string): CalendarRangeError {
  return new CalendarRangeError(
    `${what} lies outside the years ${FIRST_YEAR} to ${LAST_YEAR} that calendars answer for; ` +
      'correct the instant, or the limit that led to it',
  );
}

export function dateText(day: number): string {
  const date = new Date(day * DAY_MS);
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** 'HH:MM:SS.sss' */
export function timeText(time: number): string {
  const hours = two(Math.floor(time / 3_600_000));
  const minutes = two(Math.floor(time / 60_000) % 60);
  const seconds = two(Math.floor(time / 1000) % 60);
  return `${hours}:${minutes}:${seconds}.${String(time % 1000).padStart(3, '0')}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

export function monthDayOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

export function firstDayOf(year: number): number {
  return Date.UTC(year, 0, 1) / DAY_MS;
}

/** 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
export function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Index of the last element <= x in an ascending array, -1 if there is none. */
export function lastAtMost(ascending: readonly number[], x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nth(ascending, middle) <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the first element >= x in an ascending array, its length if there is none. */
export function firstAtLeast(ascending: readonly number[], x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nth(ascending, middle) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The element at an index that is known to exist. */
export function nth(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no element ${index} among ${values.length}`);
  return value;
}
