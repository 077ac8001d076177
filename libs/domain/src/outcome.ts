import { isMissed } from './clocks.js';
import { type Clock, type Cycle, type Leg, type Pause, type Report } from './report.js';

/** The class of a report: exactly one, the first that matches (domain rule "The figures"). */
export type ReportClass =
  | 'late'
  | 'open_overdue'
  | 'open_in_time'
  | 'on_time'
  | 'no_deadline'
  | 'rejected'
  | 'duplicate'
  | 'withdrawn'
  | 'spam'
  | 'child';
/** The class of a leg; `outside` are legs refused, transferred or ended with their cycle unbreached. */
export type LegClass =
  'late' | 'on_time' | 'open_overdue' | 'open_in_time' | 'no_deadline' | 'outside';

/**
 * Whether a clock had breached as of `asOf`. Instants decide, not what a timer has stored: a
 * stored breach counts from the instant of its due, and one that nobody noticed counts the same.
 */
export function breachedAsOf(clock: Clock, pauses: readonly Pause[], asOf: Date): boolean {
  if (clock.breachedAt) return clock.breachedAt < asOf;
  const end = clock.endedAt && clock.endedAt <= asOf ? clock.endedAt : null;
  // A pause that is open now belongs to a clock that runs, not to one that has ended.
  const stopped =
    end === null && pauses.some((p) => p.stopsClock && p.startedAt <= asOf && p.endedAt === null);
  return !stopped && isMissed(clock.dueAt, end, asOf);
}

function endedBy(clock: Clock, asOf: Date): boolean {
  return clock.endedAt !== null && clock.endedAt <= asOf;
}

/**
 * The class of a report as of an instant, from its clocks alone. Null where it had not been
 * received by then.
 */
export function classOfReport(report: Report, asOf: Date): ReportClass | null {
  const cycles = report.cycles.filter((cycle) => cycle.startedAt <= asOf);
  const last = cycles.at(-1);
  if (!last) return null;
  if (report.parentId !== null) return 'child';
  if (endedBy(last, asOf) && last.endKind === 'spam') return 'spam';
  const breached = (cycle: Cycle): boolean => breachedAsOf(cycle, report.pauses, asOf);
  if (cycles.some((cycle) => endedBy(cycle, asOf) && breached(cycle))) return 'late';
  if (endedBy(last, asOf)) {
    const { endKind } = last;
    if (endKind === 'rejected' || endKind === 'duplicate' || endKind === 'withdrawn')
      return endKind;
  }
  if (cycles.every((cycle) => cycle.dueAt === null)) return 'no_deadline';
  if (endedBy(last, asOf)) return 'on_time';
  return breached(last) ? 'open_overdue' : 'open_in_time';
}

/** The class of a leg as of an instant; null where it had not started by then. */
export function classOfLeg(leg: Leg, pauses: readonly Pause[], asOf: Date): LegClass | null {
  if (leg.startedAt > asOf) return null;
  const ended = endedBy(leg, asOf);
  if (breachedAsOf(leg, pauses, asOf)) return ended ? 'late' : 'open_overdue';
  if (leg.dueAt === null) return 'no_deadline';
  if (!ended) return 'open_in_time';
  return leg.endKind === 'resolved' ? 'on_time' : 'outside';
}
