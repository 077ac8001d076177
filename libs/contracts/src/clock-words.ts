import {
  type Calendar,
  type ClockAccount,
  type Count,
  type Language,
  type Limit,
  type Move,
  type SkippedDay,
  type Standing,
  describeLimit,
} from '#libs/domain';
import { WAIT_WORDS, type Words } from './messages.js';

const DAY_MS = 86_400_000;

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

const STANDING_WORDS: Readonly<Record<Standing, Words>> = {
  no_deadline: { vi: 'Không đặt thời hạn.', en: 'No deadline is set.' },
  running: { vi: 'Đang xử lý, còn trong hạn', en: 'Running, in time' },
  stopped: { vi: 'Đang tạm dừng tính thời hạn', en: 'The clock is stopped' },
  overdue: { vi: 'Chưa xử lý xong, đã quá hạn', en: 'Not finished, and overdue' },
  in_time: { vi: 'Đã xử lý xong trong hạn', en: 'Finished in time' },
  late: { vi: 'Đã kết thúc, quá hạn', en: 'Ended, and was late' },
  outside: {
    vi: 'Đã kết thúc không do có kết quả xử lý; không tính đúng hạn hay quá hạn.',
    en: 'Ended otherwise than by a result; counted neither as in time nor as late.',
  },
};

/** A reason that another system told stands as it was told. */
function waitWords(reason: string, language: Language): string {
  const known: Readonly<Record<string, Words | undefined>> = WAIT_WORDS;
  return known[reason]?.[language] ?? reason;
}

/** How the texts of one account name what stands outside it. */
export interface ClockNames {
  /** The unit's name in the reader's language; null for a promise. */
  readonly unit: string | null;
}

/**
 * An account in sentences, in the order in which the due came about: what began it, what it may
 * take, what was counted, what moved it, how it stands, and by which revisions. Instants are told
 * in the calendar's zone.
 */
export function clockWords(
  account: ClockAccount,
  names: ClockNames,
  language: Language,
): readonly string[] {
  const say = speaker(account.calendar, language);
  const { clock, limit, count, moves } = account;
  return [
    titleOf(account, names, say),
    begunOf(account, say),
    ...limitWords(limit, count, say),
    ...countWords(count, say),
    ...(clock.originalDueAt === null
      ? []
      : [
          say.both(
            `Hạn ban đầu: ${say.instant(clock.originalDueAt)}.`,
            `First due: ${say.instant(clock.originalDueAt)}.`,
          ),
        ]),
    ...moves.map((move) => moveWords(move, say)),
    standingWords(account, say),
    say.both(
      `Căn cứ: chính sách ${clock.policyRevision}, lịch làm việc ${clock.calendarRevision}, múi giờ ${account.calendar.revision.zone}.`,
      `By: policy ${clock.policyRevision}, calendar ${clock.calendarRevision}, time zone ${account.calendar.revision.zone}.`,
    ),
  ];
}

interface Speaker {
  readonly language: Language;
  both(vi: string, en: string): string;
  instant(at: Date): string;
  day(date: string): string;
  duration(ms: number, working: boolean): string;
}

function speaker(calendar: Calendar, language: Language): Speaker {
  const both = (vi: string, en: string): string => (language === 'vi' ? vi : en);
  const date = (text: string): string => text.split('-').reverse().join('/');
  const weekday = (text: string): string =>
    WEEKDAYS[language][new Date(`${text}T00:00:00Z`).getUTCDay()] ?? '';
  return {
    language,
    both,
    instant: (at) => {
      const day = calendar.localDate(at);
      const time = calendar.localTime(at).slice(0, 5);
      return both(
        `${time} ${weekday(day)}, ngày ${date(day)}`,
        `${time} on ${weekday(day)}, ${date(day)}`,
      );
    },
    day: (text) => `${weekday(text)} ${date(text)}`,
    duration: (ms, working) => {
      const minutes = Math.floor(ms / 60_000);
      const parts = [
        ...(minutes >= 60
          ? [both(`${Math.floor(minutes / 60)} giờ`, `${Math.floor(minutes / 60)} h`)]
          : []),
        ...(minutes % 60 > 0 || minutes === 0
          ? [both(`${minutes % 60} phút`, `${minutes % 60} min`)]
          : []),
      ].join(' ');
      return working ? both(`${parts} làm việc`, `${parts} of working time`) : parts;
    },
  };
}

