import { replacementSpans } from './calendar-compile.js';
import { parseDate, parseMonthDay, parseTime, yearOf } from './calendar-numbers.js';
import {
  type CalendarRevision,
  type CalendarText,
  FIRST_YEAR,
  LAST_YEAR,
  type NamedDay,
  type Period,
  WEEKDAYS,
  type WorkHours,
} from './calendar-types.js';
import { isKnownZone } from './calendar-zone.js';

/** Where in a revision something stands: names of fields and indices of lists. */
export type CalendarPlace = readonly (string | number)[];

/** What is wrong with a revision, where, and what to do about it. */
export interface CalendarProblem {
  readonly at: CalendarPlace;
  readonly text: CalendarText;
}

/**
 * What is wrong with a revision, in words that name the place and the remedy; empty if nothing is.
 * Meant for an administrator before the revision is stored; `compileCalendar` refuses what fails it.
 */
export function checkCalendar(revision: CalendarRevision): readonly string[] {
  return calendarProblems(revision).map(({ text }) => text.en);
}

/** `checkCalendar` in both languages, with the place of each problem. */
export function calendarProblems(revision: CalendarRevision): readonly CalendarProblem[] {
  return [
    ...zoneProblems(revision.zone),
    ...revision.hours.flatMap(hoursProblems),
    ...dateListProblems(HOLIDAY, revision.holidays),
    ...dateListProblems(WORKED_DAY, revision.workedDays),
    ...workedDayProblems(revision),
    ...emptinessProblems(revision),
  ];
}

/** A kind of day by its names in both languages, and where those days stand. */
interface DayKind extends CalendarText {
  readonly field: 'holidays' | 'workedDays';
}
const HOLIDAY: DayKind = { field: 'holidays', en: 'holiday', vi: 'ngày nghỉ' };
const WORKED_DAY: DayKind = { field: 'workedDays', en: 'worked day', vi: 'ngày làm bù' };

function problem(at: CalendarPlace, en: string, vi: string): CalendarProblem {
  return { at, text: { vi, en } };
}

function zoneProblems(zone: string): CalendarProblem[] {
  return isKnownZone(zone)
    ? []
    : [
        problem(
          ['zone'],
          `the time zone "${zone}" is unknown; use an IANA name such as Asia/Ho_Chi_Minh`,
          `không có múi giờ "${zone}"; dùng tên IANA, ví dụ Asia/Ho_Chi_Minh`,
        ),
      ];
}

function hoursProblems(entry: WorkHours, index: number): CalendarProblem[] {
  const at = ['hours', index];
  const where = {
    en: `hours no. ${index + 1} (from ${entry.from})`,
    vi: `giờ làm việc số ${index + 1} (từ ${entry.from})`,
  };
  const problems = dateProblems([...at, 'from'], where, entry.from);
  if (entry.until !== undefined) {
    const until = { en: `${where.en}, until`, vi: `${where.vi}, đến` };
    problems.push(...dateProblems([...at, 'until'], until, entry.until));
    if (problems.length === 0 && entry.until < entry.from) {
      problems.push(
        problem(
          [...at, 'until'],
          `${where.en} end on ${entry.until}, before they begin; swap the two dates`,
          `${where.vi} kết thúc ngày ${entry.until}, trước khi bắt đầu; đổi chỗ hai ngày`,
        ),
      );
    }
  }
  for (const edge of entry.season ? (['from', 'to'] as const) : []) {
    const text = entry.season?.[edge] ?? '';
    if (parseMonthDay(text) !== undefined) continue;
    problems.push(
      problem(
        [...at, 'season', edge],
        `${where.en}: "${text}" is not a day of the year; write it as MM-DD, such as 04-01`,
        `${where.vi}: "${text}" không phải một ngày trong năm; ghi dạng MM-DD, ví dụ 04-01`,
      ),
    );
  }
  for (const name of Object.keys(entry.week)) {
    if ((WEEKDAYS as readonly string[]).includes(name)) continue;
    problems.push(
      problem(
        [...at, 'week', name],
        `${where.en}: "${name}" is not a weekday; use one of ${WEEKDAYS.join(', ')}`,
        `${where.vi}: "${name}" không phải thứ trong tuần; dùng một trong ${WEEKDAYS.join(', ')}`,
      ),
    );
  }
  for (const name of WEEKDAYS) {
    const day = { en: `${where.en}, ${name}`, vi: `${where.vi}, ${name}` };
    problems.push(...periodProblems([...at, 'week', name], day, entry.week[name] ?? []));
  }
  return problems;
}

function dateProblems(at: CalendarPlace, where: CalendarText, date: string): CalendarProblem[] {
  const day = parseDate(date);
  if (day === undefined) {
    return [
      problem(
        at,
        `${where.en}: "${date}" is not a date; write it as YYYY-MM-DD, such as 2026-01-01`,
        `${where.vi}: "${date}" không phải ngày có thật; ghi dạng YYYY-MM-DD, ví dụ 2026-01-01`,
      ),
    ];
  }
  const year = yearOf(day);
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return [];
  return [
    problem(
      at,
      `${where.en}: ${date} is outside the years ${FIRST_YEAR} to ${LAST_YEAR}; correct the year`,
      `${where.vi}: ${date} nằm ngoài các năm ${FIRST_YEAR} đến ${LAST_YEAR}; sửa lại năm`,
    ),
  ];
}

