import { type Act, SYSTEM, ROUTER } from './acts.js';
import { type Calendar } from './calendar.js';
import { commitmentAlarms } from './commitments.js';
import { dueOf, offsetFromDue } from './due.js';
import { type ActContext } from './effects/context.js';
import { alarmEvent } from './history.js';
import { expireExtension, perform, type Performed } from './lifecycle.js';
import { noticeBreaches } from './clocks.js';
import { type Rulebook, type Terms } from './policy.js';
import {
  type Alarm,
  type Clock,
  type Milestone,
  type Report,
  clockStopped,
  currentCycle,
  openExtension,
  openLeg,
  openPause,
} from './report.js';
import { isOpen } from './transitions.js';

/**
 * One thing that will fall due for a report: an alarm to record, an act for the machine to do, or
 * an undecided extension to expire. `at` is the first instant at which it holds.
 */
export type DueItem =
  | { readonly at: Date; readonly what: 'alarm'; readonly alarm: Omit<Alarm, 'noticedAt'> }
  | { readonly at: Date; readonly what: 'act'; readonly act: Act; readonly by: 'router' | 'system' }
  | { readonly at: Date; readonly what: 'breaches' }
  | { readonly at: Date; readonly what: 'expire_extension' };

const DAY_MS = 86_400_000;
const later = (a: Date, b: Date): Date => (a > b ? a : b);
/**
 * A due is missed strictly after its instant; instants are whole milliseconds. One that had passed
 * before its clock began (another system may have told such a promise) is missed from the start.
 */
const missedFrom = (due: Date, { startedAt }: Clock): Date =>
  later(new Date(due.getTime() + 1), startedAt);

interface Watched {
  readonly subject: 'cycle' | 'leg';
  readonly subjectId: string;
  readonly milestone: Extract<Milestone, 'triage' | 'resolve'>;
  readonly dueRevision: number;
  readonly dueAt: Date | null;
  readonly since: Date;
  readonly terms: Terms;
}

/** Whose due the people are told about: the unit's leg, or triage while no unit has it. */
function watched(report: Report, book: Rulebook): Watched {
  const leg = openLeg(report);
  if (leg) {
    const terms = book.terms(leg.policyRevision, leg.calendarRevision);
    const { dueRevision, dueAt } = leg;
    return {
      subject: 'leg',
      subjectId: leg.id,
      milestone: 'resolve',
      dueRevision,
      dueAt,
      since: leg.startedAt,
      terms,
    };
  }
  const cycle = currentCycle(report);
  const terms = book.terms(cycle.policyRevision, cycle.calendarRevision);
  const dueAt = dueOf(terms.policy.triage, cycle.triageSince, terms.calendar);
  return {
    subject: 'cycle',
    subjectId: cycle.id,
    milestone: 'triage',
    dueRevision: cycle.refusals,
    dueAt,
    since: cycle.triageSince,
    terms,
  };
}

/** Clock law 7: nobody is told outside working hours unless it is urgent. */
function tellable({ priority }: Report, calendar: Calendar): (at: Date) => Date {
  return (at) => (priority === 'urgent' ? at : calendar.nextWorking(at));
}

/** Warnings and escalations still to come; after the last escalation one is repeated for ever. */
function alarmItems(report: Report, book: Rulebook): DueItem[] {
  const w = watched(report, book);
  const { policy, calendar } = w.terms;
  const raised = report.alarms.filter(
    (a) =>
      a.subjectId === w.subjectId &&
      a.milestone === w.milestone &&
      a.dueRevision === w.dueRevision &&
      a.kind !== 'breach',
  );
  const told = tellable(report, calendar);
  const rules = policy.alarms.filter((rule) => rule.milestone === w.milestone);
  const items: DueItem[] = [];
  if (w.dueAt) {
    for (const rule of rules) {
      if (raised.some((a) => a.kind === rule.kind && a.level === rule.level)) continue;
      const at = told(offsetFromDue(w.dueAt, rule.offsetWorkingMinutes, calendar));
      // A warning whose moment passed before the clock began would warn of nothing new.
      if (rule.kind === 'warning' && at <= w.since) continue;
      items.push(alarmItem(w, rule.kind, rule.level, rule.tell, at));
    }
  }
  if (items.some((item) => item.what === 'alarm' && item.alarm.kind === 'escalation')) return items;
  const last = raised
    .filter((a) => a.kind === 'escalation')
    .sort((a, b) => a.level - b.level)
    .at(-1);
  // From when it was noticed: after an outage people are told once, not once for each time missed.
  const from = last?.noticedAt ?? w.dueAt ?? w.since;
  const lastRule = rules
    .filter((rule) => rule.kind === 'escalation')
    .sort((a, b) => a.level - b.level)
    .at(-1);
  const level = (last?.level ?? lastRule?.level ?? 0) + 1;
  const at = told(calendar.addWorking(from, policy.repeatWorkingMinutes * 60_000));
  return [...items, alarmItem(w, 'escalation', level, lastRule?.tell ?? 'supervisor', at)];
}

function alarmItem(
  w: Watched,
  kind: 'warning' | 'escalation',
  level: number,
  tell: Alarm['tell'],
  at: Date,
): DueItem {
  const { subject, subjectId, milestone, dueRevision } = w;
  return {
    at,
    what: 'alarm',
    alarm: { subject, subjectId, milestone, dueRevision, kind, level, tell, occurredAt: at },
  };
}

