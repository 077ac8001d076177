import { dueAfterPause, dueOf } from './due.js';
import { type Rulebook, type Terms } from './policy.js';
import {
  type Alarm,
  type Clock,
  type Cycle,
  type Leg,
  type Pause,
  type Report,
  clockStopped,
  currentCycle,
  openLeg,
  withCycle,
  withLeg,
} from './report.js';

function startClock(terms: Terms, startedAt: Date): Clock {
  const dueAt = terms.policy.resolve
    ? dueOf(terms.policy.resolve, startedAt, terms.calendar)
    : null;
  return {
    startedAt,
    policyRevision: terms.policy.id,
    calendarRevision: terms.calendar.revision.id,
    originalDueAt: dueAt,
    dueAt,
    dueRevision: 1,
    endedAt: null,
    breachedAt: null,
    corrected: false,
  };
}

/** A cycle that starts now under the stream's default policy (clock law 1). */
export function startCycle(id: string, number: number, terms: Terms, startedAt: Date): Cycle {
  const { respond } = terms.policy;
  const clock = startClock(terms, startedAt);
  // Field by field: every receipt makes one, and a spread object is a slow one.
  return {
    startedAt: clock.startedAt,
    policyRevision: clock.policyRevision,
    calendarRevision: clock.calendarRevision,
    originalDueAt: clock.originalDueAt,
    dueAt: clock.dueAt,
    dueRevision: clock.dueRevision,
    endedAt: clock.endedAt,
    breachedAt: clock.breachedAt,
    corrected: clock.corrected,
    id,
    number,
    promiseFixed: false,
    respondDueAt: respond ? dueOf(respond, startedAt, terms.calendar) : null,
    respondedAt: null,
    respondBreachedAt: null,
    triageSince: startedAt,
    offerExpiresAt: null,
    refusals: 0,
    endKind: null,
    rating: null,
  };
}

/**
 * A cycle whose promise another system told: it stays as it was told (null: none was), and nothing
 * is held against a first answer that nobody promised.
 */
export function startToldCycle(
  id: string,
  number: number,
  terms: Terms,
  startedAt: Date,
  told: Date | null,
): Cycle {
  return {
    ...startCycle(id, number, terms, startedAt),
    originalDueAt: told,
    dueAt: told,
    promiseFixed: true,
    respondDueAt: null,
  };
}

/**
 * The promise as the category's policy gives it, counted from the same start. Only the first
 * assignment of a cycle replaces it, and never once the cycle has breached.
 */
export function fixPromise(cycle: Cycle, terms: Terms): Cycle {
  if (cycle.promiseFixed || cycle.breachedAt) return { ...cycle, promiseFixed: true };
  const fresh = startCycle(cycle.id, cycle.number, terms, cycle.startedAt);
  return {
    ...cycle,
    promiseFixed: true,
    policyRevision: fresh.policyRevision,
    calendarRevision: fresh.calendarRevision,
    originalDueAt: fresh.originalDueAt,
    dueAt: fresh.dueAt,
    dueRevision: cycle.dueRevision + 1,
    respondDueAt: cycle.respondBreachedAt ? cycle.respondDueAt : fresh.respondDueAt,
  };
}

/** A leg that starts now: its due counts from its own start (clock law 1). */
export function startLeg(
  leg: {
    id: string;
    number: number;
    cycleNumber: number;
    unitCode: string;
    personCode: string | null;
    final: boolean;
  },
  terms: Terms,
  startedAt: Date,
): Leg {
  const own = { committedTo: null, committedAt: null, commitments: 0, endKind: null };
  return { ...startClock(terms, startedAt), ...leg, ...own };
}

function moved<C extends Clock>(clock: C, dueAt: Date | null): C {
  if (!clock.dueAt || !dueAt || clock.breachedAt || clock.endedAt) return clock;
  if (clock.dueAt.getTime() === dueAt.getTime()) return clock;
  return { ...clock, dueAt, dueRevision: clock.dueRevision + 1 };
}

function pausedDue(clock: Clock, from: Date, to: Date, book: Rulebook): Date | null {
  const { policy, calendar } = book.terms(clock.policyRevision, clock.calendarRevision);
  if (!clock.dueAt || !policy.resolve) return clock.dueAt;
  return dueAfterPause(policy.resolve, clock.dueAt, { from, to }, calendar);
}

