import { type Rulebook } from './policy.js';
import { type OtherTerms, type Recount, recountsOfLife } from './recount.js';
import { type Clock, type Report } from './report.js';

/** A report as it would have been, and how each of its clocks was counted. */
export interface WhatIf {
  readonly report: Report;
  readonly recounts: readonly Recount[];
}

function as<C extends Clock>(clock: C, recount: Recount | undefined): C {
  if (!recount || recount.how === 'told' || recount.how === 'set') return clock;
  const { after, originalDueAt, terms } = recount;
  return {
    ...clock,
    originalDueAt,
    dueAt: after.dueAt,
    breachedAt: after.breachedAt,
    policyRevision: terms.policy.id,
    calendarRevision: terms.calendar.revision.id,
  };
}

/**
 * A report as it would have been under other terms, had everybody done what they did at the same
 * instants: every clock is counted again with its pauses and extensions, and missed or not by instants
 * (clock law 2). What another system told, or a merge or correction set, stays as it is.
 */
export function whatIf(report: Report, other: OtherTerms, book: Rulebook, now: Date): WhatIf {
  const recounts = recountsOfLife(report, other, book, now);
  const of = (subject: Recount['subject'], number: number): Recount | undefined =>
    recounts.find((one) => one.subject === subject && one.number === number);
  const cycles = report.cycles.map((cycle) => {
    const answer = of('answer', cycle.number);
    const counted = as(cycle, of('promise', cycle.number));
    if (!answer || answer.how === 'told' || answer.how === 'set') return counted;
    const { dueAt: respondDueAt, breachedAt: respondBreachedAt } = answer.after;
    return { ...counted, respondDueAt, respondBreachedAt };
  });
  const legs = report.legs.map((leg) => as(leg, of('leg', leg.number)));
  return { report: { ...report, cycles, legs }, recounts };
}
