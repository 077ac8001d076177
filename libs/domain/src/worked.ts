import { type Calendar } from './calendar.js';
import { type Pause } from './report.js';

/**
 * Working milliseconds from one instant to another by a calendar, without those of stopping pauses in between.
 * Pauses of one clock do not overlap.
 */
export function workedBetween(
  from: Date,
  to: Date,
  pauses: readonly Pause[],
  calendar: Calendar,
): number {
  const stopped = pauses
    .filter(({ stopsClock }) => stopsClock)
    .map(({ startedAt, endedAt }) => {
      const begin = startedAt > from ? startedAt : from;
      const end = endedAt && endedAt < to ? endedAt : to;
      return begin < end ? calendar.workingBetween(begin, end) : 0;
    });
  return stopped.reduce((left, ms) => left - ms, calendar.workingBetween(from, to));
}
