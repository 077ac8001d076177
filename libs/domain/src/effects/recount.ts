import { type Act } from '../acts.js';
import { type Recount, isSetRight, recountsOf, underCalendar } from '../recount.js';
import { Refusal } from '../refusal.js';
import {
  type Clock,
  type Cycle,
  type Report,
  currentCycle,
  openLeg,
  withCycle,
  withLeg,
} from '../report.js';
import { type ActContext, type Effect } from './context.js';

type CalendarCorrection = Extract<Act, { action: 'correct'; instant: 'calendar' }>;

const shown = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

function setRight<C extends Clock>(clock: C, recount: Recount | undefined): C {
  if (!recount || !isSetRight(recount)) return clock;
  const { after, before, originalDueAt, terms } = recount;
  const moves = recount.how === 'moves';
  const undone = before.breachedAt?.getTime() !== after.breachedAt?.getTime();
  return {
    ...clock,
    originalDueAt,
    dueAt: after.dueAt,
    dueRevision: clock.dueRevision + (moves ? 1 : 0),
    breachedAt: after.breachedAt,
    calendarRevision: terms.calendar.revision.id,
    corrected: clock.corrected || moves || undone,
  };
}

/** The first answer goes with the promise: both are counted by the cycle's calendar. */
function answeredBy(
  right: Cycle,
  before: Cycle,
  promise: Recount | undefined,
  answer: Recount | undefined,
): Cycle {
  if (!promise || !isSetRight(promise) || !answer || !isSetRight(answer)) return right;
  const { dueAt: respondDueAt, breachedAt: respondBreachedAt } = answer.after;
  const alone = answer.how === 'moves' && right.dueRevision === before.dueRevision;
  return {
    ...right,
    respondDueAt,
    respondBreachedAt,
    // A due that moved may be missed anew, and that is another breach.
    dueRevision: right.dueRevision + (alone ? 1 : 0),
  };
}

/**
 * The running clocks counted again by a corrected calendar (clock law 5). Breaches that the wrong
 * calendar made are set aside with it; what was in time is never made late.
 * @throws Refusal `correction_not_possible` where no running clock counts by another revision of it
 */
export function correctCalendar(
  report: Report,
  act: CalendarCorrection,
  context: ActContext,
): Effect {
  const cycle = currentCycle(report);
  const leg = openLeg(report);
  const { calendar } = context.book.terms(cycle.policyRevision, act.calendarRevision);
  const recounts = recountsOf(report, underCalendar(calendar), context.book, context.now);
  const of = (subject: Recount['subject']): Recount | undefined =>
    recounts.find((one) => one.subject === subject);
  const [promise, answer, own] = [of('promise'), of('answer'), of('leg')];
  if (![promise, own].some((one) => one && isSetRight(one))) {
    throw new Refusal('correction_not_possible', {
      instant: act.instant,
      to: act.calendarRevision,
    });
  }
  let next = withCycle(report, answeredBy(setRight(cycle, promise), cycle, promise, answer));
  if (leg) next = withLeg(next, setRight(leg, own));
  return {
    report: next,
    data: {
      instant: act.instant,
      calendar: act.calendarRevision,
      reason: act.reason,
      asked_by: act.askedBy,
      promise_before: shown(cycle.dueAt),
      promise: shown(currentCycle(next).dueAt),
      leg_due_before: shown(leg?.dueAt),
      leg_due: shown(openLeg(next)?.dueAt),
      breach_before: shown(cycle.breachedAt),
      breach_after: shown(currentCycle(next).breachedAt),
    },
  };
}
