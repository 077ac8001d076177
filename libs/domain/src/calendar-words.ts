import { type CalendarChange, type YearEffect, dayName } from './calendar-diff.js';
import { requireDay, weekdayIndex } from './calendar-numbers.js';
import {
  type CalendarText,
  type NamedDay,
  type Period,
  WEEKDAYS,
  type Weekday,
  type WorkHours,
} from './calendar-types.js';

type Language = keyof CalendarText;

const DAY_WORDS: Readonly<Record<Language, Readonly<Record<Weekday, string>>>> = {
  vi: { mon: 'T2', tue: 'T3', wed: 'T4', thu: 'T5', fri: 'T6', sat: 'T7', sun: 'CN' },
  en: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
};

/** A date as it is written where the language is spoken: 02/09/2026, 2026-09-02. */
export function dateWords(date: string, lang: Language): string {
  return lang === 'vi' ? date.split('-').reverse().join('/') : date;
}

/** The day of the week of a date: 'T2', 'Mon'. */
export function weekdayWords(date: string, lang: Language): string {
  const day = WEEKDAYS[weekdayIndex(requireDay(date))];
  return day === undefined ? '' : DAY_WORDS[lang][day];
}

/** '07:30–11:30, 13:30–17:30' */
export function periodWords(periods: readonly Period[], lang: Language): string {
  if (periods.length === 0) return lang === 'vi' ? 'nghỉ' : 'closed';
  return periods.map(({ from, to }) => `${from}–${to}`).join(', ');
}

/** Days with the same hours in a row stand together: 'T2–T6 07:30–11:30, 13:30–17:30'. */
export function weekWords(week: WorkHours['week'], lang: Language): string {
  const runs: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const day of WEEKDAYS) {
    const periods = week[day] ?? [];
    const hours = periods.length === 0 ? '' : periodWords(periods, lang);
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  const words = DAY_WORDS[lang];
  const told = runs
    .filter(({ hours }) => hours !== '')
    .map(({ first, last, hours }) => {
      const days = first === last ? words[first] : `${words[first]}–${words[last]}`;
      return `${days} ${hours}`;
    });
  return told.length === 0 ? periodWords([], lang) : told.join('; ');
}

/** When hours are in force: 'từ 01/01/2026 (mùa 01/04–30/09)'. */
export function hoursWords({ from, until, season }: WorkHours, lang: Language): string {
  const vi = lang === 'vi';
  const end = until === undefined ? '' : ` ${vi ? 'đến' : 'to'} ${dateWords(until, lang)}`;
  const yearly =
    season === undefined
      ? ''
      : ` (${vi ? 'mùa' : 'season'} ${dateWords(season.from, lang)}–${dateWords(season.to, lang)})`;
  return `${vi ? 'từ' : 'from'} ${dateWords(from, lang)}${end}${yearly}`;
}

/** '1.996', '1,996.5': hours of work from minutes. */
export function hourCount(minutes: number, lang: Language): string {
  const format = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
    maximumFractionDigits: 2,
  });
  return format.format(minutes / 60);
}

/** One change in a sentence for an administrator. */
export function changeWords(change: CalendarChange, lang: Language): string {
  return lang === 'vi' ? changeVi(change) : changeEn(change);
}

const title = (day: NamedDay, lang: Language): string =>
  `${dateWords(day.date, lang)} "${dayName(day)[lang]}"`;

