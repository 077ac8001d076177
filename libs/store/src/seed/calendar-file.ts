import { plainToInstance } from 'class-transformer';
import {
  type CalendarPlace,
  type CalendarRevision,
  type CalendarText,
  type Period,
  WEEKDAYS,
  type WorkHours,
  calendarName,
  calendarProblems,
  dayName,
} from '#libs/domain';
import { type CalendarBody } from '../entities/reference.entities.js';
import {
  type EntryKind,
  type Read,
  type WrittenProblem,
  checkData,
  entriesYaml,
  readEntries,
  unknownField,
} from './entry-file.js';
import { calendarBody, storedCalendar } from './mapping.js';
import { type Located } from './seed.js';
import { CalendarShape } from './term-shapes.js';
import { type ShapeFault, shapeFaults } from './written.js';

/** A calendar that passed every check, as the store takes it. */
export interface CheckedCalendar {
  readonly code: string;
  readonly body: CalendarBody;
}

/** Calendars as they were read: all of them, or none and every problem. */
export interface ReadCalendars {
  readonly calendars: readonly CheckedCalendar[];
  readonly problems: readonly WrittenProblem[];
}

/** Places of the rules in the words of the file. */
function written(at: CalendarPlace): CalendarPlace {
  return at.map((part) => (part === 'workedDays' ? 'worked_days' : part));
}

/** What the rules say of a calendar whose shape is right. */
export function problemsOfCalendar({
  entry,
  at,
}: Pick<Located<CalendarShape>, 'entry' | 'at'>): WrittenProblem[] {
  return calendarProblems({ id: entry.code, code: entry.code, ...calendarBody(entry) }).map(
    (problem) => ({ place: at(written(problem.at)), text: problem.text }),
  );
}

const NAMES = {
  name: { vi: 'lịch', en: 'calendar' },
  fields: 'code, name, zone, hours, holidays, worked_days',
};

function faultText(fault: ShapeFault): CalendarText {
  if (fault.unknown) return unknownField(fault, NAMES);
  const { path, text } = fault;
  return { vi: `${path}${text} – sửa theo mẫu trong docs/calendars.md`, en: `${path}${text}` };
}

const CALENDARS: EntryKind<CheckedCalendar> = {
  ...NAMES,
  check(raw, at): Read<CheckedCalendar> {
    const entry = plainToInstance(CalendarShape, raw);
    const faults = shapeFaults(entry).map((fault) => ({
      place: at(fault.at),
      text: faultText(fault),
    }));
    const problems = faults.length > 0 ? faults : problemsOfCalendar({ entry, at });
    if (problems.length > 0) return { entries: [], problems };
    return { entries: [{ code: entry.code, body: storedCalendar(entry) }], problems };
  },
};

const calendarsOf = ({ entries, problems }: Read<CheckedCalendar>): ReadCalendars => ({
  calendars: entries,
  problems,
});

/**
 * Reads and checks a file of calendars, whole: with one problem anywhere nothing of it is used.
 * @param file how the file is called in places
 */
export function readCalendarFile(text: string, file: string): ReadCalendars {
  return calendarsOf(readEntries(text, file, CALENDARS));
}

/** Checks one calendar that came as data; places are paths of fields such as `holidays.3.date`. */
export function checkCalendarData(data: unknown): ReadCalendars {
  return calendarsOf(checkData(data, CALENDARS));
}

const pair = ({ from, to }: Period): [string, string] => [from, to];

type Pairs = readonly (readonly [string, string])[];

interface WrittenDay {
  readonly date: string;
  readonly name: CalendarText;
  readonly provisional?: boolean;
}

/** A calendar in the words of the file. */
export interface WrittenCalendar {
  readonly code: string;
  readonly name: CalendarText;
  readonly zone: string;
  readonly hours: readonly (Omit<WorkHours, 'week'> & {
    readonly week: Readonly<Record<string, Pairs>>;
  })[];
  readonly holidays: readonly WrittenDay[];
  readonly worked_days: readonly (WrittenDay & { readonly periods?: Pairs })[];
}

/** A revision in the words of the file, ready to be written as YAML or JSON. */
export function writtenCalendar(revision: CalendarRevision): WrittenCalendar {
  // The database keeps no order of names: they are put in the order in which people write them.
  const text = ({ vi, en }: CalendarText): CalendarText => ({ vi, en });
  return {
    code: revision.code,
    name: text(calendarName(revision)),
    zone: revision.zone,
    hours: revision.hours.map(({ from, until, season, week }) => ({
      from,
      ...(until === undefined ? {} : { until }),
      ...(season === undefined ? {} : { season: { from: season.from, to: season.to } }),
      week: Object.fromEntries(
        WEEKDAYS.flatMap((day) => (week[day] ? [[day, week[day].map(pair)]] : [])),
      ),
    })),
    holidays: revision.holidays.map((day) => ({
      date: day.date,
      name: text(dayName(day)),
      ...(day.provisional ? { provisional: true } : {}),
    })),
    worked_days: revision.workedDays.map((day) => ({
      date: day.date,
      name: text(dayName(day)),
      ...(day.provisional ? { provisional: true } : {}),
      ...(day.periods === undefined ? {} : { periods: day.periods.map(pair) }),
    })),
  };
}

const ON_ONE_LINE = new Set<unknown>(['name', 'season', 'periods', ...WEEKDAYS]);

/** YAML that `readCalendarFile` reads back as the same revisions. */
export function calendarYaml(revisions: readonly CalendarRevision[]): string {
  return entriesYaml(revisions.map(writtenCalendar), (key) => ON_ONE_LINE.has(key));
}
