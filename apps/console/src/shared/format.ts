/** How instants, numbers and durations are written, in each of the two languages. */

export type Language = 'vi' | 'en';

/** Where people read the clock: the zone of the installation's streams. */
export const ZONE = 'Asia/Ho_Chi_Minh';

const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

interface Parts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly hour: string;
  readonly minute: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(instant: string | Date, zone: string): Parts {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(new Date(instant));
  const of = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  return {
    ...{ day: of('day'), month: of('month'), year: of('year') },
    ...{ hour: of('hour'), minute: of('minute') },
  };
}

/** `11/03/2026`, the day in the zone in which an instant falls. @throws RangeError for what is no instant */
export function formatDate(instant: string | Date, zone = ZONE): string {
  const { day, month, year } = partsOf(instant, zone);
  return `${day}/${month}/${year}`;
}

/** `17:00`, on the clock of the zone. */
export function formatTime(instant: string | Date, zone = ZONE): string {
  const { hour, minute } = partsOf(instant, zone);
  return `${hour}:${minute}`;
}

/** `17:00 11/03/2026`, as one writes it in Vietnamese; `11/03/2026 17:00` in English. */
export function formatInstant(instant: string | Date, language: Language, zone = ZONE): string {
  const [date, time] = [formatDate(instant, zone), formatTime(instant, zone)];
  return language === 'vi' ? `${time} ${date}` : `${date} ${time}`;
}

/** `26.079` in Vietnamese, `26,079` in English. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
}

/**
 * A rate of 0 to 1 to one decimal, half up: `95,7%` or `95.7%`. A share that is not zero never prints as
 * zero, nor one that is not the whole as the whole; null, a rate over nothing, is a dash.
 */
export function formatRate(rate: number | null, language: Language): string {
  if (rate === null) return '–';
  const comma = language === 'vi' ? ',' : '.';
  // A rate comes as a quotient: what binary fractions lose must not turn a half down.
  const tenths = Math.floor(rate * 1_000 + 0.5 + 1e-9);
  if (rate > 0 && tenths === 0) return `< 0${comma}1%`;
  if (rate < 1 && tenths >= 1_000) return `> 99${comma}9%`;
  return `${Math.floor(tenths / 10)}${comma}${tenths % 10}%`;
}

/** What goes into a message about a length of time: whole days, hours and minutes. */
export interface Duration {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

/** Whole days of so many minutes, hours and minutes; never negative, for it is a length. */
export function durationOf(minutes: number, minutesOfADay = 1_440): Duration {
  const whole = Math.floor(Math.abs(minutes));
  const rest = whole % minutesOfADay;
  return {
    days: Math.floor(whole / minutesOfADay),
    hours: Math.floor(rest / 60),
    minutes: rest % 60,
  };
}

const UNITS: Readonly<Record<Language, readonly [string, string, string]>> = {
  vi: ['ngày', 'giờ', 'phút'],
  en: ['d', 'h', 'min'],
};

/** A length of time by its two largest units: `2 ngày 3 giờ`, `2 d 3 h`; under a minute `0 phút`. */
export function formatDuration(minutes: number, language: Language, minutesOfADay = 1_440): string {
  const { days, hours, minutes: rest } = durationOf(minutes, minutesOfADay);
  const parts = [days, hours, rest].flatMap((value, at) =>
    value > 0 ? [`${formatNumber(value, language)} ${UNITS[language][at]}`] : [],
  );
  return parts.length > 0 ? parts.slice(0, 2).join(' ') : `0 ${UNITS[language][2]}`;
}
