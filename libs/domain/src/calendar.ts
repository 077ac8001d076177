import { checkCalendar } from './calendar-check.js';
import { createTimeline } from './calendar-compile.js';
import {
  DAY_MS,
  dateText,
  firstAtLeast,
  lastAtMost,
  nth,
  requireDay,
  requireInstant,
  requireTime,
  timeText,
  yearOf,
} from './calendar-numbers.js';
import {
  CalendarRangeError,
  type CalendarRevision,
  InvalidCalendarError,
} from './calendar-types.js';
import { zoneTable } from './calendar-zone.js';

export {
  type CalendarPlace,
  type CalendarProblem,
  calendarProblems,
  checkCalendar,
} from './calendar-check.js';
export {
  CalendarRangeError,
  type CalendarRevision,
  type CalendarText,
  InvalidCalendarError,
  type NamedDay,
  type Period,
  type WorkedDay,
  type Weekday,
  type WorkHours,
  WEEKDAYS,
} from './calendar-types.js';

/** A stretch of time, half open. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
}

/**
 * A compiled revision. Instants are `Date`s (UTC, whole ms), durations ms, dates 'YYYY-MM-DD' and
 * times 'HH:MM[:SS[.sss]]' in the calendar's zone. Every answer is a binary search over compiled
 * years; a question outside them compiles more, up to the years 1900 and 2200.
 *
 * Any function throws `CalendarRangeError` on an instant or date outside those years, or where the
 * working time it looks for never comes; and `RangeError` on a malformed date, time or amount.
 */
export interface Calendar {
  readonly revision: CalendarRevision;
  /** `ms` >= 0 of working time after `from`. A sum on the edge of a break takes the earlier instant. */
  addWorking(from: Date, ms: number): Date;
  /** `ms` >= 0 of working time before `from`; on the edge of a break again the earlier instant. */
  subtractWorking(from: Date, ms: number): Date;
  /** Working ms within [a, b); 0 if b <= a. */
  workingBetween(a: Date, b: Date): number;
  /** Periods are half open: their first instant is worked, their last is not. */
  isWorking(t: Date): boolean;
  /** `t` itself if it is working time, else the start of the next period. */
  nextWorking(t: Date): Date;
  localDate(t: Date): string;
  /** 'HH:MM:SS.sss' */
  localTime(t: Date): string;
  /** A time in a daylight-saving gap becomes the first valid instant after it, in a fold the earlier. */
  at(date: string, time: string): Date;
  isWorkingDay(date: string): boolean;
  /** The n-th working day strictly after `date`, n >= 1. */
  workingDayAfter(date: string, n: number): string;
  /** Working days in (after, through]. */
  workingDaysIn(after: string, through: string): number;
  /** The stretches of working time within [a, b), earliest first; none if b <= a. */
  intervals(a: Date, b: Date): readonly Interval[];
  /** First instant of work on a working day. */
  startOfWork(date: string): Date;
  /** End of work on a working day, the first instant no longer worked. */
  endOfWork(date: string): Date;
}

