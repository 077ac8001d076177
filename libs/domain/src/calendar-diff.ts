import { dayRules } from './calendar-compile.js';
import { dateText, firstDayOf, parseDate, yearOf } from './calendar-numbers.js';
import {
  type CalendarRevision,
  type CalendarText,
  type NamedDay,
  type Period,
  WEEKDAYS,
  type WorkedDay,
  type WorkHours,
} from './calendar-types.js';
import { minutesOf } from './calendar-year.js';

/** Which days a change is about. */
export type DayList = 'holidays' | 'workedDays';

/** One thing that differs between two revisions, as an administrator would say it. */
export type CalendarChange =
  | { readonly kind: 'zone'; readonly before: string; readonly after: string }
  | { readonly kind: 'name'; readonly before: CalendarText; readonly after: CalendarText }
  | { readonly kind: 'day_added' | 'day_removed'; readonly list: DayList; readonly day: WorkedDay }
  | {
      readonly kind: 'day_renamed' | 'day_confirmed' | 'day_in_doubt';
      readonly list: DayList;
      readonly before: NamedDay;
      readonly after: NamedDay;
    }
  | {
      readonly kind: 'day_hours';
      readonly date: string;
      /** Null: those of a weekday. */
      readonly before: readonly Period[] | null;
      readonly after: readonly Period[] | null;
    }
  | { readonly kind: 'hours_added' | 'hours_removed'; readonly hours: WorkHours }
  | {
      readonly kind: 'hours_changed' | 'hours_end';
      readonly before: WorkHours;
      readonly after: WorkHours;
    }
  | { readonly kind: 'hours_order' };

/** What the changes do to one year: how many days have other hours, and all the work of the year. */
export interface YearEffect {
  readonly year: number;
  readonly days: number;
  readonly first: string;
  readonly last: string;
  readonly minutesBefore: number;
  readonly minutesAfter: number;
}

/** Everything that differs between two revisions; both lists empty if nothing does. */
export interface CalendarDifference {
  readonly changes: readonly CalendarChange[];
  readonly effects: readonly YearEffect[];
}

/**
 * What would change if `after` took the place of `before`; both must have passed `checkCalendar`.
 * @param before null: there is no such calendar yet, so everything of `after` is added
 * @param through the year up to which effects are told at least
 */
export function compareCalendars(
  before: CalendarRevision | null,
  after: CalendarRevision,
  through: number,
): CalendarDifference {
  const old = before ?? { ...after, hours: [], holidays: [], workedDays: [] };
  return {
    changes: [
      ...(old.zone === after.zone
        ? []
        : [{ kind: 'zone' as const, before: old.zone, after: after.zone }]),
      ...nameChange(calendarName(old), calendarName(after)),
      ...hoursChanges(old.hours, after.hours),
      ...dayChanges('holidays', old.holidays, after.holidays),
      ...dayChanges('workedDays', old.workedDays, after.workedDays),
    ],
    effects: before ? effects(before, after, through) : [],
  };
}

/** How a calendar is called. */
export function calendarName({
  name,
  code,
}: Pick<CalendarRevision, 'name' | 'code'>): CalendarText {
  return name ?? { vi: code, en: code };
}

/** How a day is called. */
export function dayName({ name, nameEn }: NamedDay): CalendarText {
  return { vi: name, en: nameEn ?? name };
}

function nameChange(before: CalendarText, after: CalendarText): CalendarChange[] {
  return before.vi === after.vi && before.en === after.en ? [] : [{ kind: 'name', before, after }];
}

function dayChanges(
  list: DayList,
  before: readonly WorkedDay[],
  after: readonly WorkedDay[],
): CalendarChange[] {
  const old = new Map(before.map((day) => [day.date, day]));
  const now = new Map(after.map((day) => [day.date, day]));
  const dates = [...new Set([...old.keys(), ...now.keys()])].sort();
  return dates.flatMap((date) => changesOfDay(list, old.get(date), now.get(date)));
}