/**
 * Everything that will fall due for a report if nobody acts, earliest first. Empty only for a
 * report whose life is over: an open one always has a next act with a time (invariant I3).
 */
export function agenda(report: Report, book: Rulebook): readonly DueItem[] {
  const cycle = currentCycle(report);
  if (report.state === 'resolved' && cycle.endedAt) {
    const { ratingWindowDays } = book.stream(report.streamCode);
    const at = new Date(cycle.endedAt.getTime() + ratingWindowDays * DAY_MS);
    return [{ at, what: 'act', act: { action: 'close' }, by: 'system' }];
  }
  if (!isOpen(report.state)) return [];
  const items: DueItem[] = [];
  const pause = openPause(report);
  if (pause)
    items.push({
      at: pause.until,
      what: 'act',
      act: { action: 'resume', at: pause.until },
      by: 'system',
    });
  if (!clockStopped(report)) {
    const leg = openLeg(report);
    const missable: readonly (readonly [Date | null, Clock])[] = [
      [cycle.breachedAt ? null : cycle.dueAt, cycle],
      [cycle.respondedAt || cycle.respondBreachedAt ? null : cycle.respondDueAt, cycle],
      ...(leg && !leg.breachedAt ? [[leg.dueAt, leg] as const] : []),
    ];
    for (const [due, clock] of missable)
      if (due) items.push({ at: missedFrom(due, clock), what: 'breaches' });
    if (openExtension(report) && leg?.dueAt)
      items.push({ at: missedFrom(leg.dueAt, leg), what: 'expire_extension' });
    items.push(...alarmItems(report, book));
  }
  const leg = openLeg(report);
  if (leg) {
    // Whatever the clock does: the citizen was told a date.
    const { calendar } = book.terms(leg.policyRevision, leg.calendarRevision);
    const told = tellable(report, calendar);
    for (const { at, alarm } of commitmentAlarms(report, leg, calendar, told)) {
      items.push({ at, what: 'alarm', alarm });
    }
  }
  if (report.state === 'offered' && report.networkCode && cycle.offerExpiresAt) {
    const unitCode = book.network(report.networkCode).lead;
    const words = 'offer_expired';
    items.push({
      at: cycle.offerExpiresAt,
      what: 'act',
      act: { action: 'assign', unitCode, words },
      by: 'router',
    });
  }
  return items.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** When the next thing falls due, or null for a report whose life is over. */
export function nextActionAt(report: Report, book: Rulebook): Date | null {
  return agenda(report, book)[0]?.at ?? null;
}

function carryOut(report: Report, item: DueItem, context: ActContext): Performed {
  switch (item.what) {
    case 'act':
      return perform(report, item.act, {
        ...context,
        actor: item.by === 'router' ? ROUTER : SYSTEM,
      });
    case 'expire_extension':
      return expireExtension(report, context);
    case 'breaches': {
      const { report: next, alarms } = noticeBreaches(report, context.now);
      const events = alarms.map((a, i) =>
        alarmEvent(a, report.state, report.version + i + 1, context.actor),
      );
      return { report: { ...next, version: report.version + events.length }, events };
    }
    case 'alarm': {
      const alarm: Alarm = { ...item.alarm, noticedAt: context.now };
      const event = alarmEvent(alarm, report.state, report.version + 1, context.actor);
      return {
        report: { ...report, version: event.version, alarms: [...report.alarms, alarm] },
        events: [event],
      };
    }
  }
}

/**
 * Does everything that has fallen due by `context.now`, in the order of its instants. Done twice
 * it does nothing the second time.
 */
export function fallDue(before: Report, context: ActContext): Performed {
  const system: ActContext = { ...context, actor: SYSTEM };
  let report = before;
  const events: Performed['events'][number][] = [];
  // Each round records or ends something; the bound only guards against a policy that repeats
  // within the same instant.
  for (let round = 0; round < 100; round += 1) {
    const item = agenda(report, context.book)[0];
    if (!item || item.at > context.now) return { report, events };
    const done = carryOut(report, item, system);
    report = done.report;
    events.push(...done.events);
  }
  return { report, events };
}

/** Nothing is noticed before what the report knows last. */
function knownSince(report: Report): Date {
  const leg = openLeg(report);
  return [
    currentCycle(report).startedAt,
    ...(leg ? [leg.startedAt] : []),
    ...report.alarms.map((alarm) => alarm.noticedAt),
  ].reduce(later);
}

/**
 * Does everything that falls due up to `until`, each thing at its own instant, as a clock that
 * never stood still would have: for time that is replayed or retold, not for a live tick.
 */
export function fallDueInTime(
  before: Report,
  until: Date,
  context: Omit<ActContext, 'now'>,
): Performed {
  let report = before;
  const events: Performed['events'][number][] = [];
  for (;;) {
    const at = nextActionAt(report, context.book);
    if (!at || at > until) return { report, events };
    const done = fallDue(report, { ...context, now: later(at, knownSince(report)) });
    if (done.events.length === 0) {
      throw new Error(`report ${report.code}: what fell due at ${at.toISOString()} did nothing`);
    }
    report = done.report;
    events.push(...done.events);
  }
}
