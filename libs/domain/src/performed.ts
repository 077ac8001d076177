import { type ActContext } from './effects/context.js';
import { type EventKind, type HistoryEvent } from './history.js';
import { type JsonObject } from './json.js';
import { type Report } from './report.js';
import { type State } from './transitions.js';

/** A report after an act, and the lines that the act added to its history, in order. */
export interface Performed {
  readonly report: Report;
  readonly events: readonly HistoryEvent[];
}

/** What was done, with one more line of the history, which brings the report into a state. */
export function append(
  done: Performed,
  kind: EventKind,
  to: State,
  data: JsonObject,
  context: ActContext,
): Performed {
  const version = done.report.version + 1;
  const event: HistoryEvent = {
    version,
    kind,
    from: done.report.state,
    to,
    at: context.now,
    actor: context.actor,
    data,
  };
  return { report: { ...done.report, state: to, version }, events: [...done.events, event] };
}
