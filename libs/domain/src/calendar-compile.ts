import {
  DAY_MS,
  firstDayOf,
  monthDayOf,
  parseDate,
  parseMonthDay,
  parseTime,
  weekdayIndex,
  yearOf,
} from './calendar-numbers.js';
import {
  type CalendarRevision,
  FIRST_YEAR,
  LAST_YEAR,
  type Period,
  WEEKDAYS,
  type WorkHours,
} from './calendar-types.js';
import { zoneTable } from './calendar-zone.js';

/** Times of one local day, ms since its midnight. */
export type Span = readonly [from: number, to: number];

/**
 * Working time as sorted arrays of epoch ms, over whole years, grown as questions need them. Interval
 * i is [starts[i], ends[i]); `worked[i]` is the working time before it, so `worked` is one longer.
 * Working day j is `days[j]`, from `opens[j]` to `closes[j]`. Growing replaces the arrays: read them
 * from the timeline after every growth.
 */
export interface Timeline {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly worked: readonly number[];
  readonly days: readonly number[];
  readonly opens: readonly number[];
  readonly closes: readonly number[];
  /** Compiles the year and its neighbours, as far as the revision has working time there at all. */
  cover(year: number): void;
  /** Compiles more years; false if there is none left that could hold working time. */
  growLater(): boolean;
  growEarlier(): boolean;
}

/** An entry of the hours with its dates as numbers and its periods as spans, Monday first. */
interface CompiledHours {
  readonly from: number;
  readonly until: number;
  readonly season: readonly [first: number, last: number] | undefined;
  readonly week: readonly (readonly Span[])[];
}

// A malformed entry is in force on no day; `checkCalendar` has named it.
function compileHours(hours: readonly WorkHours[]): readonly CompiledHours[] {
  return hours.map((entry) => ({
    from: parseDate(entry.from) ?? Infinity,
    until: entry.until === undefined ? Infinity : (parseDate(entry.until) ?? -Infinity),
    season: entry.season && [
      parseMonthDay(entry.season.from) ?? Infinity,
      parseMonthDay(entry.season.to) ?? -Infinity,
    ],
    week: WEEKDAYS.map((name) => spansOf(entry.week[name] ?? [])),
  }));
}

function applies(entry: CompiledHours, day: number): boolean {
  if (day < entry.from || day > entry.until) return false;
  if (entry.season === undefined) return true;
  const [first, last] = entry.season;
  const now = monthDayOf(day);
  return first <= last ? first <= now && now <= last : now >= first || now <= last;
}

/** Which entry of the hours is in force on a local day: its index, -1 where none is. */
export function hoursInForce(hours: readonly WorkHours[]): (day: number) => number {
  const entries = compileHours(hours);
  return (day) => entries.findLastIndex((entry) => applies(entry, day));
}

function spansOf(periods: readonly Period[]): readonly Span[] {
  return periods
    .map((period): Span => [parseTime(period.from) ?? 0, parseTime(period.to) ?? 0])
    .sort((a, b) => a[0] - b[0]);
}

/**
 * What a replacement day without periods of its own is worked (see `CalendarRevision`): undefined if
 * no hours are in force on that day, empty if those in force have none from Monday to Friday.
 */
export function replacementSpans(
  hours: readonly WorkHours[],
  day: number,
): readonly Span[] | undefined {
  return replacement(compileHours(hours), day);
}

function replacement(hours: readonly CompiledHours[], day: number): readonly Span[] | undefined {
  const week = hours.findLast((entry) => applies(entry, day))?.week;
  if (!week) return undefined;
  const candidates = [week[weekdayIndex(day)], ...week.slice(0, 5)];
  return candidates.find((spans) => spans && spans.length > 0) ?? [];
}

/** The working spans of any local day, ascending. The revision must have passed `checkCalendar`. */
export function dayRules(revision: CalendarRevision): (day: number) => readonly Span[] {
  const hours = compileHours(revision.hours);
  const exceptions = new Map<number, readonly Span[]>();
  for (const holiday of revision.holidays) {
    const day = parseDate(holiday.date);
    if (day !== undefined) exceptions.set(day, []);
  }
  for (const worked of revision.workedDays) {
    const day = parseDate(worked.date);
    if (day === undefined) continue;
    exceptions.set(day, worked.periods ? spansOf(worked.periods) : (replacement(hours, day) ?? []));
  }
  return (day) =>
    exceptions.get(day) ??
    hours.findLast((entry) => applies(entry, day))?.week[weekdayIndex(day)] ??
    [];
}

/** First and last year that can hold working time at all, so that growing ends. */
function yearsOf(revision: CalendarRevision): readonly [first: number, last: number] {
  const year = (date: string): number => yearOf(parseDate(date) ?? firstDayOf(FIRST_YEAR));
  const replacements = revision.workedDays.map((worked) => year(worked.date));
  const first = Math.min(...revision.hours.map((entry) => year(entry.from)), ...replacements);
  const last = Math.max(
    ...revision.hours.map((entry) => (entry.until === undefined ? LAST_YEAR : year(entry.until))),
    ...replacements,
  );
  return [Math.max(FIRST_YEAR, first), Math.min(LAST_YEAR, last)];
}

/** Compiles lazily: nothing is computed before the first question. */
export function createTimeline(revision: CalendarRevision): Timeline {
  const zone = zoneTable(revision.zone);
  const spansOn = dayRules(revision);
  const [firstYear, lastYear] = yearsOf(revision);
  const line = {
    starts: [] as number[],
    ends: [] as number[],
    worked: [0],
    days: [] as number[],
    opens: [] as number[],
    closes: [] as number[],
    cover,
    growLater,
    growEarlier,
  };
  let low = Infinity;
  let high = -Infinity;

  // Appends the working time of whole years, which must follow what the arrays hold.
  function append(from: number, to: number): void {
    let total = line.worked[line.worked.length - 1] ?? 0;
    for (let day = firstDayOf(from); day < firstDayOf(to + 1); day += 1) {
      let opens: number | undefined;
      let closes = 0;
      for (const [begin, end] of spansOn(day)) {
        const start = zone.toInstant(day * DAY_MS + begin);
        const stop = zone.toInstant(day * DAY_MS + end);
        // A period that lies in a daylight-saving gap does not exist on that day.
        if (stop <= start) continue;
        line.starts.push(start);
        line.ends.push(stop);
        total += stop - start;
        line.worked.push(total);
        opens ??= start;
        closes = stop;
      }
      if (opens === undefined) continue;
      line.days.push(day);
      line.opens.push(opens);
      line.closes.push(closes);
    }
  }

  function clip(year: number): number {
    return Math.min(lastYear, Math.max(firstYear, year));
  }

  function compile(from: number, to: number): void {
    if (from === low && to > high) {
      append(high + 1, to);
    } else {
      line.starts = [];
      line.ends = [];
      line.worked = [0];
      line.days = [];
      line.opens = [];
      line.closes = [];
      append(from, to);
    }
    low = from;
    high = to;
  }

  function cover(year: number): void {
    const from = Math.min(low, clip(year - 1));
    const to = Math.max(high, clip(year + 1));
    if (from === low && to === high) return;
    compile(from, to);
  }

  // Doubling keeps the recompilation that earlier years need cheap on the whole.
  function growEarlier(): boolean {
    if (low <= firstYear) return false;
    compile(clip(low - (high - low + 1)), high);
    return true;
  }

  function growLater(): boolean {
    if (high >= lastYear) return false;
    compile(low, clip(high + (high - low + 1)));
    return true;
  }

  return line;
}
