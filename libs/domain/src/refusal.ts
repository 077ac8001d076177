/** Every way in which a rule of this library says no. The HTTP meaning of each is in `#libs/contracts`. */
export type RefusalCode =
  | 'action_not_allowed'
  | 'role_not_allowed'
  | 'not_your_unit'
  | 'unit_not_in_network'
  | 'final_assignment'
  | 'final_too_early'
  | 'reason_needed'
  | 'text_needed'
  | 'photo_needed'
  | 'instant_in_past'
  | 'extension_expired'
  | 'extension_not_open'
  | 'extension_open_already'
  | 'no_open_leg'
  | 'merge_not_possible'
  | 'reopen_window_over'
  | 'rating_window_over'
  | 'not_rateable'
  | 'same_person'
  | 'correction_not_possible'
  | 'children_open'
  | 'not_held';

/**
 * A rule said no. `code` is stable; `facts` holds what a message needs (state, action, what is
 * allowed, instants as ISO text), never personal data.
 */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly facts: Readonly<Record<string, string | number | readonly string[]>> = {},
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'Refusal';
  }
}
