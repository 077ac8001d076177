import { type Calendar } from './calendar.js';
import { type Counted, type Halts, countThrough, haltsOfCycle, haltsOfLeg } from './halts.js';
import { type Limit } from './limit.js';
import { type PolicyRevision, type Rulebook, type Terms } from './policy.js';
import { type Clock, type Cycle, type Leg, type Report, currentCycle, openLeg } from './report.js';

/** Whose due is counted again: the promise's, the first answer's, or the unit's. */
export type RecountSubject = 'promise' | 'answer' | 'leg';

/** A due, and whether it has been missed: `breachedAt` is then the due itself. */
export interface Due {
  readonly dueAt: Date | null;
  readonly breachedAt: Date | null;
}

/**
 * What the due of a running clock would be under other terms. `told`: another system told it, and
 * `set`: a merge or a correction put it there; neither was counted, so neither is counted again.
 */
export interface Recount {
  readonly subject: RecountSubject;
  /** Of the cycle, or of the leg. */
  readonly number: number;
  /** Whose leg; null for what is owed to the citizen. */
  readonly unitCode: string | null;
  readonly how: 'moves' | 'same' | 'told' | 'set';
  readonly before: Due;
  readonly after: Due;
  /** The first due of the new count, before anything moved it; as it was where nothing is counted. */
  readonly originalDueAt: Date | null;
  readonly terms: Terms;
}

/** Which terms a clock would run under instead; null: it is not meant. */
export type OtherTerms = (now: Terms) => Terms | null;

/** A corrected calendar in place of every other revision of it. */
export function underCalendar(calendar: Calendar): OtherTerms {
  const { id, code } = calendar.revision;
  return (terms) => {
    const { revision } = terms.calendar;
    return revision.code === code && revision.id !== id ? { ...terms, calendar } : null;
  };
}

/** Another revision of a policy; the clock keeps its calendar where the policy counts by the same. */
export function underPolicy({ policy, calendar }: Terms): OtherTerms {
  return (terms) => {
    if (terms.policy.code !== policy.code || terms.policy.id === policy.id) return null;
    const same = terms.calendar.revision.code === calendar.revision.code;
    return { policy, calendar: same ? terms.calendar : calendar };
  };
}

/** A clock in the shape in which any of them is counted. */
interface Counter {
  readonly subject: RecountSubject;
  readonly number: number;
  readonly unitCode: string | null;
  readonly startedAt: Date;
  readonly due: Due;
  readonly originalDueAt: Date | null;
  readonly limit: (policy: PolicyRevision) => Limit | null;
  readonly halts: Halts;
  readonly until: Date;
  readonly met: Date | null;
}

const toResolve = ({ resolve }: PolicyRevision): Limit | null => resolve;

function promiseCounter(report: Report, cycle: Cycle, now: Date): Counter {
  return {
    ...{ subject: 'promise', number: cycle.number, unitCode: null },
    startedAt: cycle.startedAt,
    due: { dueAt: cycle.dueAt, breachedAt: cycle.breachedAt },
    originalDueAt: cycle.originalDueAt,
    limit: toResolve,
    halts: haltsOfCycle(report, cycle),
    until: cycle.endedAt ?? now,
    met: null,
  };
}

function answerCounter(report: Report, cycle: Cycle, now: Date): Counter {
  const { pauses } = haltsOfCycle(report, cycle);
  return {
    ...{ subject: 'answer', number: cycle.number, unitCode: null },
    startedAt: cycle.startedAt,
    due: { dueAt: cycle.respondDueAt, breachedAt: cycle.respondBreachedAt },
    originalDueAt: null,
    limit: ({ respond }) => respond,
    // An extension gives more time to finish, not to answer.
    halts: { pauses, extensions: [] },
    until: cycle.endedAt ?? now,
    met: cycle.respondedAt,
  };
}

function legCounter(report: Report, leg: Leg, now: Date): Counter {
  return {
    ...{ subject: 'leg', number: leg.number, unitCode: leg.unitCode },
    startedAt: leg.startedAt,
    due: { dueAt: leg.dueAt, breachedAt: leg.breachedAt },
    originalDueAt: leg.originalDueAt,
    limit: toResolve,
    halts: haltsOfLeg(report, leg),
    until: leg.endedAt ?? now,
    met: null,
  };
}

const alike = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/** What counting under these terms gives; null: no due. */
function count({ limit, startedAt, halts, until, met }: Counter, terms: Terms): Counted | null {
  const own = limit(terms.policy);
  return own && countThrough(own, terms.calendar, startedAt, halts, until, met);
}

/** Why the due in force is not what counting under the clock's own terms gives; null: it is. */
function uncounted({ due, originalDueAt }: Counter, now: Counted | null): 'told' | 'set' | null {
  if (!now || !due.dueAt) return now || due.dueAt ? 'told' : null;
  if (originalDueAt && !alike(originalDueAt, now.originalDueAt)) return 'told';
  return alike(due.dueAt, now.dueAt) ? null : 'set';
}

function recountOf(counter: Counter, old: Terms, terms: Terms): Recount {
  const { subject, number, unitCode, due, originalDueAt } = counter;
  const own = { subject, number, unitCode, terms };
  const now = count(counter, old);
  const why = uncounted(counter, now);
  if (why) return { ...own, how: why, before: due, after: due, originalDueAt };
  const next = count(counter, terms);
  return {
    ...own,
    how: alike(due.dueAt, next?.dueAt ?? null) ? 'same' : 'moves',
    // Missed by instants, whether or not a tick has noticed it yet.
    before: { ...due, breachedAt: due.breachedAt ?? now?.missedAt ?? null },
    after: { dueAt: next?.dueAt ?? null, breachedAt: next?.missedAt ?? null },
    originalDueAt: next?.originalDueAt ?? null,
  };
}

/** Counts one clock again; nothing where it is not meant. */
function recount(
  clock: Clock,
  counters: readonly Counter[],
  other: OtherTerms,
  book: Rulebook,
): Recount[] {
  const old = book.terms(clock.policyRevision, clock.calendarRevision);
  const terms = other(old);
  return terms ? counters.map((counter) => recountOf(counter, old, terms)) : [];
}

/** The clocks of a report that run now, each counted again under other terms, as of `now`. */
export function recountsOf(
  report: Report,
  other: OtherTerms,
  book: Rulebook,
  now: Date,
): readonly Recount[] {
  const cycle = currentCycle(report);
  if (cycle.endedAt) return [];
  const leg = openLeg(report);
  const owed = [promiseCounter(report, cycle, now), answerCounter(report, cycle, now)];
  return [
    ...recount(cycle, owed, other, book),
    ...(leg ? recount(leg, [legCounter(report, leg, now)], other, book) : []),
  ];
}

/**
 * Every clock that the report has or had, counted again: what would have become of it. Ended ones
 * end when they did.
 */
export function recountsOfLife(
  report: Report,
  other: OtherTerms,
  book: Rulebook,
  now: Date,
): readonly Recount[] {
  return [
    ...report.cycles.flatMap((cycle) =>
      recount(
        cycle,
        [promiseCounter(report, cycle, now), answerCounter(report, cycle, now)],
        other,
        book,
      ),
    ),
    ...report.legs.flatMap((leg) => recount(leg, [legCounter(report, leg, now)], other, book)),
  ];
}

/**
 * Whether a correction of the calendar touches the clock. It never makes late what was in time: who
 * kept to the due that was told has kept it.
 */
export function isSetRight({ how, before, after }: Recount): boolean {
  return (how === 'moves' || how === 'same') && !(after.breachedAt && !before.breachedAt);
}
