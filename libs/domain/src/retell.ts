import { type Act, type Actor } from './acts.js';
import { fallDueInTime } from './agenda.js';
import { type ActContext } from './effects/context.js';
import { type Performed, perform, rate } from './lifecycle.js';
import { type RatingValue, type Report } from './report.js';

/** One thing that somebody did at a known instant: an act of the table, or the reporter's rating. */
export type Step = { readonly at: Date; readonly actor: Actor } & (
  { readonly act: Act } | { readonly rating: RatingValue }
);

function take(report: Report, step: Step, context: Omit<ActContext, 'now' | 'actor'>): Performed {
  const own: ActContext = { ...context, now: step.at, actor: step.actor };
  return 'act' in step ? perform(report, step.act, own) : rate(report, step.rating, own);
}

/**
 * Carries out what was done to a report in the order of its instants, with everything that fell
 * due by itself in between at its own.
 * @param steps by `at`, earliest first; none before what the report knows already
 * @throws Refusal when a rule says no to one of them; nothing has happened then
 */
export function retell(
  before: Report,
  steps: readonly Step[],
  context: Omit<ActContext, 'now' | 'actor'>,
): Performed {
  let report = before;
  const events: Performed['events'][number][] = [];
  for (const step of steps) {
    const waited = fallDueInTime(report, step.at, { ...context, actor: step.actor });
    const done = take(waited.report, step, context);
    report = done.report;
    events.push(...waited.events, ...done.events);
  }
  return { report, events };
}
