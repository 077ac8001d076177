import { type CalendarText } from './calendar-types.js';

/**
 * How long a unit or the whole desk has, before a calendar is applied (clock law 6).
 *
 * `working_days` counts whole working days:
 * - `receiptDayCounts`: whether the working day of receipt is day 1.
 * - `nonWorkingDay`: a receipt on a day that is not worked. `next_start`: work begins at the start of
 *   the next working day, which is day 1 in full; `receiptDayCounts` has no say, since the receipt day
 *   had no work to count. `keep_time`: it is as if received on the next working day at the same
 *   clock time, and that day is the receipt day (so, not counted, it is spent).
 * - `beforeHours`: a receipt before the working day begins keeps its time or takes its start. The
 *   receipt day is that day either way.
 * - `afterHours`: a receipt after the working day has ended keeps its time and day, or begins at the
 *   start of the next working day, day 1 in full, as for `next_start` above. Exactly at the end of
 *   work is not after it.
 * - `due`: end of work of the last counted day, or the same clock time so many working days on (a
 *   receipt moved to a start of work has N whole working days from there: its clock time is that start).
 *
 * The rule for non-working days comes first, then those for the hours: a receipt on Saturday 18:00
 * with `keep_time` is one on Monday 18:00, and only then after hours.
 *
 * `working_minutes` counts the calendar's working time, `elapsed` physical time.
 */
export type Limit =
  | {
      readonly kind: 'working_days';
      readonly days: number;
      readonly receiptDayCounts: boolean;
      readonly nonWorkingDay: 'next_start' | 'keep_time';
      readonly beforeHours: 'keep' | 'day_start';
      readonly afterHours: 'keep' | 'next_start';
      readonly due: 'end_of_day' | 'same_time';
    }
  | { readonly kind: 'working_minutes'; readonly minutes: number }
  | { readonly kind: 'elapsed'; readonly minutes: number };

export type DayLimit = Extract<Limit, { kind: 'working_days' }>;

/** Ten years: more is taken for a slip of the keyboard. */
const MOST_DAYS = 3660;
const MOST_MINUTES = MOST_DAYS * 24 * 60;

/** What is wrong with a limit, in which field of it, and what to do about it. */
export interface LimitProblem {
  readonly at: keyof DayLimit | 'minutes';
  readonly text: CalendarText;
}

/** What is wrong with a limit, in English words with the remedy; empty if nothing is. */
export function checkLimit(limit: Limit): readonly string[] {
  return limitProblems(limit).map(({ text }) => text.en);
}

/** `checkLimit` in both languages, with the field of each problem. */
export function limitProblems(limit: Limit): readonly LimitProblem[] {
  switch (limit.kind) {
    case 'working_days': {
      const words = { vi: 'ngày làm việc', en: 'working days' };
      const amount = amountProblems('days', limit.days, words, MOST_DAYS);
      return [...amount, ...dayProblems(limit)];
    }
    case 'working_minutes': {
      const words = { vi: 'phút làm việc', en: 'working minutes' };
      return amountProblems('minutes', limit.minutes, words, MOST_MINUTES);
    }
    case 'elapsed':
      return amountProblems('minutes', limit.minutes, { vi: 'phút', en: 'minutes' }, MOST_MINUTES);
  }
}

function amountProblems(
  at: 'days' | 'minutes',
  amount: number,
  what: CalendarText,
  most: number,
): LimitProblem[] {
  if (Number.isInteger(amount) && amount >= 1 && amount <= most) return [];
  const vi = `${amount} ${what.vi} không phải là thời hạn; ghi một số nguyên từ 1 đến ${most}`;
  const en = `${amount} ${what.en} is no limit; give a whole number from 1 to ${most}`;
  return [{ at, text: { vi, en } }];
}

// A limit that is over before its receipt can act on it would make reports late at birth.
function dayProblems(limit: DayLimit): LimitProblem[] {
  if (limit.days !== 1 || !limit.receiptDayCounts) return [];
  if (limit.due === 'same_time') {
    const vi =
      'một ngày làm việc tính cả ngày tiếp nhận mà hết hạn vào đúng giờ tiếp nhận thì quá hạn ngay; ' +
      'không tính ngày tiếp nhận, hoặc cho hết hạn vào cuối ngày (due: end_of_day)';
    const en =
      'one working day that counts the receipt day and is due at the same clock time is due at once; ' +
      'let the receipt day not count, or let it be due at the end of the day (due: end_of_day)';
    return [{ at: 'due', text: { vi, en } }];
  }
  if (limit.afterHours === 'keep') {
    const vi =
      'một ngày làm việc tính cả ngày tiếp nhận đã hết trước khi tiếp nhận ngoài giờ; ' +
      'cho phản ánh ngoài giờ tính từ đầu giờ làm việc kế tiếp (after_hours: next_start)';
    const en =
      'one working day that counts the receipt day is over before a receipt after hours; ' +
      'let such a receipt begin at the next start of work (after_hours: next_start)';
    return [{ at: 'afterHours', text: { vi, en } }];
  }
  return [];
}

/** For people: '7 ngày làm việc', '2 working days', '480 phút làm việc', '24 giờ'. */
export function describeLimit(limit: Limit, lang: 'vi' | 'en'): string {
  switch (limit.kind) {
    case 'working_days':
      return count(limit.days, lang, 'ngày làm việc', 'working day');
    case 'working_minutes':
      return count(limit.minutes, lang, 'phút làm việc', 'working minute');
    case 'elapsed':
      return limit.minutes % 60 === 0
        ? count(limit.minutes / 60, lang, 'giờ', 'hour')
        : count(limit.minutes, lang, 'phút', 'minute');
  }
}

function count(amount: number, lang: 'vi' | 'en', vi: string, en: string): string {
  const number = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB').format(amount);
  if (lang === 'vi') return `${number} ${vi}`;
  return `${number} ${en}${amount === 1 ? '' : 's'}`;
}
