import { type Act, type Classification } from '../acts.js';
import { fixPromise, startLeg } from '../clocks.js';
import { dueOf } from '../due.js';
import { type Rulebook, type Terms } from '../policy.js';
import { Refusal } from '../refusal.js';
import {
  type Leg,
  type LegEnd,
  type Report,
  currentCycle,
  openLeg,
  withCycle,
  withLeg,
} from '../report.js';
import { endOpenPause } from './progress.js';
import { type ActContext, type Effect } from './context.js';

type ActOf<A extends Act['action']> = Extract<Act, { action: A }>;

/** Refusals in a cycle after which an assignment may be marked final. */
const REFUSALS_BEFORE_FINAL = 2;

function classified(report: Report, set: Classification | undefined): Report {
  return {
    ...report,
    categoryCode: set?.categoryCode ?? report.categoryCode,
    areaCode: set?.areaCode ?? report.areaCode,
    priority: set?.priority ?? report.priority,
  };
}

function dueData(report: Report, leg: Leg): { promise: string | null; leg_due: string | null } {
  return {
    promise: currentCycle(report).dueAt?.toISOString() ?? null,
    leg_due: leg.dueAt?.toISOString() ?? null,
  };
}

/**
 * What the category's policy was when the cycle began (clock law 5), by the calendar that the cycle
 * counts by already where both name the same: it may have been corrected since.
 */
function promiseTerms(report: Report, book: Rulebook): Terms {
  const { policyRevision, calendarRevision, startedAt } = currentCycle(report);
  const terms = book.termsInForce(report.streamCode, report.categoryCode, startedAt);
  const { calendar } = book.terms(policyRevision, calendarRevision);
  return calendar.revision.code === terms.calendar.revision.code ? { ...terms, calendar } : terms;
}

/** Starts a leg; the first of a cycle also replaces the promise by the category's policy. */
function beginLeg(
  report: Report,
  to: { unitCode: string; personCode?: string; final?: boolean },
  context: ActContext,
): { report: Report; leg: Leg } {
  const terms = context.book.categoryTerms(report.streamCode, report.categoryCode);
  const cycle = fixPromise(currentCycle(report), promiseTerms(report, context.book));
  const started = startLeg(
    {
      id: context.newId(),
      number: report.legs.length + 1,
      cycleNumber: cycle.number,
      unitCode: to.unitCode,
      personCode: to.personCode ?? null,
      final: to.final ?? false,
    },
    terms,
    context.now,
  );
  const { toldDue } = context;
  const leg =
    toldDue === undefined ? started : { ...started, originalDueAt: toldDue, dueAt: toldDue };
  const begun = withCycle(report, { ...cycle, offerExpiresAt: null });
  return { report: { ...begun, legs: [...begun.legs, leg] }, leg };
}

/** Ends the open leg and whatever hangs on it: its pause, its undecided extension. */
export function endLeg(report: Report, kind: LegEnd, context: ActContext): Report {
  const free = endOpenPause(report, context.now, context.book);
  const leg = openLeg(free);
  if (!leg) return free;
  const ended = withLeg(free, { ...leg, endedAt: context.now, endKind: kind });
  return {
    ...ended,
    extensions: ended.extensions.map((extension) =>
      extension.outcome === 'open'
        ? { ...extension, outcome: 'expired', decidedAt: context.now }
        : extension,
    ),
  };
}

/** Offers the report to a network: its units may claim until the policy's time is over. */
export function offer(report: Report, act: ActOf<'offer'>, context: ActContext): Effect {
  const ready = classified(report, act.set);
  const network = context.book.network(act.networkCode);
  const terms = context.book.categoryTerms(ready.streamCode, ready.categoryCode);
  const offerExpiresAt = dueOf(terms.policy.offer, context.now, terms.calendar);
  return {
    report: withCycle(
      { ...ready, networkCode: network.code },
      { ...currentCycle(ready), offerExpiresAt },
    ),
    data: { network: network.code, words: act.words, expires_at: offerExpiresAt.toISOString() },
  };
}

/** A unit of the network takes an offered report on. */
export function claim(report: Report, act: ActOf<'claim'>, context: ActContext): Effect {
  const units = report.networkCode ? context.book.network(report.networkCode).units : [];
  if (!units.includes(act.unitCode)) {
    throw new Refusal('unit_not_in_network', {
      unit: act.unitCode,
      network: report.networkCode ?? '',
      units,
    });
  }
  const begun = beginLeg(report, { unitCode: act.unitCode }, context);
  return {
    report: begun.report,
    data: { unit: act.unitCode, ...dueData(begun.report, begun.leg) },
  };
}

/** The router or an operator names the unit. */
export function assign(report: Report, act: ActOf<'assign'>, context: ActContext): Effect {
  const { refusals } = currentCycle(report);
  if (act.final && refusals < REFUSALS_BEFORE_FINAL) {
    throw new Refusal('final_too_early', { refusals, needed: REFUSALS_BEFORE_FINAL });
  }
  const begun = beginLeg(classified(report, act.set), act, context);
  return {
    report: begun.report,
    data: {
      unit: act.unitCode,
      person: act.personCode,
      final: act.final ?? false,
      words: act.words,
      ...dueData(begun.report, begun.leg),
    },
  };
}

export function take(report: Report, act: ActOf<'take'>, context: ActContext): Effect {
  const leg = heldLeg(report);
  const personCode = act.personCode ?? context.actor.personCode ?? leg.personCode;
  return { report: withLeg(report, { ...leg, personCode }), data: { person: personCode } };
}

/** A unit gives an assignment back; the leg ends and triage has the report again. */
export function refuse(report: Report, act: ActOf<'refuse'>, context: ActContext): Effect {
  const leg = heldLeg(report);
  if (leg.final) throw new Refusal('final_assignment', { unit: leg.unitCode });
  const ended = endLeg(report, 'refused', context);
  const cycle = currentCycle(ended);
  const refused = withCycle(ended, {
    ...cycle,
    refusals: cycle.refusals + 1,
    triageSince: context.now,
  });
  return { report: refused, data: { unit: leg.unitCode, reason: act.reason } };
}

/** Hands the case to another unit; the promise does not move, the next unit has a due of its own. */
export function transfer(report: Report, act: ActOf<'transfer'>, context: ActContext): Effect {
  const leg = heldLeg(report);
  const { role, unitCodes } = context.actor;
  if (role === 'unit_staff' && !unitCodes.includes(act.unitCode)) {
    throw new Refusal('not_your_unit', { unit: act.unitCode, units: unitCodes });
  }
  const ended = endLeg(report, 'transferred', context);
  const begun = beginLeg(ended, { unitCode: act.unitCode }, context);
  return {
    report: begun.report,
    data: {
      from_unit: leg.unitCode,
      unit: act.unitCode,
      reason: act.reason,
      ...dueData(begun.report, begun.leg),
    },
  };
}

/** The leg that a unit's act is about. */
export function heldLeg(report: Report): Leg {
  const leg = openLeg(report);
  if (!leg) throw new Refusal('no_open_leg', { state: report.state });
  return leg;
}
