import { type Role } from './transitions.js';

/**
 * What somebody at the desk may be allowed, each held by the roles named; whoever is not named may not.
 * What may be done to a report is the table of transitions' to say, on top of `work_cases`; which
 * reports there are for somebody is the scope's.
 */
export const RIGHTS = {
  /** See cases within the scope: lists, one, history, clocks, photos. */
  read_cases: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin', 'integrator'],
  /** Use what a day's work at the desk needs beside cases: inboxes, notes, views, live updates. */
  use_desk: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  /** Carry out what the table of transitions allows the role. */
  work_cases: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  /** File what somebody told: an operator's caller, or a citizen who uses another system. */
  file_cases: ['operator', 'integrator'],
  /** See who sent a report and how to reach them: a permission of its own. */
  read_contacts: ['operator', 'admin'],
  /** Write the texts that answers and refusals are made from. */
  manage_templates: ['operator', 'admin'],
  /** Give everybody a view of a list that one has saved, and take such a view away. */
  share_views: ['operator', 'supervisor', 'admin'],
  /** See the rates of what is within the scope. */
  read_figures: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin', 'integrator'],
  /** Have documents printed that count what is within the scope. */
  print_documents: ['supervisor', 'admin'],
  /** Say what the installation promises itself. */
  save_targets: ['admin'],
  /** See what the desk's forms choose from. */
  read_reference: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin', 'integrator'],
  /** See calendars and policies, and what a change of them would do. */
  read_rules: ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'],
  save_calendar: ['admin'],
  save_policy: ['admin'],
  /** Save streams, categories, units, networks and routing rules. */
  save_reference: ['admin'],
  /** Correct a recorded instant; two persons are needed. */
  correct: ['admin'],
  /** Say who works here, in which role and scope; invite, reset and shut out. */
  manage_people: ['admin'],
  /** Give other systems keys, see when they were used last, and take them back. */
  manage_keys: ['admin'],
  /** Have acts told to another system by HTTP, and see how that went; a key only its own. */
  manage_webhooks: ['admin', 'integrator'],
  /** Answer what people demand of their own data: tell it, erase it. */
  manage_privacy: ['admin'],
  /** See who came in, and who looked at whose name and number. */
  read_audit: ['admin'],
  /** Hide photos and show them again; see those that are hidden. */
  moderate_photos: ['moderator', 'admin'],
  /** Look at what was held as a flood and let it pass; put another text in the place of a reporter's. */
  moderate_reports: ['moderator', 'admin'],
  /** Keep addresses, devices and telephone numbers from filing, and let them file again. */
  manage_blocks: ['moderator', 'admin'],
  /** Look into the queues, at what was given up, and at how the installation fares. */
  read_queues: ['admin'],
  /** Put what was given up on its way again, or give it up for good. */
  manage_queues: ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Right = keyof typeof RIGHTS;

/** What a key of another system may be given, each by its name. */
export const KEY_RIGHTS: readonly Right[] = (Object.keys(RIGHTS) as Right[]).filter((right) =>
  holds('integrator', right),
);

/** The roles that hold a right. */
export function holders(right: Right): readonly Role[] {
  return RIGHTS[right];
}

/** Whether a role holds a right. */
export function holds(role: Role, right: Right): boolean {
  return holders(right).includes(role);
}
