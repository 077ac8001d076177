import { type Act } from '../acts.js';
import { isMissed, startCycle } from '../clocks.js';
import { dueOf } from '../due.js';
import { checkEvidence } from '../evidence.js';
import { Refusal } from '../refusal.js';
import {
  type Clock,
  type Cycle,
  type CycleEnd,
  type LegEnd,
  type Report,
  currentCycle,
  hasBreached,
  withCycle,
  withLeg,
} from '../report.js';
import { endLeg } from './assignment.js';
import { type ActContext, type Effect } from './context.js';
import { correctCalendar } from './recount.js';

type ActOf<A extends Act['action']> = Extract<Act, { action: A }>;

const DAY_MS = 86_400_000;

function endCycle(report: Report, kind: CycleEnd, legEnd: LegEnd, context: ActContext): Report {
  const ended = endLeg(report, legEnd, context);
  return withCycle(ended, {
    ...currentCycle(ended),
    endedAt: context.now,
    endKind: kind,
    offerExpiresAt: null,
  });
}

/**
 * The public result, with the evidence that the stream demands: ends leg and cycle; the reporter may
 * rate it from now on.
 */
export function resolve(report: Report, act: ActOf<'resolve'>, context: ActContext): Effect {
  if (report.openChildren > 0)
    throw new Refusal('children_open', { children: report.openChildren });
  const { text, photos = [] } = act;
  if (context.told !== true) {
    checkEvidence(context.book.stream(report.streamCode).evidence, { text, photos });
  }
  const cycle = currentCycle(report);
  const answered = withCycle(report, { ...cycle, respondedAt: cycle.respondedAt ?? context.now });
  return {
    report: endCycle(answered, 'resolved', 'resolved', context),
    data: { text, ...(photos.length > 0 && { photos }) },
  };
}

/** The end was none: the same leg and cycle run on as if never ended. */
export function takeBack(report: Report, act: ActOf<'return'>): Effect {
  const cycle = currentCycle(report);
  const open = withCycle(report, { ...cycle, endedAt: null, endKind: null });
  const leg = open.legs.at(-1);
  if (!leg || leg.cycleNumber !== cycle.number || leg.endKind !== 'resolved')
    throw new Refusal('no_open_leg', { state: report.state });
  return {
    report: withLeg(open, { ...leg, endedAt: null, endKind: null }),
    data: { reason: act.reason, void_end: cycle.endedAt?.toISOString() ?? null },
  };
}

/** The next cycle, with a promise of its own; the unit of the last leg is suggested. */
export function reopen(report: Report, act: ActOf<'reopen'>, context: ActContext): Effect {
  const last = currentCycle(report);
  const { reopenWindowDays } = context.book.stream(report.streamCode);
  const until = new Date((last.endedAt ?? context.now).getTime() + reopenWindowDays * DAY_MS);
  if (context.actor.role === 'reporter' && context.now > until) {
    throw new Refusal('reopen_window_over', { until: until.toISOString(), days: reopenWindowDays });
  }
  const cycle = startCycle(
    context.newId(),
    last.number + 1,
    context.book.streamTerms(report.streamCode),
    context.now,
  );
  return {
    report: {
      ...report,
      suggestedUnitCode: report.legs.at(-1)?.unitCode ?? report.suggestedUnitCode,
      cycles: [...report.cycles, cycle],
    },
    data: { reason: act.reason, cycle: cycle.number, promise: cycle.dueAt?.toISOString() ?? null },
  };
}

export function reject(report: Report, act: ActOf<'reject'>, context: ActContext): Effect {
  return {
    report: endCycle(report, 'rejected', 'ended', context),
    data: { reason: act.reason, note: act.note },
  };
}

/** Outside all rates, counted beside them. */
export function spam(report: Report, context: ActContext): Effect {
  return { report: endCycle(report, 'spam', 'ended', context), data: {} };
}

export function withdraw(report: Report, act: ActOf<'withdraw'>, context: ActContext): Effect {
  return { report: endCycle(report, 'withdrawn', 'ended', context), data: { reason: act.reason } };
}

/** Joins a report to the one that goes on; refused where either has breached or ended. */
export function merge(report: Report, act: ActOf<'merge'>, context: ActContext): Effect {
  if (
    hasBreached(report) ||
    act.survivorBreached ||
    !act.survivorOpen ||
    act.survivorId === report.id
  ) {
    throw new Refusal('merge_not_possible', { survivor: act.survivorCode });
  }
  return {
    report: { ...endCycle(report, 'duplicate', 'ended', context), mergedIntoId: act.survivorId },
    data: { survivor: act.survivorCode },
  };
}

