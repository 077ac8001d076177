import { replacementSpans } from './calendar-compile.js';
import { parseDate, parseMonthDay, parseTime, yearOf } from './calendar-numbers.js';
import {
  type CalendarRevision,
  FIRST_YEAR,
  LAST_YEAR,
  type Period,
  WEEKDAYS,
  type WorkHours,
} from './calendar-types.js';
import { isKnownZone } from './calendar-zone.js';

/**
 * What is wrong with a revision, in words that name the place and the remedy; empty if nothing is.
 * Meant for an administrator before the revision is stored; `compileCalendar` refuses what fails it.
 */
export function checkCalendar(revision: CalendarRevision): readonly string[] {
  return [
    ...zoneProblems(revision.zone),
    ...revision.hours.flatMap(hoursProblems),
    ...dateListProblems('holiday', revision.holidays),
    ...dateListProblems('worked day', revision.workedDays),
    ...workedDayProblems(revision),
    ...emptinessProblems(revision),
  ];
}

function zoneProblems(zone: string): string[] {
  return isKnownZone(zone)
    ? []
    : [`the time zone "${zone}" is unknown; use an IANA name such as Asia/Ho_Chi_Minh`];
}

function hoursProblems(entry: WorkHours, index: number): string[] {
  const where = `hours no. ${index + 1} (from ${entry.from})`;
  const problems = dateProblems(where, entry.from);
  if (entry.until !== undefined) {
    problems.push(...dateProblems(`${where}, until`, entry.until));
    if (problems.length === 0 && entry.until < entry.from) {
      problems.push(`${where} end on ${entry.until}, before they begin; swap the two dates`);
    }
  }
  if (entry.season) {
    for (const edge of [entry.season.from, entry.season.to]) {
      if (parseMonthDay(edge) === undefined) {
        problems.push(
          `${where}: "${edge}" is not a day of the year; write it as MM-DD, such as 04-01`,
        );
      }
    }
  }
  for (const name of Object.keys(entry.week)) {
    if (!(WEEKDAYS as readonly string[]).includes(name)) {
      problems.push(`${where}: "${name}" is not a weekday; use one of ${WEEKDAYS.join(', ')}`);
    }
  }
  for (const name of WEEKDAYS) {
    problems.push(...periodProblems(`${where}, ${name}`, entry.week[name] ?? []));
  }
  return problems;
}

function dateProblems(where: string, date: string): string[] {
  const day = parseDate(date);
  if (day === undefined) {
    return [`${where}: "${date}" is not a date; write it as YYYY-MM-DD, such as 2026-01-01`];
  }
  const year = yearOf(day);
  return year >= FIRST_YEAR && year <= LAST_YEAR
    ? []
    : [`${where}: ${date} is outside the years ${FIRST_YEAR} to ${LAST_YEAR}; correct the year`];
}

function periodProblems(where: string, periods: readonly Period[]): string[] {
  const problems: string[] = [];
  const spans: { from: number; to: number; text: string }[] = [];
  for (const period of periods) {
    const from = parseTime(period.from);
    const to = parseTime(period.to);
    const text = `${period.from}–${period.to}`;
    if (from === undefined || to === undefined) {
      problems.push(`${where}: ${text} is not a period; write both times as HH:MM, such as 07:30`);
    } else if (to <= from) {
      problems.push(
        `${where}: ${text} ends before it begins; swap the times, or split it at midnight ` +
          '(to 24:00, and from 00:00 on the next day)',
      );
    } else {
      spans.push({ from, to, text });
    }
  }
  spans.sort((a, b) => a.from - b.from);
  for (const [i, span] of spans.entries()) {
    const next = spans[i + 1];
    if (next && next.from < span.to) {
      problems.push(
        `${where}: ${span.text} and ${next.text} overlap; let the first end before the second begins`,
      );
    }
  }
  return problems;
}

function dateListProblems(
  what: string,
  entries: readonly { readonly date: string; readonly name: string }[],
): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const { date, name } of entries) {
    problems.push(...dateProblems(`${what} "${name}"`, date));
    const other = seen.get(date);
    if (other !== undefined) {
      problems.push(`${date} is listed twice as a ${what} ("${other}", "${name}"); remove one`);
    }
    seen.set(date, name);
  }
  return problems;
}

function workedDayProblems(revision: CalendarRevision): string[] {
  const holidays = new Map(revision.holidays.map((holiday) => [holiday.date, holiday.name]));
  return revision.workedDays.flatMap((worked) => {
    const where = `worked day ${worked.date} ("${worked.name}")`;
    const problems = periodProblems(where, worked.periods ?? []);
    const holiday = holidays.get(worked.date);
    if (holiday !== undefined) {
      problems.push(
        `${where} is also the holiday "${holiday}"; remove it from one of the two lists`,
      );
    }
    const day = parseDate(worked.date);
    if (worked.periods?.length === 0) {
      problems.push(
        `${where} has an empty list of periods; name its periods, or leave the list out`,
      );
    } else if (!worked.periods && day !== undefined) {
      const spans = replacementSpans(revision.hours, day);
      if (!spans?.length) {
        const reason = spans
          ? 'the hours in force have none from Monday to Friday'
          : 'no hours are in force on that date';
        problems.push(`${where} takes the hours of a weekday, but ${reason}; name its periods`);
      }
    }
    return problems;
  });
}

function emptinessProblems(revision: CalendarRevision): string[] {
  const worked =
    revision.hours.some((entry) => WEEKDAYS.some((name) => entry.week[name]?.length)) ||
    revision.workedDays.some((day) => day.periods?.length);
  return worked
    ? []
    : ['the calendar has no working hours at all; add hours with at least one period'];
}
