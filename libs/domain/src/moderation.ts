import { type ActContext } from './effects/context.js';
import { type EventKind } from './history.js';
import { type JsonObject } from './json.js';
import { type Performed, append } from './performed.js';
import { Refusal } from './refusal.js';
import { type Report } from './report.js';
import { type Right, holders, holds } from './rights.js';

interface ModeratorsAct {
  readonly kind: EventKind;
  readonly right: Right;
  readonly reason: string;
  readonly data?: JsonObject;
}

/**
 * What a moderator does that changes no state: a line of the history, with the reason.
 * @throws Refusal `role_not_allowed`, `reason_needed`
 */
function moderate(
  before: Report,
  { kind, right, reason, data = {} }: ModeratorsAct,
  context: ActContext,
): Performed {
  const { state } = before;
  const { role } = context.actor;
  if (!holds(role, right)) {
    throw new Refusal('role_not_allowed', { state, action: kind, role, who: holders(right) });
  }
  if (reason.trim() === '') throw new Refusal('reason_needed', { action: kind });
  return append({ report: before, events: [] }, kind, state, { ...data, reason }, context);
}

/**
 * Lets a report go on that was held as a part of a flood: it is routed as if it had not been.
 * @throws Refusal `role_not_allowed` for anybody but moderators and administrators, `reason_needed`,
 * `not_held` where it has gone on or ended already
 */
export function letPass(before: Report, reason: string, context: ActContext): Performed {
  if (before.state !== 'in_review') {
    throw new Refusal('not_held', { state: before.state, action: 'let_pass' });
  }
  return moderate(before, { kind: 'let_pass', right: 'moderate_reports', reason }, context);
}

/**
 * Puts another text in the place of what everybody else reads, or takes it away again. Neither text
 * stands in the history: it is kept for longer than the words of a person may be.
 * @throws Refusal `role_not_allowed` for anybody but moderators and administrators, `reason_needed`
 */
export function redactText(
  before: Report,
  { text, reason }: { readonly text: string | null; readonly reason: string },
  context: ActContext,
): Performed {
  const kind = text === null ? 'text_restored' : 'text_redacted';
  return moderate(before, { kind, right: 'moderate_reports', reason }, context);
}

/**
 * Puts a photo with areas made unrecognisable in the place of what everybody else sees, or takes it
 * away again.
 * @throws Refusal `role_not_allowed` for anybody but moderators and administrators, `reason_needed`
 */
export function redactPhoto(
  before: Report,
  photo: { readonly id: string; readonly areas: number; readonly reason: string },
  context: ActContext,
): Performed {
  const kind = photo.areas === 0 ? 'photo_restored' : 'photo_redacted';
  const data = { photo: photo.id, ...(photo.areas > 0 && { areas: photo.areas }) };
  return moderate(before, { kind, right: 'moderate_photos', reason: photo.reason, data }, context);
}
