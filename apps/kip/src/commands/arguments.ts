import { type WholePeriod, readPeriod } from '#libs/domain';
import { InvalidArgumentError } from 'commander';

// How arguments are read: what is none is refused with what to write instead.

/** What the exit code of any command means. */
export const EXIT_CODES = `
Exit codes: 0 done; 1 done, and something is wrong with what was looked at;
2 the command or a setting is wrong; 3 it could not be done.`;

/** A whole number. */
export function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('give a whole number');
  return Number(text);
}

/** A number of things of which there must be one at least. */
export function some(text: string): number {
  const number = whole(text);
  if (number === 0) throw new InvalidArgumentError('give a whole number above 0');
  return number;
}

/** An instant with its offset: a time of nobody's zone would mean another one on another machine. */
export function instant(text: string): Date {
  const date = new Date(text);
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('give an instant such as 2026-07-01T00:00:00Z');
  }
  return date;
}

/** A date of the calendar, such as 2026-07-01. */
export function localDate(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  const isDate = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
  if (!isDate) throw new InvalidArgumentError('give a date such as 2026-07-01');
  return text;
}

/** A whole year, quarter, month or week, such as 2026, 2026-Q1, 2026-03 or 2026-W10. */
export function period(text: string): WholePeriod {
  const found = readPeriod(text);
  if (found) return found;
  throw new InvalidArgumentError('give a period such as 2026, 2026-Q1, 2026-03 or 2026-W10');
}

/** A whole year. */
export function wholeYear(text: string): WholePeriod {
  return period(String(whole(text)).padStart(4, '0'));
}