function changeVi(change: CalendarChange): string {
  switch (change.kind) {
    case 'zone':
      return `múi giờ: ${change.before} → ${change.after}`;
    case 'name':
      return `tên lịch: "${change.before.vi}" → "${change.after.vi}" (en: "${change.after.en}")`;
    case 'day_added':
      return `thêm ${listVi(change.list)} ${title(change.day, 'vi')}`;
    case 'day_removed':
      return `bỏ ${listVi(change.list)} ${title(change.day, 'vi')}`;
    case 'day_renamed':
      return `đổi tên ${listVi(change.list)} ${title(change.before, 'vi')} → "${change.after.name}" (en: "${dayName(change.after).en}")`;
    case 'day_confirmed':
      return `${listVi(change.list)} ${title(change.after, 'vi')} không còn là tạm tính`;
    case 'day_in_doubt':
      return `${listVi(change.list)} ${title(change.after, 'vi')} trở thành tạm tính`;
    case 'day_hours':
      return `giờ của ngày làm bù ${dateWords(change.date, 'vi')}: ${ownHours(change.before, 'vi')} → ${ownHours(change.after, 'vi')}`;
    case 'hours_added':
      return `thêm giờ làm việc ${hoursWords(change.hours, 'vi')}: ${weekWords(change.hours.week, 'vi')}`;
    case 'hours_removed':
      return `bỏ giờ làm việc ${hoursWords(change.hours, 'vi')}: ${weekWords(change.hours.week, 'vi')}`;
    case 'hours_changed':
      return `giờ làm việc ${hoursWords(change.after, 'vi')}: ${weekWords(change.before.week, 'vi')} → ${weekWords(change.after.week, 'vi')}`;
    case 'hours_end':
      return `giờ làm việc ${hoursWords(change.before, 'vi')} → ${hoursWords(change.after, 'vi')}`;
    case 'hours_order':
      return 'thứ tự các giờ làm việc thay đổi (mục sau cùng còn hiệu lực được áp dụng)';
  }
}

function changeEn(change: CalendarChange): string {
  switch (change.kind) {
    case 'zone':
      return `time zone: ${change.before} → ${change.after}`;
    case 'name':
      return `name: "${change.before.en}" → "${change.after.en}" (vi: "${change.after.vi}")`;
    case 'day_added':
      return `${listEn(change.list)} added: ${title(change.day, 'en')}`;
    case 'day_removed':
      return `${listEn(change.list)} removed: ${title(change.day, 'en')}`;
    case 'day_renamed':
      return `${listEn(change.list)} renamed: ${title(change.before, 'en')} → "${dayName(change.after).en}" (vi: "${change.after.name}")`;
    case 'day_confirmed':
      return `${listEn(change.list)} no longer provisional: ${title(change.after, 'en')}`;
    case 'day_in_doubt':
      return `${listEn(change.list)} becomes provisional: ${title(change.after, 'en')}`;
    case 'day_hours':
      return `hours of the worked day ${change.date}: ${ownHours(change.before, 'en')} → ${ownHours(change.after, 'en')}`;
    case 'hours_added':
      return `hours added ${hoursWords(change.hours, 'en')}: ${weekWords(change.hours.week, 'en')}`;
    case 'hours_removed':
      return `hours removed ${hoursWords(change.hours, 'en')}: ${weekWords(change.hours.week, 'en')}`;
    case 'hours_changed':
      return `hours ${hoursWords(change.after, 'en')}: ${weekWords(change.before.week, 'en')} → ${weekWords(change.after.week, 'en')}`;
    case 'hours_end':
      return `hours ${hoursWords(change.before, 'en')} → ${hoursWords(change.after, 'en')}`;
    case 'hours_order':
      return 'the order of the hours changes (the last one in force applies)';
  }
}

const listVi = (list: 'holidays' | 'workedDays'): string =>
  list === 'holidays' ? 'ngày nghỉ' : 'ngày làm bù';
const listEn = (list: 'holidays' | 'workedDays'): string =>
  list === 'holidays' ? 'holiday' : 'worked day';

function ownHours(periods: readonly Period[] | null, lang: Language): string {
  if (periods) return periodWords(periods, lang);
  return lang === 'vi' ? 'giờ của một ngày trong tuần' : 'those of a weekday';
}

/** What the changes do to a year, in a sentence. */
export function effectWords(effect: YearEffect, lang: Language): string {
  const { year, days, first, last, minutesBefore, minutesAfter } = effect;
  const [before, after] = [hourCount(minutesBefore, lang), hourCount(minutesAfter, lang)];
  const [from, to] = [dateWords(first, lang), dateWords(last, lang)];
  const range = from === to ? from : `${from} – ${to}`;
  return lang === 'vi'
    ? `năm ${year}: ${days} ngày đổi giờ (${range}); cả năm ${before} → ${after} giờ làm việc`
    : `${year}: ${days} ${days === 1 ? 'day has' : 'days have'} other hours (${range}); ${before} → ${after} working hours in the year`;
}
