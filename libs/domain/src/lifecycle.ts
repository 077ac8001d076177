import { type Act, type Actor, SYSTEM } from './acts.js';
import { noticeBreaches, startCycle, startToldCycle } from './clocks.js';
import * as assignment from './effects/assignment.js';
import { type ActContext, type Effect } from './effects/context.js';
import * as ending from './effects/ending.js';
import * as progress from './effects/progress.js';
import { type HistoryEvent, alarmEvent } from './history.js';
import { type Performed, append } from './performed.js';
import { Refusal } from './refusal.js';
import {
  type Channel,
  type Cycle,
  type Priority,
  type RatingValue,
  type Report,
  currentCycle,
  openLeg,
  openPause,
  withCycle,
} from './report.js';
import { isOpen, stateAfter, transitionFor } from './transitions.js';

export { type ActContext } from './effects/context.js';
export { type Performed } from './performed.js';

/** What is known of a report when it comes in. */
export interface NewReport {
  readonly id: string;
  readonly code: string;
  readonly streamCode: string;
  readonly categoryCode: string | null;
  readonly areaCode: string | null;
  readonly priority: Priority;
  readonly channel: Channel;
  readonly parentId: string | null;
  /** The promise that another system told its citizen (null: none); absent: the policy gives it. */
  readonly promise?: Date | null;
}

function firstCycle({ streamCode, categoryCode, promise }: NewReport, context: ActContext): Cycle {
  const { book, now } = context;
  if (promise === undefined)
    return startCycle(context.newId(), 1, book.streamTerms(streamCode), now);
  return startToldCycle(
    context.newId(),
    1,
    book.categoryTerms(streamCode, categoryCode),
    now,
    promise,
  );
}

/**
 * Opens a report: cycle 1 begins and the promise is set at once, from the stream's default policy
 * or as another system told it.
 */
export function receive(filed: NewReport, context: ActContext): Performed {
  const row = transitionFor('none', 'receive', context.actor.role);
  const cycle = firstCycle(filed, context);
  const { promise } = filed;
  const state = stateAfter(row, 'received');
  // Every field by its name: an object made of the rest of another is slow to make and to read.
  const report: Report = {
    id: filed.id,
    code: filed.code,
    streamCode: filed.streamCode,
    categoryCode: filed.categoryCode,
    areaCode: filed.areaCode,
    priority: filed.priority,
    channel: filed.channel,
    parentId: filed.parentId,
    version: 1,
    state,
    networkCode: null,
    receivedAt: context.now,
    suggestedUnitCode: null,
    mergedIntoId: null,
    openChildren: 0,
    cycles: [cycle],
    legs: [],
    pauses: [],
    extensions: [],
    alarms: [],
  };
  const event: HistoryEvent = {
    version: 1,
    kind: 'receive',
    from: 'none',
    to: state,
    at: context.now,
    actor: context.actor,
    data: {
      channel: filed.channel,
      promise: cycle.dueAt?.toISOString() ?? null,
      ...(promise !== undefined && { promise_by: 'source' }),
    },
  };
  return { report, events: [event] };
}

function effectOf(report: Report, act: Act, context: ActContext): Effect {
  switch (act.action) {
    case 'review':
      return { report, data: { reasons: act.reasons, words: act.words } };
    case 'offer':
      return assignment.offer(report, act, context);
    case 'claim':
      return assignment.claim(report, act, context);
    case 'assign':
      return assignment.assign(report, act, context);
    case 'take':
      return assignment.take(report, act, context);
    case 'refuse':
      return assignment.refuse(report, act, context);
    case 'transfer':
      return assignment.transfer(report, act, context);
    case 'wait':
      return progress.wait(report, act, context);
    case 'resume':
      return progress.resume(report, act, context);
    case 'answer':
      return progress.answer(report, act, context);
    case 'ask_extension':
      return progress.askExtension(report, act, context);
    case 'grant':
      return progress.grant(report, act, context);
    case 'deny':
      return progress.deny(report, act, context);
    case 'resolve':
      return ending.resolve(report, act, context);
    case 'return':
      return ending.takeBack(report, act);
    case 'close':
      return { report, data: {} };
    case 'reopen':
      return ending.reopen(report, act, context);
    case 'reject':
      return ending.reject(report, act, context);
    case 'spam':
      return ending.spam(report, context);
    case 'merge':
      return ending.merge(report, act, context);
    case 'link':
      return { report, data: { other: act.otherCode, kind: act.kind } };
    case 'split':
      return ending.split(report, act, context);
    case 'withdraw':
      return ending.withdraw(report, act, context);
    case 'correct':
      return ending.correct(report, act, context);
  }
}

/** A unit's person acts only on what a unit of theirs holds; offers are checked by the claim itself. */
function checkUnit(report: Report, act: Act, actor: Actor): void {
  if (actor.role !== 'unit_staff') return;
  const unit = act.action === 'claim' ? act.unitCode : openLeg(report)?.unitCode;
  if (unit === undefined || !actor.unitCodes.includes(unit)) {
    throw new Refusal('not_your_unit', { unit: unit ?? '', units: actor.unitCodes });
  }
}

