import { type Act, WAIT_REASONS } from '../acts.js';
import { endPause, extendTo } from '../clocks.js';
import { type Rulebook } from '../policy.js';
import { Refusal } from '../refusal.js';
import {
  type Extension,
  type Report,
  clockStopped,
  currentCycle,
  openExtension,
  openLeg,
  openPause,
  withCycle,
  withLeg,
} from '../report.js';
import { type ActContext, type Effect } from './context.js';

type ActOf<A extends Act['action']> = Extract<Act, { action: A }>;

/** Ends the open pause, if there is one, at `at`. */
export function endOpenPause(report: Report, at: Date, book: Rulebook): Report {
  const pause = openPause(report);
  return pause ? endPause(report, pause, at, book) : report;
}

/** The unit waits; whether the clock stops is said by the kind of reason. */
export function wait(report: Report, act: ActOf<'wait'>, context: ActContext): Effect {
  const leg = openLeg(report);
  if (!leg) throw new Refusal('no_open_leg', { state: report.state });
  inFuture(act.until, context.now);
  const { stopsClock } = WAIT_REASONS[act.reason];
  const pause = {
    id: context.newId(),
    legId: leg.id,
    reason: act.reason,
    stopsClock,
    startedAt: context.now,
    until: act.until,
    endedAt: null,
  };
  return {
    report: { ...report, pauses: [...report.pauses, pause] },
    data: {
      reason: act.reason,
      stops_clock: stopsClock,
      until: act.until.toISOString(),
      note: act.note,
    },
  };
}

/**
 * Work goes on. The pause ended at `at` where that is given, and never later than it was asked for:
 * a resumption that nobody noticed in time gives no more time.
 */
export function resume(report: Report, act: ActOf<'resume'>, context: ActContext): Effect {
  const pause = openPause(report);
  const said = act.at ?? context.now;
  if (said > context.now || (pause && said < pause.startedAt)) {
    throw new Refusal('correction_not_possible', { instant: 'resume', to: said.toISOString() });
  }
  const at = pause && pause.until < said ? pause.until : said;
  const resumed = endOpenPause(report, at, context.book);
  return {
    report: resumed,
    data: {
      occurred_at: at.toISOString(),
      promise: currentCycle(resumed).dueAt?.toISOString() ?? null,
      leg_due: openLeg(resumed)?.dueAt?.toISOString() ?? null,
    },
  };
}

/**
 * A public answer meets the respond milestone and never ends the clock, nor moves it where it commits
 * the unit to a date: of that the unit is reminded.
 */
export function answer(report: Report, act: ActOf<'answer'>, context: ActContext): Effect {
  const cycle = currentCycle(report);
  if (act.commitment) inFuture(act.commitment, context.now);
  const answered = withCycle(report, { ...cycle, respondedAt: cycle.respondedAt ?? context.now });
  return {
    report: act.commitment ? committed(answered, act.commitment, context.now) : answered,
    data: { text: act.text, commitment: act.commitment?.toISOString() },
  };
}

/** The last date that a unit has given counts. */
function committed(report: Report, committedTo: Date, committedAt: Date): Report {
  const leg = openLeg(report);
  if (!leg) return report;
  return withLeg(report, { ...leg, committedTo, committedAt, commitments: leg.commitments + 1 });
}

/** A unit asks for more time: before the due, or it is too late to ask (clock law 4). */
export function askExtension(
  report: Report,
  act: ActOf<'ask_extension'>,
  context: ActContext,
): Effect {
  const leg = openLeg(report);
  if (!leg) throw new Refusal('no_open_leg', { state: report.state });
  if (openExtension(report)) throw new Refusal('extension_open_already', {});
  if (!leg.dueAt || leg.dueAt < context.now || currentCycle(report).breachedAt) {
    throw new Refusal('extension_expired', { due: leg.dueAt?.toISOString() ?? '' });
  }
  if (act.dueAt <= leg.dueAt)
    throw new Refusal('instant_in_past', {
      instant: act.dueAt.toISOString(),
      after: leg.dueAt.toISOString(),
    });
  const extension: Extension = {
    id: context.newId(),
    legId: leg.id,
    askedAt: context.now,
    askedDueAt: act.dueAt,
    reason: act.reason,
    outcome: 'open',
    decidedAt: null,
  };
  return {
    report: { ...report, extensions: [...report.extensions, extension] },
    data: { reason: act.reason, due: leg.dueAt.toISOString(), asked_due: act.dueAt.toISOString() },
  };
}

function decided(
  report: Report,
  outcome: 'granted' | 'denied' | 'expired',
  now: Date,
): { report: Report; extension: Extension } {
  const extension = openExtension(report);
  if (!extension) throw new Refusal('extension_not_open', {});
  return {
    extension,
    report: {
      ...report,
      extensions: report.extensions.map((e) =>
        e.id === extension.id ? { ...e, outcome, decidedAt: now } : e,
      ),
    },
  };
}

/** Undecided at the due instant it has expired, unless a pause keeps the clock from getting there. */
function decidable(report: Report, now: Date): void {
  const due = openLeg(report)?.dueAt;
  if (due && due < now && !clockStopped(report)) {
    throw new Refusal('extension_expired', { due: due.toISOString() });
  }
}

/** More time is granted: promise and leg due move, the old instants stay in the history. */
export function grant(report: Report, act: ActOf<'grant'>, context: ActContext): Effect {
  const { report: settled, extension } = decided(report, 'granted', context.now);
  const leg = openLeg(settled);
  decidable(settled, context.now);
  const extended = extendTo(settled, extension.askedDueAt);
  return {
    report: extended,
    data: {
      reason: act.reason,
      old_due: leg?.dueAt?.toISOString() ?? null,
      leg_due: extension.askedDueAt.toISOString(),
      old_promise: currentCycle(settled).dueAt?.toISOString() ?? null,
      promise: currentCycle(extended).dueAt?.toISOString() ?? null,
    },
  };
}

export function deny(report: Report, act: ActOf<'deny'>, context: ActContext): Effect {
  const { report: settled } = decided(report, 'denied', context.now);
  decidable(settled, context.now);
  return { report: settled, data: { reason: act.reason } };
}

/** Nobody decided before the due: the question has answered itself (clock law 4). */
export function expireExtension(report: Report, now: Date): Report {
  return decided(report, 'expired', now).report;
}

function inFuture(instant: Date, now: Date): void {
  if (instant <= now)
    throw new Refusal('instant_in_past', {
      instant: instant.toISOString(),
      after: now.toISOString(),
    });
}