/** The survivor of a merge takes the earlier receipt and the earlier promise. */
export function absorb(survivor: Report, duplicate: Report): Report {
  const cycle = currentCycle(survivor);
  const other = currentCycle(duplicate);
  const receivedAt =
    duplicate.receivedAt < survivor.receivedAt ? duplicate.receivedAt : survivor.receivedAt;
  const earlier = other.dueAt && (!cycle.dueAt || other.dueAt < cycle.dueAt);
  const joined: Report = { ...survivor, receivedAt };
  if (!earlier) return joined;
  return withCycle(joined, {
    ...cycle,
    dueAt: other.dueAt,
    originalDueAt: other.originalDueAt,
    dueRevision: cycle.dueRevision + 1,
    promiseFixed: true,
  });
}

/** Opens children at other units, or, performed by the system, ends the parent with its last child. */
export function split(report: Report, act: ActOf<'split'>, context: ActContext): Effect {
  if (context.actor.role === 'system') {
    if (report.openChildren > 0)
      throw new Refusal('children_open', { children: report.openChildren });
    return { report: endCycle(report, 'resolved', 'resolved', context), data: { completes: true } };
  }
  return {
    report: { ...report, openChildren: report.openChildren + act.children.length },
    data: { children: act.children.map((child) => ({ code: child.code, unit: child.unitCode })) },
  };
}

type InstantCorrection = Exclude<ActOf<'correct'>, { instant: 'calendar' }>;

function corrected<C extends Clock>(clock: C, act: InstantCorrection, context: ActContext): C {
  const { policy, calendar } = context.book.terms(clock.policyRevision, clock.calendarRevision);
  if (act.instant === 'ended_at') {
    if (!clock.endedAt || act.to < clock.startedAt || act.to > context.now) {
      throw new Refusal('correction_not_possible', {
        instant: act.instant,
        to: act.to.toISOString(),
      });
    }
    const breachedAt = isMissed(clock.dueAt, act.to, context.now) ? clock.dueAt : null;
    return { ...clock, endedAt: act.to, breachedAt, corrected: true };
  }
  if (
    act.to > (clock.endedAt ?? context.now) ||
    clock.dueAt?.getTime() !== clock.originalDueAt?.getTime()
  ) {
    throw new Refusal('correction_not_possible', {
      instant: act.instant,
      to: act.to.toISOString(),
    });
  }
  const dueAt = policy.resolve ? dueOf(policy.resolve, act.to, calendar) : null;
  const breachedAt = isMissed(dueAt, clock.endedAt, context.now) ? dueAt : null;
  return {
    ...clock,
    startedAt: act.to,
    dueAt,
    originalDueAt: dueAt,
    dueRevision: clock.dueRevision + 1,
    breachedAt,
    corrected: true,
  };
}

/** The first answer falls due from the corrected start too. */
function respondFrom(
  start: Date,
  cycle: Cycle,
  context: ActContext,
): Pick<Cycle, 'respondDueAt' | 'respondBreachedAt'> {
  const { policy, calendar } = context.book.terms(cycle.policyRevision, cycle.calendarRevision);
  const respondDueAt = policy.respond ? dueOf(policy.respond, start, calendar) : null;
  const missed = isMissed(respondDueAt, cycle.respondedAt ?? cycle.endedAt, context.now);
  return { respondDueAt, respondBreachedAt: missed ? respondDueAt : null };
}

/**
 * A recorded correction: of an instant of the current cycle (and of its last leg where the end is
 * corrected), or of the calendar that its running clocks count by. Asked by one person, confirmed by
 * another; the only thing besides spam that can undo a breach.
 */
export function correct(report: Report, act: ActOf<'correct'>, context: ActContext): Effect {
  if (context.actor.personCode === null || context.actor.personCode === act.askedBy) {
    throw new Refusal('same_person', { asked_by: act.askedBy });
  }
  return act.instant === 'calendar'
    ? correctCalendar(report, act, context)
    : correctInstant(report, act, context);
}

function correctInstant(report: Report, act: InstantCorrection, context: ActContext): Effect {
  const cycle = currentCycle(report);
  const old = act.instant === 'ended_at' ? cycle.endedAt : cycle.startedAt;
  const right = corrected(cycle, act, context);
  let next = withCycle(
    report,
    act.instant === 'started_at' ? { ...right, ...respondFrom(act.to, right, context) } : right,
  );
  const leg = report.legs.at(-1);
  if (act.instant === 'ended_at' && leg && leg.endedAt?.getTime() === cycle.endedAt?.getTime()) {
    next = withLeg(next, corrected(leg, act, context));
  }
  if (act.instant === 'started_at' && cycle.number === 1) next = { ...next, receivedAt: act.to };
  return {
    report: next,
    data: {
      instant: act.instant,
      old: old?.toISOString() ?? null,
      to: act.to.toISOString(),
      reason: act.reason,
      asked_by: act.askedBy,
      breach_before: cycle.breachedAt?.toISOString() ?? null,
      breach_after: currentCycle(next).breachedAt?.toISOString() ?? null,
    },
  };
}