function checkWords(act: Act): void {
  const reason = 'reason' in act ? act.reason : undefined;
  if (reason?.trim() === '') throw new Refusal('reason_needed', { action: act.action });
  if ('text' in act && act.text.trim() === '')
    throw new Refusal('text_needed', { action: act.action });
}

/**
 * Carries out one act. First what instants alone tell is noticed (a pause whose time has passed is
 * over, a breach before the act stays a breach), then the table says whether the act is allowed and which state follows, then its effect.
 *
 * @throws Refusal when a rule says no; nothing has happened then.
 */
export function perform(before: Report, act: Act, context: ActContext): Performed {
  const woken = endPassedPause(before, act, context);
  const { state } = woken.report;
  const row = transitionFor(state, act.action, context.actor.role);
  checkUnit(woken.report, act, context.actor);
  checkWords(act);
  const noticed = noticeBefore(woken.report, act, context);
  const effect = effectOf(noticed.report, act, context);
  const events = [...woken.events, ...noticed.events];
  const to = stateAfter(row, state);
  return append({ report: effect.report, events }, act.action, to, effect.data, context);
}

/** A pause whose time has passed ended then, whether or not a tick was there to say so. */
function endPassedPause(before: Report, act: Act, context: ActContext): Performed {
  const pause = openPause(before);
  if (!pause || act.action === 'resume' || pause.until > context.now) {
    return { report: before, events: [] };
  }
  return perform(before, { action: 'resume', at: pause.until }, { ...context, actor: SYSTEM });
}

/** Breaches up to the act's own instant: one that ends a pause late counts from the pause's end. */
function noticeBefore(before: Report, act: Act, context: ActContext): Performed {
  const instant = act.action === 'resume' && act.at ? act.at : context.now;
  const { report, alarms } = noticeBreaches(before, instant);
  const events = alarms.map((alarm, index) =>
    alarmEvent(
      { ...alarm, noticedAt: context.now },
      before.state,
      before.version + index + 1,
      context.actor,
    ),
  );
  return { report: { ...report, version: before.version + events.length }, events };
}

/**
 * The reporter's rating of the current cycle; the last one counts. A good one (satisfied or
 * acceptable) closes a resolved report at once.
 * @throws Refusal `not_rateable` unless it was resolved, `rating_window_over` afterwards.
 */
export function rate(before: Report, rating: RatingValue, context: ActContext): Performed {
  const cycle = currentCycle(before);
  if ((before.state !== 'resolved' && before.state !== 'closed') || !cycle.endedAt) {
    throw new Refusal('not_rateable', { state: before.state });
  }
  const { ratingWindowDays } = context.book.stream(before.streamCode);
  const until = new Date(cycle.endedAt.getTime() + ratingWindowDays * 86_400_000);
  if (context.now > until)
    throw new Refusal('rating_window_over', { until: until.toISOString(), days: ratingWindowDays });
  const rated = append(
    { report: withCycle(before, { ...cycle, rating }), events: [] },
    'rated',
    before.state,
    { rating, cycle: cycle.number },
    context,
  );
  if (before.state === 'closed' || rating === 'not_satisfied') return rated;
  const closed = perform(rated.report, { action: 'close' }, context);
  return { report: closed.report, events: [...rated.events, ...closed.events] };
}

/** Words that the reporter adds; where the unit waited for them, work goes on. */
export function addWords(
  before: Report,
  words: { readonly text: string },
  context: ActContext,
): Performed {
  if (words.text.trim() === '') throw new Refusal('text_needed', { action: 'words' });
  const added = append(
    { report: before, events: [] },
    'words',
    before.state,
    { text: words.text },
    context,
  );
  const waited = before.pauses.some(
    (p) => p.endedAt === null && p.reason === 'reporter_information',
  );
  if (!isOpen(before.state) || !waited) return added;
  const resumed = perform(added.report, { action: 'resume' }, { ...context, actor: SYSTEM });
  return { report: resumed.report, events: [...added.events, ...resumed.events] };
}

/** What a merge does to the report that goes on. */
export function absorb(survivor: Report, duplicate: Report, context: ActContext): Performed {
  const joined = ending.absorb(survivor, duplicate);
  const data = {
    duplicate: duplicate.code,
    promise: currentCycle(joined).dueAt?.toISOString() ?? null,
  };
  return append({ report: joined, events: [] }, 'absorbed', joined.state, data, context);
}

/** The system's note that an undecided extension has expired at the due instant. */
export function expireExtension(before: Report, context: ActContext): Performed {
  const expired = progress.expireExtension(before, context.now);
  return append({ report: expired, events: [] }, 'extension_expired', before.state, {}, context);
}

/** A child of a split parent has ended: one less to wait for. */
export function childEnded(parent: Report, context: ActContext): Performed {
  const openChildren = Math.max(0, parent.openChildren - 1);
  const counted: Report = { ...parent, openChildren };
  if (openChildren > 0 || !isOpen(parent.state)) return { report: counted, events: [] };
  return perform(counted, { action: 'split', children: [] }, { ...context, actor: SYSTEM });
}
