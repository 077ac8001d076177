import { plainToInstance } from 'class-transformer';
import { Document, isMap, isPair, isScalar, isSeq, visit } from 'yaml';
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
import { calendarBody, storedCalendar } from './mapping.js';
import { type Located } from './seed.js';
import { CalendarShape } from './term-shapes.js';
import { type ShapeFault, entriesOf, shapeFaults } from './written.js';

/** What is wrong with a calendar that somebody wrote: where, what, and the remedy. */
export interface WrittenProblem {
  /** `calendars.yaml:12 hue-office`, or the path of a field where it came as JSON. */
  readonly place: string;
  readonly text: CalendarText;
}

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

const FIELDS = 'code, name, zone, hours, holidays, worked_days';

function faultText({ at, path, text, unknown }: ShapeFault): CalendarText {
  if (!unknown) {
    return { vi: `${path}${text} – sửa theo mẫu trong docs/calendars.md`, en: `${path}${text}` };
  }
  const field = at.join('.');
  const [known, knownVi] =
    at.length === 1 ? [`; an entry has ${FIELDS}`, `; một lịch gồm ${FIELDS}`] : ['', ''];
  return {
    vi: `không có trường "${field}"; bỏ đi hoặc sửa tên${knownVi}`,
    en: `there is no field "${field}"; remove it or correct its name${known}`,
  };
}

function check(raw: object, at: (path: CalendarPlace) => string): ReadCalendars {
  const entry = plainToInstance(CalendarShape, raw);
  const faults = shapeFaults(entry).map((fault) => ({
    place: at(fault.at),
    text: faultText(fault),
  }));
  const problems = faults.length > 0 ? faults : problemsOfCalendar({ entry, at });
  if (problems.length > 0) return { calendars: [], problems };
  return { calendars: [{ code: entry.code, body: storedCalendar(entry) }], problems };
}

/**
 * Reads and checks a file of calendars, whole: with one problem anywhere nothing of it is used.
 * @param file how the file is called in places
 */
export function readCalendarFile(text: string, file: string): ReadCalendars {
  const unreadable: string[] = [];
  const entries = entriesOf(text, file, unreadable);
  const read = entries.map(({ raw, at }) => check(raw, at));
  const problems: WrittenProblem[] = [
    ...unreadable.map((fault) => {
      const [, place = file, words = fault] = /^(.*?): (.*)$/s.exec(fault) ?? [];
      return { place, text: { vi: yamlVi(words), en: words } };
    }),
    ...read.flatMap((one) => one.problems),
  ];
  const seen = new Set<unknown>();
  for (const { raw, place } of entries) {
    const { code } = raw;
    if (seen.has(code)) {
      const vi = 'mã lịch này đã có ở trên; bỏ một trong hai hoặc đổi mã';
      problems.push({
        place,
        text: { vi, en: 'this code stands above too; remove or rename one' },
      });
    }
    seen.add(code);
  }
  if (entries.length === 0 && problems.length === 0) {
    const vi = 'tệp không có lịch nào; thêm ít nhất một mục bắt đầu bằng "- code:"';
    const en = 'the file holds no calendar; add at least one entry that begins with "- code:"';
    problems.push({ place: file, text: { vi, en } });
  }
  return { calendars: problems.length > 0 ? [] : read.flatMap((one) => one.calendars), problems };
}

function yamlVi(words: string): string {
  return words.startsWith('this is not YAML')
    ? `không phải YAML hợp lệ (${words}); sửa dòng này`
    : `cần một danh sách các lịch, mỗi mục bắt đầu bằng "- code:" (${words})`;
}

/** Checks one calendar that came as data; places are paths of fields such as `holidays.3.date`. */
export function checkCalendarData(data: unknown): ReadCalendars {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    const vi = `cần một lịch gồm ${FIELDS}`;
    const en = `a calendar with ${FIELDS} is expected`;
    return { calendars: [], problems: [{ place: '', text: { vi, en } }] };
  }
  return check(data, (path) => path.join('.'));
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
  const document = new Document(revisions.map(writtenCalendar));
  visit(document, (_, node) => {
    if (!isPair(node) || !isScalar(node.key)) return;
    if (ON_ONE_LINE.has(node.key.value) && (isMap(node.value) || isSeq(node.value)))
      node.value.flow = true;
  });
  return document.toString({
    defaultStringType: 'QUOTE_SINGLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
  });
}