function titleOf(
  { subject, number, clock }: ClockAccount,
  { unit }: ClockNames,
  say: Speaker,
): string {
  const due = clock.dueAt ? say.instant(clock.dueAt) : say.both('không có', 'none');
  if (subject === 'promise') {
    return say.both(
      `Hạn xử lý đã thông báo (vòng ${number}): ${due}.`,
      `Promise (cycle ${number}): ${due}.`,
    );
  }
  return say.both(
    `Hạn của ${unit ?? 'đơn vị'} (lượt ${number}): ${due}.`,
    `Due of ${unit ?? 'the unit'} (leg ${number}): ${due}.`,
  );
}

function begunOf({ subject, number, clock }: ClockAccount, say: Speaker): string {
  const at = say.instant(clock.startedAt);
  if (subject === 'leg')
    return say.both(`Đơn vị được giao lúc ${at}.`, `Given to the unit at ${at}.`);
  return number === 1
    ? say.both(`Tiếp nhận lúc ${at}.`, `Received at ${at}.`)
    : say.both(`Mở lại lúc ${at}; thời hạn tính lại từ đầu.`, `Reopened at ${at}; counted anew.`);
}

function limitWords(limit: Limit | null, count: Count, say: Speaker): string[] {
  if (!limit || count.kind === 'told') return [];
  const amount = describeLimit(limit, say.language);
  if (limit.kind !== 'working_days') return [say.both(`Thời hạn: ${amount}.`, `Limit: ${amount}.`)];
  const first = limit.receiptDayCounts
    ? say.both('tính cả ngày tiếp nhận', 'the day of receipt counts')
    : say.both('không tính ngày tiếp nhận', 'the day of receipt does not count');
  const last =
    limit.due === 'end_of_day'
      ? say.both('đến hết giờ làm việc của ngày cuối', 'until the end of work of the last day')
      : say.both('đến đúng giờ ấy của ngày cuối', 'until the same time of the last day');
  return [
    say.both(`Thời hạn: ${amount}, ${first}, ${last}.`, `Limit: ${amount}; ${first}; ${last}.`),
  ];
}

interface DayRun {
  readonly from: string;
  readonly to: string;
  readonly holiday: string | null;
}

/** Days that follow each other for the same reason are told as one stretch. */
function runsOf(skipped: readonly SkippedDay[]): readonly DayRun[] {
  const runs: DayRun[] = [];
  for (const { date, holiday } of skipped) {
    const last = runs.at(-1);
    const follows = last && Date.parse(date) - Date.parse(last.to) === DAY_MS;
    if (follows && last.holiday === holiday) runs[runs.length - 1] = { ...last, to: date };
    else runs.push({ from: date, to: date, holiday });
  }
  return runs;
}

function countWords(count: Count, say: Speaker): string[] {
  switch (count.kind) {
    case 'none':
      return [];
    case 'told':
      return [
        say.both(
          'Hạn này được giữ nguyên như đã thông báo trước đó (từ hệ thống khác hoặc phản ánh được gộp).',
          'This due was kept as it had been told before (by another system, or for a report that was merged).',
        ),
      ];
    case 'working_days': {
      const days = count.days.map((day, index) => `(${index + 1}) ${say.day(day)}`).join('; ');
      const skipped = runsOf(count.skipped).map(({ from, to, holiday }) => {
        const days = from === to ? say.day(from) : `${say.day(from)} – ${say.day(to)}`;
        return `${days} (${holiday ?? say.both('ngày nghỉ', 'not worked')})`;
      });
      return [
        say.both(`Các ngày được tính: ${days}.`, `Days that count: ${days}.`),
        ...(skipped.length === 0
          ? []
          : [
              say.both(`Không tính: ${skipped.join('; ')}.`, `Not counted: ${skipped.join('; ')}.`),
            ]),
      ];
    }
    case 'working_minutes':
      return count.intervals.map(({ from, to }) => {
        const lasted = say.duration(to.getTime() - from.getTime(), false);
        return say.both(
          `Từ ${say.instant(from)} đến ${say.instant(to)}: ${lasted}.`,
          `From ${say.instant(from)} to ${say.instant(to)}: ${lasted}.`,
        );
      });
    case 'elapsed':
      return [
        say.both('Tính liên tục, cả ngoài giờ làm việc.', 'Counted through, out of hours too.'),
      ];
  }
}