function periodProblems(
  at: CalendarPlace,
  where: CalendarText,
  periods: readonly Period[],
): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const spans: { from: number; to: number; text: string; index: number }[] = [];
  for (const [index, period] of periods.entries()) {
    const from = parseTime(period.from);
    const to = parseTime(period.to);
    const text = `${period.from}–${period.to}`;
    if (from === undefined || to === undefined) {
      problems.push(
        problem(
          [...at, index],
          `${where.en}: ${text} is not a period; write both times as HH:MM, such as 07:30`,
          `${where.vi}: ${text} không phải khoảng giờ; ghi cả hai giờ dạng HH:MM, ví dụ 07:30`,
        ),
      );
    } else if (to <= from) {
      problems.push(
        problem(
          [...at, index],
          `${where.en}: ${text} ends before it begins; swap the times, or split it at midnight ` +
            '(to 24:00, and from 00:00 on the next day)',
          `${where.vi}: ${text} kết thúc trước khi bắt đầu; đổi chỗ hai giờ, hoặc tách lúc nửa đêm ` +
            '(đến 24:00, rồi từ 00:00 ngày hôm sau)',
        ),
      );
    } else {
      spans.push({ from, to, text, index });
    }
  }
  spans.sort((a, b) => a.from - b.from);
  for (const [i, span] of spans.entries()) {
    const next = spans[i + 1];
    if (!next || next.from >= span.to) continue;
    problems.push(
      problem(
        [...at, next.index],
        `${where.en}: ${span.text} and ${next.text} overlap; let the first end before the second begins`,
        `${where.vi}: ${span.text} và ${next.text} chồng nhau; cho khoảng trước kết thúc trước khi khoảng sau bắt đầu`,
      ),
    );
  }
  return problems;
}

function dateListProblems(what: DayKind, entries: readonly NamedDay[]): CalendarProblem[] {
  const seen = new Map<string, string>();
  const problems: CalendarProblem[] = [];
  for (const [index, { date, name }] of entries.entries()) {
    const at = [what.field, index, 'date'];
    const where = { en: `${what.en} "${name}"`, vi: `${what.vi} "${name}"` };
    problems.push(...dateProblems(at, where, date));
    const other = seen.get(date);
    if (other !== undefined) {
      problems.push(
        problem(
          at,
          `${date} is listed twice as a ${what.en} ("${other}", "${name}"); remove one`,
          `${date} được ghi hai lần là ${what.vi} ("${other}", "${name}"); bỏ một`,
        ),
      );
    }
    seen.set(date, name);
  }
  return problems;
}

function workedDayProblems(revision: CalendarRevision): CalendarProblem[] {
  const holidays = new Map(revision.holidays.map((holiday) => [holiday.date, holiday.name]));
  return revision.workedDays.flatMap((worked, index) => {
    const at = [WORKED_DAY.field, index];
    const where = {
      en: `worked day ${worked.date} ("${worked.name}")`,
      vi: `ngày làm bù ${worked.date} ("${worked.name}")`,
    };
    const problems = periodProblems([...at, 'periods'], where, worked.periods ?? []);
    const holiday = holidays.get(worked.date);
    if (holiday !== undefined) {
      problems.push(
        problem(
          [...at, 'date'],
          `${where.en} is also the holiday "${holiday}"; remove it from one of the two lists`,
          `${where.vi} cũng là ngày nghỉ "${holiday}"; bỏ khỏi một trong hai danh sách`,
        ),
      );
    }
    const day = parseDate(worked.date);
    if (worked.periods?.length === 0) {
      problems.push(
        problem(
          [...at, 'periods'],
          `${where.en} has an empty list of periods; name its periods, or leave the list out`,
          `${where.vi} có danh sách khoảng giờ rỗng; ghi các khoảng giờ, hoặc bỏ danh sách`,
        ),
      );
    } else if (!worked.periods && day !== undefined) {
      const spans = replacementSpans(revision.hours, day);
      if (!spans?.length) {
        const en = spans
          ? 'the hours in force have none from Monday to Friday'
          : 'no hours are in force on that date';
        const vi = spans
          ? 'giờ làm việc khi đó không có giờ nào từ thứ Hai đến thứ Sáu'
          : 'không có giờ làm việc nào áp dụng cho ngày đó';
        problems.push(
          problem(
            [...at, 'date'],
            `${where.en} takes the hours of a weekday, but ${en}; name its periods`,
            `${where.vi} lấy giờ của một ngày trong tuần, nhưng ${vi}; ghi các khoảng giờ`,
          ),
        );
      }
    }
    return problems;
  });
}

function emptinessProblems(revision: CalendarRevision): CalendarProblem[] {
  const worked =
    revision.hours.some((entry) => WEEKDAYS.some((name) => entry.week[name]?.length)) ||
    revision.workedDays.some((day) => day.periods?.length);
  return worked
    ? []
    : [
        problem(
          ['hours'],
          'the calendar has no working hours at all; add hours with at least one period',
          'lịch không có giờ làm việc nào; thêm giờ làm việc với ít nhất một khoảng',
        ),
      ];
}
