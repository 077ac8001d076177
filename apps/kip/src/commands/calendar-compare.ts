import { Problem } from '#libs/contracts';
import { type CalendarRevision, dateWords, dayName, weekdayWords } from '#libs/domain';
import { revisionOf } from '#libs/store';
import { type CalendarOptions, withCalendar } from './calendar.js';
import { answer, answerJson, withInstallation } from './frame.js';
import { plainTable } from './plain-table.js';

export interface CompareOptions extends CalendarOptions {
  readonly from: number;
  readonly to: number;
  readonly country: string;
}

const DAY_MS = 86_400_000;
/** More would be a slip: the library computes each year anew. */
const MOST_YEARS = 50;

/** A day off as the library has it. */
interface LibraryDay {
  readonly date: string;
  readonly name: string;
}

/** A day off that only the calendar has. */
interface OwnDay extends LibraryDay {
  readonly weekend: boolean;
  readonly provisional: boolean;
}

interface YearComparison {
  readonly year: number;
  readonly agree: number;
  readonly ours: readonly OwnDay[];
  readonly library: readonly LibraryDay[];
  /** Days worked in place of others, of which the library knows nothing. */
  readonly worked: number;
}

/** Public holidays of the library, day by day: one of its entries may last several. */
async function libraryDays(
  { country, lang }: CompareOptions,
  year: number,
): Promise<ReadonlyMap<string, string>> {
  // Loaded by this command alone: with its rules for the whole world it is large.
  const { default: Holidays } = await import('date-holidays');
  const library = new Holidays();
  if (!Object.hasOwn(library.getCountries(), country)) {
    throw new Problem(
      'not_found',
      `the library knows no country "${country}"; give a code like VN`,
    );
  }
  library.init(country, { languages: [lang] });
  const days = new Map<string, string>();
  // A rule of one day within the days of another names it better.
  const found = library
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date, start, end, name }) => ({
      name,
      first: Date.parse(`${date.slice(0, 10)}T00:00:00Z`),
      days: Math.round((end.getTime() - start.getTime()) / DAY_MS),
    }))
    .sort((a, b) => b.days - a.days);
  for (const one of found) {
    for (let i = 0; i < one.days; i += 1) {
      days.set(new Date(one.first + i * DAY_MS).toISOString().slice(0, 10), one.name);
    }
  }
  return days;
}

function compareYear(
  year: number,
  { holidays, workedDays }: Pick<CalendarRevision, 'holidays' | 'workedDays'>,
  library: ReadonlyMap<string, string>,
  lang: CompareOptions['lang'],
): YearComparison {
  const own = holidays.filter(({ date }) => date.startsWith(`${year}-`));
  const dates = new Set(own.map(({ date }) => date));
  const ours = own
    .filter(({ date }) => !library.has(date))
    .map((day) => ({
      date: day.date,
      name: dayName(day)[lang],
      weekend: ['Sat', 'Sun'].includes(weekdayWords(day.date, 'en')),
      provisional: day.provisional ?? false,
    }));
  const only = [...library].filter(([date]) => !dates.has(date) && date.startsWith(`${year}-`));
  return {
    year,
    agree: own.length - ours.length,
    ours,
    worked: workedDays.filter(({ date }) => date.startsWith(`${year}-`)).length,
    library: only
      .map(([date, name]) => ({ date, name }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

/**
 * `kip calendar compare CODE`: which days off both have, which only the calendar, which only the
 * library. Exit code 1 where the library has a day that the calendar lacks: somebody should look.
 */
export async function compareWithLibrary(code: string, options: CompareOptions): Promise<number> {
  const { from, to, lang, country } = options;
  if (to < from || to - from >= MOST_YEARS) {
    throw new Problem(
      'invalid_request',
      `--from ${from} --to ${to}: give 1 to ${MOST_YEARS} years`,
    );
  }
  return withInstallation(options, async ({ store }) => {
    const revision = await withCalendar(store, code, async (_, found) => revisionOf(found));
    const years: YearComparison[] = [];
    for (let year = from; year <= to; year += 1) {
      const library = await libraryDays(options, year);
      years.push(compareYear(year, revision, library, lang));
    }
    const lacking = years.flatMap(({ library }) => library).length;
    if (options.json) answerJson({ code, revision: revision.id, country, years });
    else answer(comparisonText(years, options));
    return lacking === 0 ? 0 : 1;
  });
}

const WORDS = {
  vi: {
    head: ['năm', 'trùng nhau', 'chỉ lịch này', 'trong đó cuối tuần', 'chỉ thư viện', 'làm bù'],
    total: 'tổng',
    ours: 'Chỉ lịch này có',
    library: 'Chỉ thư viện có (cần xem lại)',
    day: ['ngày', 'thứ', 'tên', 'ghi chú'],
    weekend: 'cuối tuần',
    provisional: 'tạm tính',
    none: 'không có',
  },
  en: {
    head: [
      'year',
      'agree',
      'only this calendar',
      'of these at weekends',
      'only the library',
      'worked instead',
    ],
    total: 'total',
    ours: 'Only this calendar has',
    library: 'Only the library has (look at these)',
    day: ['date', 'day', 'name', 'note'],
    weekend: 'weekend',
    provisional: 'provisional',
    none: 'none',
  },
} as const;

function comparisonText(years: readonly YearComparison[], { lang }: CompareOptions): string {
  const words = WORDS[lang];
  const counts = years.map(({ year, agree, ours, library, worked }) => [
    ...[year, agree, ours.length, ours.filter(({ weekend }) => weekend).length],
    ...[library.length, worked],
  ]);
  const sums = [1, 2, 3, 4, 5].map((i) => counts.reduce((sum, row) => sum + (row[i] ?? 0), 0));
  const rows = [...counts.map((row) => row.map(String)), [words.total, ...sums.map(String)]];
  const own = years.flatMap(({ ours }) =>
    ours.map(({ date, name, weekend, provisional }) => {
      const notes = [weekend ? words.weekend : '', provisional ? words.provisional : ''];
      const note = notes.filter((one) => one !== '').join(', ');
      return [dateWords(date, lang), weekdayWords(date, lang), name, note];
    }),
  );
  const other = years.flatMap(({ library }) =>
    library.map(({ date, name }) => [dateWords(date, lang), weekdayWords(date, lang), name, '']),
  );
  const listed = (days: readonly string[][]): string =>
    days.length === 0 ? `  ${words.none}` : plainTable(words.day, days);
  return [
    plainTable(words.head, rows, [0, 1, 2, 3, 4, 5]),
    ...['', `${words.ours} (${own.length})`, listed(own)],
    ...['', `${words.library} (${other.length})`, listed(other)],
  ].join('\n');
}
