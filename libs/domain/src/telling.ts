import { type Calendar } from './calendar.js';
import { dueOf } from './due.js';
import { type Rulebook, type Terms } from './policy.js';
import { type Alarm, type Report, currentCycle, openLeg } from './report.js';
import { isOpen } from './transitions.js';

/** An alarm as its event tells of it: enough to find what it is about. */
export type AlarmOf = Pick<
  Alarm,
  'subject' | 'subjectId' | 'milestone' | 'dueRevision' | 'kind' | 'level' | 'tell'
>;

/** When a person may be told of something, and by when at the latest: in between it gathers company. */
export interface TellTimes {
  readonly from: Date;
  readonly by: Date;
}

/**
 * When a person is told of what is noticed now (clock law 7): what is urgent at once; everything else
 * within the person's working hours, `gatherMs` after it was noticed, so that what comes meanwhile
 * goes with it. What waited outside hours has gathered long enough when they begin; and what would
 * have to gather beyond their end goes at once, or it would wait until they begin again.
 */
export function tellTimes(
  now: Date,
  calendar: Calendar,
  { urgent, gatherMs }: { readonly urgent: boolean; readonly gatherMs: number },
): TellTimes {
  if (urgent) return { from: now, by: now };
  const from = calendar.nextWorking(now);
  const gathered = new Date(now.getTime() + gatherMs);
  return { from, by: gathered > from && calendar.isWorking(gathered) ? gathered : from };
}

/**
 * Whether what an alarm tells is still so: its leg is open, or the report is still to find its unit,
 * and the due, or the commitment, that it counts from has not moved. Otherwise it would urge people to what is done.
 */
export function stillHolds(alarm: AlarmOf, report: Report): boolean {
  if (!isOpen(report.state)) return false;
  const leg = openLeg(report);
  if (alarm.subject === 'leg') {
    if (leg?.id !== alarm.subjectId) return false;
    const now = alarm.milestone === 'commitment' ? leg.commitments : leg.dueRevision;
    return now === alarm.dueRevision;
  }
  const cycle = currentCycle(report);
  return leg === null && cycle.id === alarm.subjectId && cycle.refusals === alarm.dueRevision;
}

/** What an alarm counts from: the due in force (null: there is none), and under which terms. */
export interface AlarmDue {
  readonly dueAt: Date | null;
  readonly terms: Terms;
  readonly unitCode: string | null;
  readonly personCode: string | null;
}

/**
 * The due that an alarm of a report is about and who has the report in hand.
 * @throws Error where the report has no such leg or cycle
 */
export function dueOfAlarm(alarm: AlarmOf, report: Report, book: Rulebook): AlarmDue {
  if (alarm.subject === 'leg') {
    const leg = report.legs.find((one) => one.id === alarm.subjectId);
    if (!leg) throw new Error(`report ${report.id} has no leg ${alarm.subjectId}`);
    const { unitCode, personCode } = leg;
    const dueAt = alarm.milestone === 'commitment' ? leg.committedTo : leg.dueAt;
    const terms = book.terms(leg.policyRevision, leg.calendarRevision);
    return { dueAt, terms, unitCode, personCode };
  }
  const cycle = report.cycles.find((one) => one.id === alarm.subjectId);
  if (!cycle) throw new Error(`report ${report.id} has no cycle ${alarm.subjectId}`);
  const terms = book.terms(cycle.policyRevision, cycle.calendarRevision);
  const dueAt = dueOf(terms.policy.triage, cycle.triageSince, terms.calendar);
  return { dueAt, terms, unitCode: null, personCode: null };
}

/** How far an instant is from a due, before or after it. */
export interface TimeLeft {
  /** Never negative. */
  readonly ms: number;
  /** The due has passed: it is `ms` ago. */
  readonly late: boolean;
  readonly of: 'working' | 'elapsed';
}

/** The time that is left to a due, or since it, as the limit's own kind of time. */
export function timeLeft(
  { milestone }: Pick<AlarmOf, 'milestone'>,
  dueAt: Date,
  { policy, calendar }: Terms,
  now: Date,
): TimeLeft {
  const limit = milestone === 'triage' ? policy.triage : policy.resolve;
  const late = now > dueAt;
  if (limit?.kind === 'elapsed') {
    return { ms: Math.abs(dueAt.getTime() - now.getTime()), late, of: 'elapsed' };
  }
  const ms = late ? calendar.workingBetween(dueAt, now) : calendar.workingBetween(now, dueAt);
  return { ms, late, of: 'working' };
}
