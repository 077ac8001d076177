import { type Calendar, type Interval } from './calendar.js';
import { countedDays, dueAfterPause, dueOf } from './due.js';
import { type Halts, happenedIn, haltsOfCycle, haltsOfLeg } from './halts.js';
import { type DayLimit, type Limit } from './limit.js';
import { breachedAsOf } from './outcome.js';
import { type Rulebook } from './policy.js';
import {
  type Clock,
  type Cycle,
  type CycleEnd,
  type Extension,
  type Leg,
  type LegEnd,
  type Pause,
  type Report,
} from './report.js';

const DAY_MS = 86_400_000;

/** A day between the first and the last that count, and why it does not; a holiday has its name. */
export interface SkippedDay {
  readonly date: string;
  readonly holiday: string | null;
}

/** How the first due of a clock came about. `told`: it was taken over as somebody had promised it. */
export type Count =
  | { readonly kind: 'none' }
  | { readonly kind: 'told' }
  | {
      readonly kind: 'working_days';
      readonly receiptDate: string;
      readonly days: readonly string[];
      readonly skipped: readonly SkippedDay[];
    }
  | { readonly kind: 'working_minutes'; readonly intervals: readonly Interval[] }
  | { readonly kind: 'elapsed'; readonly minutes: number };

/** Something that moved the due, or was there to and did not; earliest first in an account. */
export type Move =
  | {
      readonly kind: 'pause';
      readonly pause: Pause;
      /** Working days, or milliseconds of what the limit counts, that lay within it. */
      readonly amount: { readonly unit: 'days' | 'working_ms' | 'elapsed_ms'; readonly of: number };
      readonly before: Date;
      readonly after: Date;
    }
  | {
      readonly kind: 'extension';
      readonly extension: Extension;
      readonly before: Date;
      readonly after: Date;
    }
  /** A recorded act that put another due in its place, such as a correction. */
  | { readonly kind: 'set'; readonly before: Date; readonly after: Date };

/** How a clock stands. `stopped`: a stopping pause is open. `outside`: it ended, and not by a result. */
export type Standing =
  'no_deadline' | 'running' | 'stopped' | 'overdue' | 'in_time' | 'late' | 'outside';

/** How the due of one clock came about, and how the clock stands; nothing in it is left to belief. */
export interface ClockAccount {
  readonly subject: 'promise' | 'leg';
  /** Of the cycle, or of the leg. */
  readonly number: number;
  /** Whose leg; null for a promise. */
  readonly unitCode: string | null;
  readonly clock: Clock;
  readonly endKind: CycleEnd | LegEnd | null;
  readonly limit: Limit | null;
  readonly calendar: Calendar;
  readonly count: Count;
  readonly moves: readonly Move[];
  readonly standing: Standing;
  /**
   * Milliseconds of what the limit counts (working time, or elapsed time for an elapsed limit), as of
   * the account or the clock's end. While a clock runs in time, `usedMs` + `leftMs` + `pausedMs` is
   * the time from its start to its due, whatever the hour at which one asks.
   */
  readonly usedMs: number;
  readonly pausedMs: number;
  readonly leftMs: number;
  readonly lateMs: number;
}

/** The accounts of every clock of a report as of an instant: each cycle, and then its legs. */
export function accountsOf(report: Report, book: Rulebook, asOf: Date): readonly ClockAccount[] {
  return report.cycles.flatMap((cycle) => [
    promiseAccount(report, cycle, book, asOf),
    ...report.legs
      .filter((leg) => leg.cycleNumber === cycle.number)
      .map((leg) => legAccount(report, leg, book, asOf)),
  ]);
}

/** The account of a cycle's promise. */
export function promiseAccount(
  report: Report,
  cycle: Cycle,
  book: Rulebook,
  asOf: Date,
): ClockAccount {
  const halts = haltsOfCycle(report, cycle);
  const own = { subject: 'promise', number: cycle.number, unitCode: null } as const;
  return { ...own, ...account(cycle, cycle.endKind, halts, book, asOf) };
}

function legAccount(report: Report, leg: Leg, book: Rulebook, asOf: Date): ClockAccount {
  const halts = haltsOfLeg(report, leg);
  const own = { subject: 'leg', number: leg.number, unitCode: leg.unitCode } as const;
  return { ...own, ...account(leg, leg.endKind, halts, book, asOf) };
}

function account(
  clock: Clock,
  endKind: CycleEnd | LegEnd | null,
  halts: Halts,
  book: Rulebook,
  asOf: Date,
): Omit<ClockAccount, 'subject' | 'number' | 'unitCode'> {
  const { policy, calendar } = book.terms(clock.policyRevision, clock.calendarRevision);
  const { pauses } = halts;
  const count = countOf(policy.resolve, clock, calendar);
  const standing = standingOf(clock, endKind, pauses, asOf);
  return {
    ...{ clock, endKind, limit: policy.resolve, calendar, count, standing },
    moves: movesOf(clock, policy.resolve, calendar, halts),
    ...spentOf(clock, policy.resolve, calendar, pauses, standing, asOf),
  };
}

