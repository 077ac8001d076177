import { type Schema } from '../../../api/client.js';

export type CalendarBody = Schema<'CalendarBody'>;
export type Hours = CalendarBody['hours'][number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type DayKind = 'worked' | 'off' | 'holiday' | 'instead';

/** A day of the year as it is drawn. Dates are 'YYYY-MM-DD', on the calendar's own clock. */
export interface DrawnDay {
  readonly date: string;
  readonly weekday: Weekday;
  readonly kind: DayKind;
  /** What a holiday or a day worked instead is called. */
  readonly name: { readonly vi: string; readonly en: string } | null;
  readonly provisional: boolean;
  readonly periods: readonly (readonly string[])[];
}

const DAY_MS = 86_400_000;

function weekdayOf(date: string): Weekday {
  // Day 0 of 1970 was a Thursday.
  const days = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  return WEEKDAYS[(((days + 3) % 7) + 7) % 7] ?? 'mon';
}

/** The day so many days after another, before it where negative. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function inSeason({ season }: Hours, monthDay: string): boolean {
  if (!season) return true;
  const { from, to } = season;
  return from <= to ? monthDay >= from && monthDay <= to : monthDay >= from || monthDay <= to;
}

/** The hours in force on a day, the last of those that apply; null where none do. */
export function hoursOn({ hours }: CalendarBody, date: string): Hours | null {
  const inForce = (one: Hours): boolean =>
    one.from <= date &&
    (one.until === undefined || date <= one.until) &&
    inSeason(one, date.slice(5));
  return hours.findLast(inForce) ?? null;
}

function weekdayPeriods(hours: Hours | null, weekday: Weekday): readonly (readonly string[])[] {
  const week = hours?.week as Readonly<Partial<Record<Weekday, string[][]>>> | undefined;
  return week?.[weekday] ?? [];
}

/** What a replacement day without periods of its own is worked: its weekday, else Monday to Friday. */
function replacementPeriods(hours: Hours | null, weekday: Weekday): readonly (readonly string[])[] {
  const candidates = [weekday, ...WEEKDAYS.slice(0, 5)];
  return candidates.map((day) => weekdayPeriods(hours, day)).find(({ length }) => length > 0) ?? [];
}

/** What a day is. A day worked instead stands above a holiday, and both above the week. */
export function drawnDay(calendar: CalendarBody, date: string): DrawnDay {
  const weekday = weekdayOf(date);
  const hours = hoursOn(calendar, date);
  const instead = calendar.worked_days.find((one) => one.date === date);
  const holiday = calendar.holidays.find((one) => one.date === date);
  const of = { date, weekday };
  if (instead) {
    const { name, provisional = false } = instead;
    const periods = instead.periods ?? replacementPeriods(hours, weekday);
    return { ...of, kind: 'instead', name, provisional, periods };
  }
  if (holiday) {
    const { name, provisional = false } = holiday;
    return { ...of, kind: 'holiday', name, provisional, periods: [] };
  }
  const periods = weekdayPeriods(hours, weekday);
  const kind = periods.length > 0 ? 'worked' : 'off';
  return { ...of, kind, name: null, provisional: false, periods };
}

/** The days of one month, 1 to 12. */
export function monthDays(calendar: CalendarBody, year: number, month: number): DrawnDay[] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const days: DrawnDay[] = [];
  for (let date = first; date.slice(0, 7) === first.slice(0, 7); date = dayAfter(date, 1)) {
    days.push(drawnDay(calendar, date));
  }
  return days;
}

/** `07:30–11:30, 13:30–17:30` */
export function periodsText(periods: readonly (readonly string[])[]): string {
  return periods.map(([from, to]) => `${from ?? ''}–${to ?? ''}`).join(', ');
}

/** Periods as somebody types them; what is no pair stays as it is, and the server says so. */
export function readPeriods(text: string): string[][] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.split(/\s*[-–]\s*/).map((time) => time.trim().padStart(5, '0')));
}

/** The calendar with a day changed: a holiday, a day worked instead, or (null) what the week says. */
export function withDay(
  calendar: CalendarBody,
  date: string,
  day:
    | ({ readonly kind: 'holiday' } & Omit<CalendarBody['holidays'][number], 'date'>)
    | ({ readonly kind: 'instead' } & Omit<CalendarBody['worked_days'][number], 'date'>)
    | null,
): CalendarBody {
  const without = <Day extends { date: string }>(days: readonly Day[]): Day[] =>
    days.filter((one) => one.date !== date);
  const sorted = <Day extends { date: string }>(days: Day[]): Day[] =>
    days.sort((a, b) => a.date.localeCompare(b.date));
  const holidays = without(calendar.holidays);
  const worked_days = without(calendar.worked_days);
  if (day?.kind === 'holiday') {
    const { kind: _kind, ...rest } = day;
    return { ...calendar, holidays: sorted([...holidays, { date, ...rest }]), worked_days };
  }
  if (day?.kind === 'instead') {
    const { kind: _kind, ...rest } = day;
    return { ...calendar, holidays, worked_days: sorted([...worked_days, { date, ...rest }]) };
  }
  return { ...calendar, holidays, worked_days };
}