function changesOfDay(
  list: DayList,
  before: WorkedDay | undefined,
  after: WorkedDay | undefined,
): CalendarChange[] {
  if (!before) return after ? [{ kind: 'day_added', list, day: after }] : [];
  if (!after) return [{ kind: 'day_removed', list, day: before }];
  const changes: CalendarChange[] = [];
  const [oldName, newName] = [dayName(before), dayName(after)];
  if (oldName.vi !== newName.vi || oldName.en !== newName.en) {
    changes.push({ kind: 'day_renamed', list, before, after });
  }
  if (before.provisional !== after.provisional) {
    const kind = after.provisional ? 'day_in_doubt' : 'day_confirmed';
    changes.push({ kind, list, before, after });
  }
  if (!samePeriods(before.periods, after.periods)) {
    changes.push({
      kind: 'day_hours',
      date: after.date,
      before: before.periods ?? null,
      after: after.periods ?? null,
    });
  }
  return changes;
}

function samePeriods(
  before: readonly Period[] | undefined,
  after: readonly Period[] | undefined,
): boolean {
  if (!before || !after) return before === after;
  return (
    before.length === after.length &&
    before.every(({ from, to }, i) => from === after[i]?.from && to === after[i]?.to)
  );
}

/** Entries that begin on the same day for the same season are the same one, changed. */
function hoursKeys(hours: readonly WorkHours[]): ReadonlyMap<string, WorkHours> {
  const keyed = new Map<string, WorkHours>();
  for (const entry of hours) {
    const key = `${entry.from} ${entry.season?.from ?? ''} ${entry.season?.to ?? ''}`;
    let free = key;
    while (keyed.has(free)) free += '+';
    keyed.set(free, entry);
  }
  return keyed;
}

function hoursChanges(
  before: readonly WorkHours[],
  after: readonly WorkHours[],
): readonly CalendarChange[] {
  const old = hoursKeys(before);
  const now = hoursKeys(after);
  const changes: CalendarChange[] = [];
  for (const [key, hours] of old) {
    const next = now.get(key);
    if (!next) {
      changes.push({ kind: 'hours_removed', hours });
      continue;
    }
    if (hours.until !== next.until) {
      changes.push({ kind: 'hours_end', before: hours, after: next });
    }
    if (!sameWeek(hours.week, next.week)) {
      changes.push({ kind: 'hours_changed', before: hours, after: next });
    }
  }
  for (const [key, hours] of now) if (!old.has(key)) changes.push({ kind: 'hours_added', hours });
  const kept = (one: ReadonlyMap<string, WorkHours>, other: ReadonlyMap<string, WorkHours>) =>
    [...one.keys()].filter((key) => other.has(key)).join();
  // The last entry that applies wins, so the order of the list is part of what it says.
  if (kept(old, now) !== kept(now, old)) changes.push({ kind: 'hours_order' });
  return changes;
}

function sameWeek(before: WorkHours['week'], after: WorkHours['week']): boolean {
  return WEEKDAYS.every((day) => samePeriods(before[day] ?? [], after[day] ?? []));
}

function yearsOf({ hours, holidays, workedDays }: CalendarRevision): number[] {
  const dates = [
    ...hours.flatMap(({ from, until }) => (until === undefined ? [from] : [from, until])),
    ...[...holidays, ...workedDays].map(({ date }) => date),
  ];
  return dates.flatMap((date) => {
    const day = parseDate(date);
    return day === undefined ? [] : [yearOf(day)];
  });
}

function effects(
  before: CalendarRevision,
  after: CalendarRevision,
  through: number,
): readonly YearEffect[] {
  const years = [...yearsOf(before), ...yearsOf(after)];
  const oldSpans = dayRules(before);
  const newSpans = dayRules(after);
  const told: YearEffect[] = [];
  for (let year = Math.min(...years); year <= Math.max(through, ...years); year += 1) {
    const changed: number[] = [];
    let minutesBefore = 0;
    let minutesAfter = 0;
    for (let day = firstDayOf(year); day < firstDayOf(year + 1); day += 1) {
      const [old, now] = [oldSpans(day), newSpans(day)];
      minutesBefore += minutesOf(old);
      minutesAfter += minutesOf(now);
      if (String(old) !== String(now)) changed.push(day);
    }
    const [first] = changed;
    const last = changed.at(-1);
    if (first === undefined || last === undefined) continue;
    const [from, to] = [dateText(first), dateText(last)];
    told.push({ year, days: changed.length, first: from, last: to, minutesBefore, minutesAfter });
  }
  return told;
}
