import { type ClockAccount, accountsOf } from './account.js';
import { type Interval } from './calendar.js';
import { type Rulebook } from './policy.js';
import { type Report, currentCycle, openLeg } from './report.js';

const DAY_MS = 86_400_000;

/** A clock of an open case, and when it counts from now on. */
export interface RunningClock {
  readonly account: ClockAccount;
  /** Milliseconds that a day holds of what the limit counts: of working time, that of the next day of work. */
  readonly dayMs: number;
  /**
   * When it counts from the account's instant on, earliest first: what is left becomes less, or, once it is
   * overdue, what it is late by becomes more. Empty while it stands still.
   */
  readonly counts: readonly Interval[];
}

/** Milliseconds that a day holds of what a clock counts: of working time, those of the next day of work. */
export function countedDayMs({ limit, calendar }: ClockAccount, asOf: Date): number {
  if (limit?.kind === 'elapsed') return DAY_MS;
  const today = calendar.localDate(asOf);
  const date = calendar.isWorkingDay(today) ? today : calendar.workingDayAfter(today, 1);
  return calendar.workingBetween(calendar.startOfWork(date), calendar.endOfWork(date));
}

function countsOf(account: ClockAccount, asOf: Date, horizon: Date): readonly Interval[] {
  const { standing, clock, limit, calendar } = account;
  if (standing !== 'running' && standing !== 'overdue') return [];
  const { dueAt } = clock;
  const to = standing === 'running' && dueAt && dueAt < horizon ? dueAt : horizon;
  if (limit?.kind === 'elapsed') return [{ from: asOf, to }];
  return calendar.intervals(asOf, to);
}

/**
 * The clocks that have not ended: the open cycle's promise, then the open leg.
 * @param aheadMs when they count is told for so long
 */
export function runningClocks(
  report: Report,
  book: Rulebook,
  asOf: Date,
  aheadMs: number,
): readonly RunningClock[] {
  const cycle = currentCycle(report);
  const leg = openLeg(report);
  const horizon = new Date(asOf.getTime() + aheadMs);
  return accountsOf(report, book, asOf)
    .filter(({ subject, number, clock }) =>
      subject === 'promise'
        ? number === cycle.number && clock.endedAt === null
        : number === leg?.number,
    )
    .map((account) => ({
      account,
      dayMs: countedDayMs(account, asOf),
      counts: countsOf(account, asOf, horizon),
    }));
}