function moveWords(move: Move, say: Speaker): string {
  const { before, after } = move;
  const became = before.getTime() === after.getTime();
  const moved = became
    ? say.both('hạn không thay đổi', 'the due did not change')
    : say.both(
        `hạn chuyển từ ${say.instant(before)} sang ${say.instant(after)}`,
        `the due moved from ${say.instant(before)} to ${say.instant(after)}`,
      );
  switch (move.kind) {
    case 'pause': {
      const { reason, startedAt, endedAt } = move.pause;
      const from = say.instant(startedAt);
      const to = endedAt ? say.instant(endedAt) : '';
      const why = waitWords(reason, say.language);
      const amount =
        move.amount.unit === 'days'
          ? say.both(`${move.amount.of} ngày làm việc`, `${move.amount.of} working days`)
          : say.duration(move.amount.of, move.amount.unit === 'working_ms');
      return say.both(
        `Tạm dừng từ ${from} đến ${to} (${why}): ${amount} không tính; ${moved}.`,
        `Stopped from ${from} to ${to} (${why}): ${amount} not counted; ${moved}.`,
      );
    }
    case 'extension':
      return extensionWords(move, moved, say);
    case 'set':
      return say.both(`Theo quyết định đã ghi nhận, ${moved}.`, `By a recorded act, ${moved}.`);
  }
}

function extensionWords(
  { extension }: Extract<Move, { kind: 'extension' }>,
  moved: string,
  say: Speaker,
): string {
  const asked = say.both(
    `Đề nghị gia hạn lúc ${say.instant(extension.askedAt)} đến ${say.instant(extension.askedDueAt)}`,
    `More time was asked for at ${say.instant(extension.askedAt)}, until ${say.instant(extension.askedDueAt)}`,
  );
  switch (extension.outcome) {
    case 'granted':
      return say.both(`${asked}: được đồng ý; ${moved}.`, `${asked}: granted; ${moved}.`);
    case 'denied':
      return say.both(`${asked}: không được đồng ý; ${moved}.`, `${asked}: denied; ${moved}.`);
    case 'expired':
      return say.both(
        `${asked}: không có quyết định trước hạn nên hết hiệu lực; ${moved}.`,
        `${asked}: not decided before the due, and so expired; ${moved}.`,
      );
    case 'open':
      return `${asked}.`;
  }
}

function standingWords(account: ClockAccount, say: Speaker): string {
  const { standing, clock, leftMs, lateMs, limit } = account;
  const words = STANDING_WORDS[standing][say.language];
  const working = limit?.kind !== 'elapsed';
  const end = clock.endedAt ? say.instant(clock.endedAt) : '';
  switch (standing) {
    case 'no_deadline':
    case 'outside':
      return words;
    case 'running':
    case 'stopped': {
      const left = say.duration(leftMs, working);
      return say.both(`${words}: còn ${left}.`, `${words}: ${left} left.`);
    }
    case 'overdue': {
      const late = say.duration(lateMs, working);
      return say.both(`${words} ${late}.`, `${words} by ${late}.`);
    }
    case 'in_time':
      return say.both(`${words}, lúc ${end}.`, `${words}, at ${end}.`);
    case 'late': {
      const late = say.duration(lateMs, working);
      return say.both(`${words} ${late}, lúc ${end}.`, `${words} by ${late}, at ${end}.`);
    }
  }
}
