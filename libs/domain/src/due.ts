import { type Calendar } from './calendar.js';
import { type DayLimit, type Limit } from './limit.js';

const MINUTE_MS = 60_000;

/**
 * The due instant of a limit counted from `start` (receipt, reopening or the start of a leg) in the
 * calendar that was frozen there. Throws what the calendar throws. Rule: clock law 6.
 */
export function dueOf(limit: Limit, start: Date, calendar: Calendar): Date {
  switch (limit.kind) {
    case 'working_days':
      return dayDue(limit, start, calendar);
    case 'working_minutes':
      return calendar.addWorking(start, limit.minutes * MINUTE_MS);
    case 'elapsed':
      return new Date(start.getTime() + limit.minutes * MINUTE_MS);
  }
}

/** Where a day limit begins to count. `wholeDay`: it was moved to the start of `date`, all of which lies ahead. */
interface Receipt {
  readonly date: string;
  readonly time: string;
  readonly wholeDay: boolean;
}

function dayDue(limit: DayLimit, start: Date, calendar: Calendar): Date {
  const receipt = receiptOf(limit, start, calendar);
  const date = daysOn(receipt.date, furtherDays(limit, receipt), calendar);
  switch (limit.due) {
    case 'end_of_day':
      return calendar.endOfWork(date);
    case 'same_time':
      return calendar.at(date, receipt.time);
  }
}

/** Working days after that of the receipt until the last one that counts. */
function furtherDays(limit: DayLimit, receipt: Receipt): number {
  const first = limit.receiptDayCounts || (receipt.wholeDay && limit.due === 'end_of_day');
  return limit.days - (first ? 1 : 0);
}

/** The days that a day limit counts from `start`, as local dates in order; `dueOf` falls on the last. */
export function countedDays(
  limit: DayLimit,
  start: Date,
  calendar: Calendar,
): { readonly receiptDate: string; readonly days: readonly string[] } {
  const receipt = receiptOf(limit, start, calendar);
  const further = furtherDays(limit, receipt);
  const days = Array.from({ length: limit.days }, (_, index) =>
    daysOn(receipt.date, index + 1 + further - limit.days, calendar),
  );
  return { receiptDate: receipt.date, days };
}

// First the rule for days that are not worked, then the rules for the hours: `Limit` says why.
function receiptOf(limit: DayLimit, start: Date, calendar: Calendar): Receipt {
  let date = calendar.localDate(start);
  const time = calendar.localTime(start);
  let instant = start;
  if (!calendar.isWorkingDay(date)) {
    date = calendar.workingDayAfter(date, 1);
    if (limit.nonWorkingDay === 'next_start') return atStartOf(date, calendar);
    instant = calendar.at(date, time);
  }
  if (limit.afterHours === 'next_start' && instant > calendar.endOfWork(date)) {
    return atStartOf(calendar.workingDayAfter(date, 1), calendar);
  }
  if (limit.beforeHours === 'day_start' && instant < calendar.startOfWork(date)) {
    return { ...atStartOf(date, calendar), wholeDay: false };
  }
  return { date, time, wholeDay: false };
}

function atStartOf(date: string, calendar: Calendar): Receipt {
  return { date, time: calendar.localTime(calendar.startOfWork(date)), wholeDay: true };
}

function daysOn(date: string, further: number, calendar: Calendar): string {
  return further === 0 ? date : calendar.workingDayAfter(date, further);
}

/**
 * The due after a stopping pause [from, to) has ended (clock law 3). Minute policies move by the
 * working time within the pause, elapsed ones by its elapsed time, day policies by the number of
 * working days in (day of pause, day of resumption]: to the end of work of the new day, which another
 * season may set, or to the due's own clock time. A pause that holds none of what is counted moves
 * nothing. Throws RangeError if the pause ends before it begins.
 */
export function dueAfterPause(
  limit: Limit,
  due: Date,
  pause: { from: Date; to: Date },
  calendar: Calendar,
): Date {
  if (pause.to < pause.from) {
    throw new RangeError(
      `the pause ends (${pause.to.toISOString()}) before it begins (${pause.from.toISOString()}); ` +
        'pass the instant of resumption as its end',
    );
  }
  switch (limit.kind) {
    case 'working_days':
      return dayDueAfterPause(limit, due, pause, calendar);
    case 'working_minutes':
      return calendar.addWorking(due, calendar.workingBetween(pause.from, pause.to));
    case 'elapsed':
      return new Date(due.getTime() + pause.to.getTime() - pause.from.getTime());
  }
}

function dayDueAfterPause(
  limit: DayLimit,
  due: Date,
  pause: { from: Date; to: Date },
  calendar: Calendar,
): Date {
  const moved = calendar.workingDaysIn(
    calendar.localDate(pause.from),
    calendar.localDate(pause.to),
  );
  if (moved === 0) return new Date(due);
  switch (limit.due) {
    case 'end_of_day': {
      // Where work ends at midnight, the due is the first instant of the day after its own.
      const date = calendar.localDate(new Date(due.getTime() - 1));
      return calendar.endOfWork(calendar.workingDayAfter(date, moved));
    }
    case 'same_time':
      return calendar.at(
        calendar.workingDayAfter(calendar.localDate(due), moved),
        calendar.localTime(due),
      );
  }
}

/**
 * An instant so many working minutes from a due: negative before it (a warning), positive after it
 * (an escalation), 0 the due itself. Whole minutes.
 */
export function offsetFromDue(due: Date, workingMinutes: number, calendar: Calendar): Date {
  return workingMinutes < 0
    ? calendar.subtractWorking(due, -workingMinutes * MINUTE_MS)
    : calendar.addWorking(due, workingMinutes * MINUTE_MS);
}
