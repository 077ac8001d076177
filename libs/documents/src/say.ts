import { type DocumentLanguage } from '#libs/contracts';
import { printHalfMinutes, wholePeriod } from '#libs/domain';
import { Temporal } from 'temporal-polyfill';

/** Gives the text of the document's language; both stand side by side where they are written. */
export type Say = (vi: string, en: string) => string;

export function sayIn(language: DocumentLanguage): Say {
  return (vi, en) => (language === 'vi' ? vi : en);
}

/** As Decree 30/2020 writes dates: days below ten, and the months 1 and 2, with a zero. */
function padded(part: 'day' | 'month', value: number): string {
  return value < (part === 'day' ? 10 : 3) ? `0${value}` : String(value);
}

/** A local date, YYYY-MM-DD, within a sentence. */
export function printDate(date: string, say: Say): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return say(`${padded('day', day)}/${padded('month', month)}/${year}`, date);
}

/** An instant in a zone, to the minute. */
export function printInstant(iso: string, zone: string, say: Say): string {
  const at = Temporal.Instant.from(iso).toZonedDateTimeISO(zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = at.toPlainDate().toString();
  return say(
    `${two(at.hour)} giờ ${two(at.minute)} phút ngày ${printDate(date, say)}`,
    `${date} ${two(at.hour)}:${two(at.minute)} (${zone})`,
  );
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const QUARTERS = [
  ['I', 'first'],
  ['II', 'second'],
  ['III', 'third'],
  ['IV', 'fourth'],
] as const;

/** Local days as a document names them: a whole year, quarter, month or week by its number. */
export function printPeriod(from: string, to: string, say: Say): string {
  const { year, month, yearOfWeek, weekOfYear } = Temporal.PlainDate.from(from);
  const [first, last] = [printDate(from, say), printDate(to, say)];
  const days = say(`từ ngày ${first} đến ngày ${last}`, `${first} to ${last}`);
  switch (wholePeriod(from, to)?.kind) {
    case undefined:
      return days;
    case 'year':
      return say(`năm ${year}`, String(year));
    case 'quarter': {
      const [roman, word] = QUARTERS[(month - 1) / 3] ?? QUARTERS[0];
      return say(`quý ${roman} năm ${year}`, `the ${word} quarter of ${year}`);
    }
    case 'month':
      return say(
        `tháng ${padded('month', month)} năm ${year}`,
        `${MONTH.format(Date.UTC(year, month - 1, 1))} ${year}`,
      );
    case 'week': {
      const [week, weekYear] = [String(weekOfYear ?? 1).padStart(2, '0'), yearOfWeek ?? year];
      return say(`tuần ${week} năm ${weekYear} (${days})`, `week ${week} of ${weekYear} (${days})`);
    }
  }
}

/** Working minutes in words; null: it happened to none. */
export function printMinutes(minutes: number | null, say: Say): string {
  const twice = minutes === null ? null : 2 * minutes;
  return say(printHalfMinutes(twice, 'vi'), printHalfMinutes(twice, 'en'));
}
