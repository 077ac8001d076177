import {
  type CalendarRevision,
  type CalendarYear,
  type Language,
  calendarName,
  changeWords,
  dateWords,
  dayName,
  effectWords,
  hourCount,
  periodWords,
  weekWords,
  weekdayWords,
} from '#libs/domain';
import { type CalendarRevisionEntity, type SavedCalendar } from '#libs/store';
import { plainTable } from './plain-table.js';

const WORDS = {
  vi: {
    added: 'lịch mới',
    changed: 'thay bản',
    same: 'không có gì khác bản hiện hành',
    would: 'sẽ thành bản',
    is: 'nay là bản',
    invisible: 'ngày và giờ không đổi, chỉ cách ghi khác',
    open: 'phản ánh đang mở giữ bản lịch của mình; phản ánh mới theo bản mới',
    revision: 'bản',
    zone: 'múi giờ',
    year: 'năm',
    hours: 'Giờ làm việc',
    holidays: 'Ngày nghỉ',
    worked: 'Ngày làm bù',
    none: 'không có',
    from: 'từ ngày',
    to: 'đến ngày',
    week: 'giờ',
    date: 'ngày',
    weekday: 'thứ',
    name: 'tên',
    note: 'ghi chú',
    provisional: 'tạm tính',
    month: 'tháng',
    days: 'ngày làm việc',
    work: 'giờ làm việc',
    total: 'cả năm',
    unset: 'chưa có giờ làm việc',
  },
  en: {
    added: 'a new calendar',
    changed: 'in place of revision',
    same: 'nothing differs from the current revision',
    would: 'would become revision',
    is: 'is now revision',
    invisible: 'dates and hours stay, only the writing differs',
    open: 'open reports keep their revision; new ones follow the new one',
    revision: 'revision',
    zone: 'time zone',
    year: 'year',
    hours: 'Hours of work',
    holidays: 'Holidays',
    worked: 'Worked days',
    none: 'none',
    from: 'from',
    to: 'to',
    week: 'hours',
    date: 'date',
    weekday: 'day',
    name: 'name',
    note: 'note',
    provisional: 'provisional',
    month: 'month',
    days: 'working days',
    work: 'working hours',
    total: 'the year',
    unset: 'no hours in force',
  },
} as const;

/** What an import did with one calendar, or would do. */
export function savedText(
  { code, result, revision, before, difference }: SavedCalendar,
  { lang, dryRun }: { readonly lang: Language; readonly dryRun: boolean },
): string {
  const words = WORDS[lang];
  if (result === 'same') return `${code}: ${words.same} (${words.revision} ${revision})`;
  const how = result === 'added' ? words.added : `${words.changed} ${before}`;
  const lines = [
    ...difference.changes.map((change) => changeWords(change, lang)),
    ...(difference.changes.length === 0 ? [words.invisible] : []),
    ...difference.effects.map((effect) => effectWords(effect, lang)),
    ...(result === 'added' ? [] : [words.open]),
  ];
  const verb = dryRun ? words.would : words.is;
  return [`${code}: ${verb} ${revision} (${how})`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** A year of a calendar: its hours, the days that differ, the work of each month. */
export function yearText(
  revision: CalendarRevision,
  { revision: number }: Pick<CalendarRevisionEntity, 'revision'>,
  { year, hours, holidays, workedDays, months }: CalendarYear,
  lang: Language,
): string {
  const words = WORDS[lang];
  const listed = (rows: readonly (readonly string[])[], ...head: string[]): string =>
    rows.length === 0 ? `  ${words.none}` : plainTable(head, rows);
  const total = months.reduce(
    (sum, { days, minutes }) => ({ days: sum.days + days, minutes: sum.minutes + minutes }),
    { days: 0, minutes: 0 },
  );
  const day = (date: string): string[] => [dateWords(date, lang), weekdayWords(date, lang)];
  return [
    `${calendarName(revision)[lang]} (${revision.code}, ${words.revision} ${number}, ${words.zone} ${revision.zone}), ${words.year} ${year}`,
    '',
    words.hours,
    plainTable(
      [words.from, words.to, words.week],
      hours.map(({ from, to, week }) => [
        dateWords(from, lang),
        dateWords(to, lang),
        week ? weekWords(week, lang).replaceAll('; ', '\n') : words.unset,
      ]),
    ),
    '',
    `${words.holidays} (${holidays.length})`,
    listed(
      holidays.map((one) => [
        ...day(one.date),
        dayName(one)[lang],
        one.provisional ? words.provisional : '',
      ]),
      words.date,
      words.weekday,
      words.name,
      words.note,
    ),
    '',
    `${words.worked} (${workedDays.length})`,
    listed(
      workedDays.map((one) => [
        ...day(one.date),
        dayName(one)[lang],
        periodWords(one.periods ?? [], lang),
        one.provisional ? words.provisional : '',
      ]),
      words.date,
      words.weekday,
      words.name,
      words.week,
      words.note,
    ),
    '',
    plainTable(
      [words.month, words.days, words.work],
      [
        ...months.map(({ month, days, minutes }) => [
          String(month),
          String(days),
          hourCount(minutes, lang),
        ]),
        [words.total, String(total.days), hourCount(total.minutes, lang)],
      ],
      [0, 1, 2],
    ),
  ].join('\n');
}
