import { type Calendar } from './calendar.js';
import { dueAfterPause, dueOf } from './due.js';
import { type Limit } from './limit.js';
import { type Cycle, type Extension, type Leg, type Pause, type Report } from './report.js';

/** What stopped or moved one clock. */
export interface Halts {
  readonly pauses: readonly Pause[];
  readonly extensions: readonly Extension[];
}

/** What stopped or moved a cycle's promise. */
export function haltsOfCycle(report: Report, cycle: Cycle): Halts {
  const next = report.cycles.find(({ number }) => number === cycle.number + 1)?.startedAt;
  // By their instants and not by their legs: who reads may not see every unit's leg.
  const within = (at: Date): boolean => at >= cycle.startedAt && (!next || at < next);
  return {
    pauses: report.pauses.filter(({ startedAt }) => within(startedAt)),
    extensions: report.extensions.filter(({ askedAt }) => within(askedAt)),
  };
}

/** What stopped or moved a leg's due. */
export function haltsOfLeg(report: Report, leg: Leg): Halts {
  return {
    pauses: report.pauses.filter(({ legId }) => legId === leg.id),
    extensions: report.extensions.filter(({ legId }) => legId === leg.id),
  };
}

/** A halt that is over, at the instant from which it counts. */
export type Happened =
  | { readonly at: Date; readonly pause: Pause & { readonly endedAt: Date } }
  | { readonly at: Date; readonly extension: Extension };

/** Stopping pauses that have ended and extensions that were decided, in the order of those instants. */
export function happenedIn({ pauses, extensions }: Halts): readonly Happened[] {
  return [
    ...pauses.flatMap((pause) =>
      pause.stopsClock && pause.endedAt
        ? [{ at: pause.endedAt, pause: { ...pause, endedAt: pause.endedAt } }]
        : [],
    ),
    ...extensions.flatMap((extension) =>
      extension.decidedAt ? [{ at: extension.decidedAt, extension }] : [],
    ),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A due as it comes about by counting: the first one, the one in force, and when it was missed. */
export interface Counted {
  readonly originalDueAt: Date;
  readonly dueAt: Date;
  readonly missedAt: Date | null;
}

/**
 * Counts a clock's due from its start with everything that halted it, as if it ran under this limit
 * and this calendar from the beginning (clock law 2, 3 and 4). What is missed once stays where it was
 * missed.
 * @param until the clock's end, or now
 * @param met when what is owed was done, where that does not end the clock
 */
export function countThrough(
  limit: Limit,
  calendar: Calendar,
  startedAt: Date,
  halts: Halts,
  until: Date,
  met: Date | null = null,
): Counted {
  const originalDueAt = dueOf(limit, startedAt, calendar);
  const stops = halts.pauses.filter(({ stopsClock }) => stopsClock);
  // Missed by `at`: the due lies before the last instant at which the clock ran and the debt stood.
  const missedBy = (due: Date, at: Date): boolean => {
    const stop = stops.find(
      ({ startedAt: from, endedAt }) => from <= at && (!endedAt || at < endedAt),
    );
    const ran = stop?.startedAt ?? at;
    return due < (met && met < ran ? met : ran);
  };
  let dueAt = originalDueAt;
  for (const one of happenedIn(halts)) {
    if (one.at > until) break;
    if (missedBy(dueAt, 'pause' in one ? one.pause.startedAt : one.at)) {
      return { originalDueAt, dueAt, missedAt: dueAt };
    }
    if ('pause' in one) {
      const span = { from: one.pause.startedAt, to: one.pause.endedAt };
      dueAt = dueAfterPause(limit, dueAt, span, calendar);
    } else if (one.extension.outcome === 'granted') {
      const { askedDueAt } = one.extension;
      if (askedDueAt > dueAt) dueAt = askedDueAt;
    }
  }
  return { originalDueAt, dueAt, missedAt: missedBy(dueAt, until) ? dueAt : null };
}