/** Throws `InvalidCalendarError` with all problems of `checkCalendar`, if there are any. */
export function compileCalendar(revision: CalendarRevision): Calendar {
  const problems = checkCalendar(revision);
  if (problems.length > 0) throw new InvalidCalendarError(revision.code, problems);
  const zone = zoneTable(revision.zone);
  const line = createTimeline(revision);

  function localOf(t: Date): number {
    return zone.toLocal(requireInstant(t));
  }

  function cover(t: Date): number {
    const instant = requireInstant(t);
    line.cover(t.getUTCFullYear());
    return instant;
  }

  // Working time from the beginning of the compiled years to an instant.
  function workedUntil(instant: number): number {
    const i = lastAtMost(line.starts, instant);
    if (i < 0) return 0;
    return nth(line.worked, i) + Math.min(instant, nth(line.ends, i)) - nth(line.starts, i);
  }

  // The earliest instant with so much working time (> 0) before it.
  function earliest(worked: number): Date {
    const i = firstAtLeast(line.worked, worked) - 1;
    return new Date(nth(line.starts, i) + worked - nth(line.worked, i));
  }

  function neverAgain(direction: 'after' | 'before', what: string): CalendarRangeError {
    return new CalendarRangeError(
      `calendar ${revision.code} has not enough working time ${direction} ${what}; ` +
        'add hours with an effective date that reaches it, or correct the limit',
    );
  }

  function indexOfWorkingDay(date: string): number {
    const day = requireDay(date);
    line.cover(yearOf(day));
    const i = lastAtMost(line.days, day);
    return i >= 0 && line.days[i] === day ? i : -1;
  }

  function workEdge(edges: 'opens' | 'closes', date: string): Date {
    const i = indexOfWorkingDay(date);
    if (i < 0) {
      throw new RangeError(
        `${date} is not a working day of calendar ${revision.code}; ask for the next one first`,
      );
    }
    return new Date(nth(line[edges], i));
  }

  return {
    revision,
    addWorking(from, ms) {
      requireAmount(ms);
      const instant = cover(from);
      if (ms === 0) return new Date(instant);
      const target = workedUntil(instant) + ms;
      while (nth(line.worked, line.starts.length) < target) {
        if (!line.growLater()) throw neverAgain('after', from.toISOString());
      }
      return earliest(target);
    },
    subtractWorking(from, ms) {
      requireAmount(ms);
      const instant = cover(from);
      if (ms === 0) return new Date(instant);
      while (workedUntil(instant) <= ms) {
        if (line.growEarlier()) continue;
        // Exactly all there ever was: the earliest instant that has it is its very start.
        if (workedUntil(instant) === ms) return new Date(nth(line.starts, 0));
        throw neverAgain('before', from.toISOString());
      }
      return earliest(workedUntil(instant) - ms);
    },
    workingBetween(a, b) {
      const from = cover(a);
      const to = cover(b);
      return to <= from ? 0 : workedUntil(to) - workedUntil(from);
    },
    isWorking(t) {
      const instant = cover(t);
      const i = lastAtMost(line.starts, instant);
      return i >= 0 && instant < nth(line.ends, i);
    },
    nextWorking(t) {
      const instant = cover(t);
      const i = lastAtMost(line.starts, instant);
      if (i >= 0 && instant < nth(line.ends, i)) return new Date(instant);
      while (i + 1 >= line.starts.length) {
        if (!line.growLater()) throw neverAgain('after', t.toISOString());
      }
      return new Date(nth(line.starts, i + 1));
    },
    localDate(t) {
      return dateText(Math.floor(localOf(t) / DAY_MS));
    },
    localTime(t) {
      const local = localOf(t);
      return timeText(local - Math.floor(local / DAY_MS) * DAY_MS);
    },
    at(date, time) {
      return new Date(zone.toInstant(requireDay(date) * DAY_MS + requireTime(time)));
    },
    isWorkingDay(date) {
      return indexOfWorkingDay(date) >= 0;
    },
    workingDayAfter(date, n) {
      if (!Number.isInteger(n) || n < 1) {
        throw new RangeError(`cannot count ${n} working days; the count is a whole number from 1`);
      }
      const day = requireDay(date);
      line.cover(yearOf(day));
      const i = lastAtMost(line.days, day) + n;
      while (i >= line.days.length) {
        if (!line.growLater()) throw neverAgain('after', date);
      }
      return dateText(nth(line.days, i));
    },
    workingDaysIn(after, through) {
      const from = requireDay(after);
      const to = requireDay(through);
      line.cover(yearOf(from));
      line.cover(yearOf(to));
      return Math.max(0, lastAtMost(line.days, to) - lastAtMost(line.days, from));
    },
    intervals(a, b) {
      const from = cover(a);
      const to = cover(b);
      const found: Interval[] = [];
      for (let i = Math.max(0, lastAtMost(line.starts, from)); i < line.starts.length; i += 1) {
        const start = Math.max(from, nth(line.starts, i));
        const end = Math.min(to, nth(line.ends, i));
        if (nth(line.starts, i) >= to) break;
        if (start < end) found.push({ from: new Date(start), to: new Date(end) });
      }
      return found;
    },
    startOfWork(date) {
      return workEdge('opens', date);
    },
    endOfWork(date) {
      return workEdge('closes', date);
    },
  };
}

function requireAmount(ms: number): void {
  if (Number.isSafeInteger(ms) && ms >= 0) return;
  throw new RangeError(`cannot count ${ms} ms of working time; the amount is whole ms, 0 or more`);
}