function countOf(limit: Limit | null, clock: Clock, calendar: Calendar): Count {
  const { startedAt, originalDueAt } = clock;
  if (originalDueAt === null) return { kind: 'none' };
  if (limit === null || dueOf(limit, startedAt, calendar).getTime() !== originalDueAt.getTime()) {
    return { kind: 'told' };
  }
  switch (limit.kind) {
    case 'working_days':
      return daysCounted(limit, startedAt, calendar);
    case 'working_minutes':
      return { kind: 'working_minutes', intervals: calendar.intervals(startedAt, originalDueAt) };
    case 'elapsed':
      return { kind: 'elapsed', minutes: limit.minutes };
  }
}

function daysCounted(limit: DayLimit, startedAt: Date, calendar: Calendar): Count {
  const { receiptDate, days } = countedDays(limit, startedAt, calendar);
  const first = calendar.localDate(startedAt);
  const last = days.at(-1) ?? receiptDate;
  const names = new Map(calendar.revision.holidays.map(({ date, name }) => [date, name]));
  const skipped: SkippedDay[] = [];
  for (let day = Date.parse(first); day <= Date.parse(last); day += DAY_MS) {
    const date = new Date(day).toISOString().slice(0, 10);
    if (!calendar.isWorkingDay(date)) skipped.push({ date, holiday: names.get(date) ?? null });
  }
  return { kind: 'working_days', receiptDate, days, skipped };
}

/** Whatever moved the due, in the order in which it happened, until the due in force is reached. */
function movesOf(
  clock: Clock,
  limit: Limit | null,
  calendar: Calendar,
  halts: Halts,
): readonly Move[] {
  if (!clock.originalDueAt || !clock.dueAt) return [];
  let due = clock.originalDueAt;
  const moves = happenedIn(halts).map((one): Move => {
    const before = due;
    // What was missed before stays where it was missed.
    const missed = clock.breachedAt !== null && clock.breachedAt.getTime() === before.getTime();
    if ('extension' in one) {
      const { extension } = one;
      const granted = extension.outcome === 'granted' && !missed;
      const moves = granted && extension.askedDueAt > before;
      due = moves ? extension.askedDueAt : before;
      return { kind: 'extension', extension, before, after: due };
    }
    const span = { from: one.pause.startedAt, to: one.pause.endedAt };
    if (limit && !missed) due = dueAfterPause(limit, before, span, calendar);
    return {
      kind: 'pause',
      pause: one.pause,
      amount: amountOf(limit, span, calendar),
      before,
      after: due,
    };
  });
  if (due.getTime() === clock.dueAt.getTime()) return moves;
  return [...moves, { kind: 'set', before: due, after: clock.dueAt }];
}

function amountOf(
  limit: Limit | null,
  { from, to }: Interval,
  calendar: Calendar,
): Extract<Move, { kind: 'pause' }>['amount'] {
  switch (limit?.kind) {
    case 'working_days': {
      const of = calendar.workingDaysIn(calendar.localDate(from), calendar.localDate(to));
      return { unit: 'days', of };
    }
    case 'elapsed':
      return { unit: 'elapsed_ms', of: to.getTime() - from.getTime() };
    case 'working_minutes':
    case undefined:
      return { unit: 'working_ms', of: calendar.workingBetween(from, to) };
  }
}

function openStop(pauses: readonly Pause[]): Pause | undefined {
  return pauses.find((pause) => pause.stopsClock && pause.endedAt === null);
}

function standingOf(
  clock: Clock,
  endKind: CycleEnd | LegEnd | null,
  pauses: readonly Pause[],
  asOf: Date,
): Standing {
  const ended = clock.endedAt !== null && clock.endedAt <= asOf;
  if (breachedAsOf(clock, pauses, asOf)) return ended ? 'late' : 'overdue';
  if (ended && endKind !== 'resolved') return 'outside';
  if (clock.dueAt === null) return 'no_deadline';
  if (ended) return 'in_time';
  return openStop(pauses) ? 'stopped' : 'running';
}

function spentOf(
  clock: Clock,
  limit: Limit | null,
  calendar: Calendar,
  pauses: readonly Pause[],
  standing: Standing,
  asOf: Date,
): Pick<ClockAccount, 'usedMs' | 'pausedMs' | 'leftMs' | 'lateMs'> {
  const measure = (from: Date, to: Date): number =>
    limit?.kind === 'elapsed'
      ? Math.max(0, to.getTime() - from.getTime())
      : calendar.workingBetween(from, to);
  const end = clock.endedAt && clock.endedAt <= asOf ? clock.endedAt : asOf;
  const pausedMs = pauses
    .filter((pause) => pause.stopsClock && pause.startedAt < end)
    .reduce(
      (sum, { startedAt, endedAt }) => sum + measure(startedAt, least(endedAt ?? end, end)),
      0,
    );
  const usedMs = measure(clock.startedAt, end) - pausedMs;
  const { dueAt } = clock;
  if (!dueAt) return { usedMs, pausedMs, leftMs: 0, lateMs: 0 };
  const missed = standing === 'late' || standing === 'overdue';
  if (missed) return { usedMs, pausedMs, leftMs: 0, lateMs: measure(dueAt, end) };
  const stopped = standing === 'stopped' ? openStop(pauses) : undefined;
  return { usedMs, pausedMs, leftMs: measure(stopped?.startedAt ?? end, dueAt), lateMs: 0 };
}

const least = (a: Date, b: Date): Date => (a < b ? a : b);
