import { type Role } from './transitions.js';

/**
 * What somebody at the desk may be allowed, each held by the roles named; whoever is not named may not.
 * What may be done to a report is the table of transitions' to say, on top of `work_cases`; which
 * reports there are for somebody is the scope's.
 */
export const RIGHTS = {
  /** See cases within the scope: lists, one, history, clocks, photos. */
  read_cases: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  /** Carry out what the table of transitions allows the role. */
  work_cases: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  /** File what somebody told by telephone, at the counter or by letter. */
  file_cases: ['operator'],
  /** See who sent a report and how to reach them: a permission of its own. */
  read_contacts: ['operator', 'admin'],
  /** Write the texts that answers and refusals are made from. */
  manage_templates: ['operator', 'admin'],
  /** Give everybody a view of a list that one has saved, and take such a view away. */
  share_views: ['operator', 'supervisor', 'admin'],
  /** See the rates of what is within the scope. */
  read_figures: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  /** Have documents printed that count what is within the scope. */
  print_documents: ['supervisor', 'admin'],
  /** See what the desk's forms choose from. */
  read_reference: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  /** See calendars and policies, and what a change of them would do. */
  read_rules: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  save_calendar: ['admin'],
  save_policy: ['admin'],
  /** Correct a recorded instant; two persons are needed. */
  correct: ['admin'],
  /** Say who works here, in which role and scope; invite, reset and shut out. */
  manage_people: ['admin'],
  /** Answer what people demand of their own data: tell it, erase it. */
  manage_privacy: ['admin'],
  /** See who came in, and who looked at whose name and number. */
  read_audit: ['admin'],
  /** Hide photos and show them again; see those that are hidden. */
  moderate_photos: ['moderator', 'admin'],
  /** Look into the queues. */
  read_queues: ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Right = keyof typeof RIGHTS;

/** The roles that hold a right. */
export function holders(right: Right): readonly Role[] {
  return RIGHTS[right];
}

/** Whether a role holds a right. */
export function holds(role: Role, right: Right): boolean {
  return holders(right).includes(role);
}
