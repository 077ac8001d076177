import { type DocumentLanguage } from '#libs/contracts';
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

/** Local days as a document names them: a whole year by its number. */
export function printPeriod(from: string, to: string, say: Say): string {
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return say(`năm ${year}`, year);
  const [first, last] = [printDate(from, say), printDate(to, say)];
  return say(`từ ngày ${first} đến ngày ${last}`, `${first} to ${last}`);
}

/** Working minutes in words; null: it happened to none. */
export function printMinutes(minutes: number | null, say: Say): string {
  if (minutes === null) return say('không có số liệu', 'no data');
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return say(`${rest} phút`, `${rest} min`);
  return rest === 0
    ? say(`${hours} giờ`, `${hours} h`)
    : say(`${hours} giờ ${rest} phút`, `${hours} h ${rest} min`);
}
