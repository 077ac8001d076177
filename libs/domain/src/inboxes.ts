import { type Role } from './transitions.js';

/**
 * What waits for somebody, and for whom. Every one holds only what its person may see; those of units
 * hold only what a unit of theirs has now, or may claim.
 */
export const INBOXES = {
  /** Received or in review: nobody is responsible yet. */
  triage: ['operator', 'moderator', 'supervisor', 'admin'],
  /** Offered to a network that a unit of theirs is in. */
  offers: ['unit_staff'],
  /** Cases whose leg bears the person's name. */
  mine: ['unit_staff'],
  /** Assigned to a unit of theirs, and not taken. */
  untaken: ['unit_staff'],
  /** No answer to the reporter yet, where the policy wants one. */
  responses: ['operator', 'unit_staff', 'supervisor', 'admin'],
  /** Refused by a unit, to be assigned again. */
  refused: ['operator', 'supervisor', 'admin'],
  /** Extensions to be decided. */
  extensions: ['supervisor', 'admin'],
  /** A date given to the reporter that is a day away or has passed. */
  commitments: ['operator', 'unit_staff', 'supervisor', 'admin'],
  /** Open, and past the promise. */
  overdue: ['operator', 'unit_staff', 'supervisor', 'admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type InboxName = keyof typeof INBOXES;

export const INBOX_NAMES = Object.keys(INBOXES) as InboxName[];

/** The roles that have an inbox. */
export function inboxRoles(name: InboxName): readonly Role[] {
  return INBOXES[name];
}

/** The inboxes that a role has, in the order in which they are looked through. */
export function inboxesOf(role: Role): readonly InboxName[] {
  return INBOX_NAMES.filter((name) => inboxRoles(name).includes(role));
}
