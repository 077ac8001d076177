import { type EventKind } from './history.js';
import { type CaseInSight, type Sight, seesCase } from './sight.js';

const MINUTE_S = 60;
const HOUR_S = 3_600;

/** How long to wait after each try that failed, in seconds; after the last there is none: ten in three days. */
const WAITS_S = [
  5,
  5 * MINUTE_S,
  30 * MINUTE_S,
  2 * HOUR_S,
  5 * HOUR_S,
  10 * HOUR_S,
  14 * HOUR_S,
  20 * HOUR_S,
  21 * HOUR_S,
] as const;

/** What a try brought: an answer's status, or none at all. */
export type HookOutcome = { readonly status: number } | { readonly status: null };

/** What follows from a try. `gone`: the receiver wants no more, of this or anything. */
export type HookVerdict =
  | { readonly kind: 'sent' }
  | { readonly kind: 'again'; readonly afterSeconds: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'gone' };

const GONE = 410;

/**
 * What follows from a try, as Standard Webhooks has it: any 2xx is success, 410 ends the subscription,
 * whatever else (redirects among it) is tried again until there are no more tries.
 * @param tries how many there were, this one among them
 */
export function verdictOf({ status }: HookOutcome, tries: number): HookVerdict {
  if (status !== null && status >= 200 && status < 300) return { kind: 'sent' };
  if (status === GONE) return { kind: 'gone' };
  const afterSeconds = WAITS_S[tries - 1];
  return afterSeconds === undefined ? { kind: 'failed' } : { kind: 'again', afterSeconds };
}

/** An event, as far as it decides which hooks it is told to. */
export interface EventInSight extends CaseInSight {
  readonly kind: EventKind;
  /** The unit whose leg it is about; null: it is about the whole case. */
  readonly legUnitCode: string | null;
}

/** Whether a hook is told of an event: of these kinds, of a case in sight, and of no other unit's leg. */
export function isToldToHook(
  sight: Sight,
  kinds: readonly EventKind[],
  event: EventInSight,
): boolean {
  const { legUnitCode: leg } = event;
  const own = leg === null || sight.units.includes('*') || sight.units.includes(leg);
  return kinds.includes(event.kind) && own && seesCase(sight, event);
}