/**
 * Ends the open pause at `at`; where it stopped the clock, promise and leg due move (clock law 3).
 * A clock that had breached before the pause stays where it is.
 */
export function endPause(report: Report, pause: Pause, at: Date, book: Rulebook): Report {
  const ended = { ...pause, endedAt: at };
  const closed: Report = {
    ...report,
    pauses: report.pauses.map((p) => (p.id === pause.id ? ended : p)),
  };
  if (!pause.stopsClock) return closed;
  const cycle = currentCycle(closed);
  const { policy, calendar } = book.terms(cycle.policyRevision, cycle.calendarRevision);
  // Also when it was answered meanwhile: while the clock stood still, no answer came too late.
  const respondDueAt =
    cycle.respondDueAt && policy.respond && !cycle.respondBreachedAt
      ? dueAfterPause(
          policy.respond,
          cycle.respondDueAt,
          { from: pause.startedAt, to: at },
          calendar,
        )
      : cycle.respondDueAt;
  const shifted = withCycle(closed, {
    ...moved(cycle, pausedDue(cycle, pause.startedAt, at, book)),
    respondDueAt,
  });
  const leg = openLeg(shifted);
  return leg ? withLeg(shifted, moved(leg, pausedDue(leg, pause.startedAt, at, book))) : shifted;
}

/**
 * Moves both clocks to a granted instant; one whose due is later already stays, since a pause may
 * have moved it beyond what was asked (clock law 4).
 */
export function extendTo(report: Report, dueAt: Date): Report {
  const extended = <C extends Clock>(clock: C): C =>
    clock.dueAt && clock.dueAt < dueAt ? moved(clock, dueAt) : clock;
  const next = withCycle(report, extended(currentCycle(report)));
  const leg = openLeg(next);
  return leg ? withLeg(next, extended(leg)) : next;
}

/** Missed: the clock ran, had not ended, and now is after the due. Exactly at the due is in time. */
export function isMissed(due: Date | null, met: Date | null, now: Date): due is Date {
  return due !== null && due < (met ?? now);
}

/**
 * Records every breach that instants alone tell, as of `now` (clock law 2): nothing while a
 * stopping pause is open, each once, with the due instant as the time it happened.
 */
export function noticeBreaches(
  report: Report,
  now: Date,
): { report: Report; alarms: readonly Alarm[] } {
  const cycle = currentCycle(report);
  if (cycle.endedAt || clockStopped(report)) return { report, alarms: [] };
  const alarms: Alarm[] = [];
  const breach = (
    subject: 'cycle' | 'leg',
    subjectId: string,
    milestone: 'respond' | 'resolve',
    dueRevision: number,
    occurredAt: Date,
  ): void => {
    alarms.push({
      subject,
      subjectId,
      milestone,
      dueRevision,
      occurredAt,
      kind: 'breach',
      level: 0,
      tell: null,
      noticedAt: now,
    });
  };
  let next = report;
  if (!cycle.respondBreachedAt && isMissed(cycle.respondDueAt, cycle.respondedAt, now)) {
    breach('cycle', cycle.id, 'respond', cycle.dueRevision, cycle.respondDueAt);
    next = withCycle(next, { ...currentCycle(next), respondBreachedAt: cycle.respondDueAt });
  }
  if (!cycle.breachedAt && isMissed(cycle.dueAt, null, now)) {
    breach('cycle', cycle.id, 'resolve', cycle.dueRevision, cycle.dueAt);
    next = withCycle(next, { ...currentCycle(next), breachedAt: cycle.dueAt });
  }
  const leg = openLeg(report);
  if (leg && !leg.breachedAt && isMissed(leg.dueAt, null, now)) {
    breach('leg', leg.id, 'resolve', leg.dueRevision, leg.dueAt);
    next = withLeg(next, { ...leg, breachedAt: leg.dueAt });
  }
  if (alarms.length === 0) return { report, alarms };
  return { report: { ...next, alarms: [...next.alarms, ...alarms] }, alarms };
}
