import { Temporal } from 'temporal-polyfill';
import { type Calendar } from './calendar.js';

/** How long a printed document's period is. Weeks are those of ISO 8601, from Monday. */
export const PERIOD_KINDS = ['week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Local days (YYYY-MM-DD), both inside. */
export interface WholePeriod {
  readonly kind: PeriodKind;
  readonly from: string;
  readonly to: string;
}

/** The period of a kind in which a day lies. */
function periodAround(kind: PeriodKind, day: Temporal.PlainDate): WholePeriod {
  const [from, next] = edges(kind, day);
  return { kind, from: from.toString(), to: next.subtract({ days: 1 }).toString() };
}

function edges(
  kind: PeriodKind,
  day: Temporal.PlainDate,
): readonly [from: Temporal.PlainDate, next: Temporal.PlainDate] {
  switch (kind) {
    case 'week': {
      const from = day.subtract({ days: day.dayOfWeek - 1 });
      return [from, from.add({ weeks: 1 })];
    }
    case 'month': {
      const from = day.with({ day: 1 });
      return [from, from.add({ months: 1 })];
    }
    case 'quarter': {
      const from = day.with({ day: 1, month: day.month - ((day.month - 1) % 3) });
      return [from, from.add({ months: 3 })];
    }
    case 'year': {
      const from = day.with({ day: 1, month: 1 });
      return [from, from.add({ years: 1 })];
    }
  }
}

/** The whole period that two local days are the ends of; null: they are those of none. */
export function wholePeriod(from: string, to: string): WholePeriod | null {
  const day = Temporal.PlainDate.from(from);
  const periods = PERIOD_KINDS.map((kind) => periodAround(kind, day));
  return periods.find((one) => one.from === from && one.to === to) ?? null;
}

const WRITTEN = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|W(0[1-9]|[1-4]\d|5[0-3])))?$/;

/** Reads `2026`, `2026-Q1`, `2026-03` and `2026-W10`; null: it is none, or a week that the year does not have. */
export function readPeriod(text: string): WholePeriod | null {
  const [, written, month, quarter, week] = WRITTEN.exec(text) ?? [];
  if (written === undefined) return null;
  const year = Number(written);
  const first = new Temporal.PlainDate(year, 1, 1);
  if (month !== undefined) return periodAround('month', first.with({ month: Number(month) }));
  if (quarter !== undefined) {
    return periodAround('quarter', first.with({ month: Number(quarter) * 3 }));
  }
  if (week === undefined) return periodAround('year', first);
  // The fourth of January is in the first week, whatever the year begins with.
  const day = first.with({ day: 4 }).add({ weeks: Number(week) - 1 });
  return day.yearOfWeek === year ? periodAround('week', day) : null;
}

/** Writes a period as `readPeriod` reads it. */
export function writePeriod({ kind, from }: WholePeriod): string {
  const { year, month, yearOfWeek, weekOfYear } = Temporal.PlainDate.from(from);
  const two = (value: number): string => String(value).padStart(2, '0');
  const four = (value: number): string => String(value).padStart(4, '0');
  switch (kind) {
    case 'week':
      return `${four(yearOfWeek ?? year)}-W${two(weekOfYear ?? 1)}`;
    case 'month':
      return `${four(year)}-${two(month)}`;
    case 'quarter':
      return `${four(year)}-Q${(month + 2) / 3}`;
    case 'year':
      return four(year);
  }
}

/** The period of the same kind before. */
export function wholePeriodBefore({ kind, from }: WholePeriod): WholePeriod {
  return periodAround(kind, Temporal.PlainDate.from(from).subtract({ days: 1 }));
}

/** A period that is over, and when its document goes out. */
export interface EndedPeriod {
  readonly period: WholePeriod;
  /** The first working instant after its last one. */
  readonly goesOut: Date;
}

/**
 * The last period of a kind whose document may have gone out by now: what a process that was down catches up
 * with, and nothing before it.
 * @param zone in which the days of the figures are
 * @param calendar the working hours
 */
export function lastEndedPeriod(
  kind: PeriodKind,
  zone: string,
  calendar: Pick<Calendar, 'nextWorking'>,
  now: Date,
): EndedPeriod {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  let period = wholePeriodBefore(periodAround(kind, today));
  for (;;) {
    const next = Temporal.PlainDate.from(period.to).add({ days: 1 });
    const goesOut = calendar.nextWorking(new Date(next.toZonedDateTime(zone).epochMilliseconds));
    if (goesOut <= now) return { period, goesOut };
    // Its end was a holiday, or it is early in the morning: then it is the one before that.
    period = wholePeriodBefore(period);
  }
}
