import { type Act, type Actor, IMPORT, SYSTEM } from './acts.js';
import { fallDue, fallDueInTime } from './agenda.js';
import { type ActContext } from './effects/context.js';
import { type HistoryEvent } from './history.js';
import { type NewReport, type Performed, perform, rate, receive } from './lifecycle.js';
import { Refusal } from './refusal.js';
import { type RatingValue, type Report } from './report.js';

/**
 * One thing that somebody did at a known instant: an act of the table, or the reporter's rating. An
 * act may depend on how the report stands by then; null is that nothing is left to do. `column`:
 * where the source tells of it.
 */
export type Step = { readonly at: Date; readonly actor: Actor; readonly column?: string } & (
  { readonly act: Act | ((report: Report) => Act | null) } | { readonly rating: RatingValue }
);

/** A step that a rule says no to: which one, and the rule's refusal. */
export class StepRefused extends Error {
  constructor(
    readonly step: Step,
    readonly refusal: Refusal,
  ) {
    super(`at ${step.at.toISOString()}: ${refusal.message}`);
    this.name = 'StepRefused';
  }
}

type Rules = Omit<ActContext, 'now' | 'actor'>;

function take(report: Report, step: Step, rules: Rules): Performed {
  const context: ActContext = { ...rules, now: step.at, actor: step.actor, told: true };
  try {
    if ('rating' in step) return rate(report, step.rating, context);
    const act = typeof step.act === 'function' ? step.act(report) : step.act;
    return act ? perform(report, act, context) : { report, events: [] };
  } catch (error) {
    if (error instanceof Refusal) throw new StepRefused(step, error);
    throw error;
  }
}

/**
 * Carries out what was done to a report in the order of its instants, with everything that fell
 * due by itself in between at its own: what this system would have lived through.
 * @param steps by `at`, earliest first; none before what the report knows already
 * @throws StepRefused when a rule says no to one of them; nothing has happened then
 */
export function retell(before: Report, steps: readonly Step[], rules: Rules): Performed {
  let report = before;
  const events: HistoryEvent[] = [];
  for (const step of steps) {
    const waited = fallDueInTime(report, step.at, { ...rules, actor: SYSTEM });
    const done = take(waited.report, step, rules);
    report = done.report;
    events.push(...waited.events, ...done.events);
  }
  return { report, events };
}

/** A case as another system kept it. */
export interface ToldCase {
  readonly filed: NewReport & { readonly promise: Date | null };
  /** How the other system calls it. */
  readonly externalId: string;
  readonly receivedAt: Date;
  /** By `at`, earliest first, none before the receipt. */
  readonly steps: readonly Step[];
}

/**
 * Takes a case over from another system: its receipt and what was done are told with the instants of
 * then, and each line says that it was imported and when. Breaches come from instants (clock law 2), so they
 * are told too; a warning or a closing that the other system did not give is not. What is due by `now` is
 * this system's own, and happens now.
 * @throws StepRefused when a rule says no to one of the steps
 */
export function takeOver(told: ToldCase, context: Omit<ActContext, 'actor'>): Performed {
  const rules: Rules = { ...context, toldDue: told.filed.promise };
  const opened = receive(told.filed, { ...rules, now: told.receivedAt, actor: IMPORT });
  let { report } = opened;
  const events = [...opened.events];
  for (const step of told.steps) {
    const done = take(report, step, rules);
    report = done.report;
    events.push(...done.events);
  }
  const imported = { external_id: told.externalId, at: context.now.toISOString() };
  const due = fallDue(report, { ...context, actor: SYSTEM });
  return {
    report: due.report,
    events: [
      ...events.map((event) => ({ ...event, data: { ...event.data, imported } })),
      ...due.events,
    ],
  };
}
