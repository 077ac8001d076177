import { Refusal } from './refusal.js';

export const OPEN_STATES = [
  'received',
  'in_review',
  'offered',
  'assigned',
  'in_progress',
  'waiting',
] as const;
export const ENDED_STATES = ['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'] as const;
export const STATES = [...OPEN_STATES, ...ENDED_STATES] as const;
export type State = (typeof STATES)[number];

export const ROLES = [
  'reporter',
  'operator',
  'unit_staff',
  'supervisor',
  'moderator',
  'admin',
  'integrator',
  'import',
  'router',
  'system',
] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  'receive',
  'review',
  'offer',
  'claim',
  'assign',
  'take',
  'refuse',
  'transfer',
  'wait',
  'resume',
  'answer',
  'ask_extension',
  'grant',
  'deny',
  'resolve',
  'return',
  'close',
  'reopen',
  'reject',
  'spam',
  'merge',
  'link',
  'split',
  'withdraw',
  'correct',
] as const;
export type Action = (typeof ACTIONS)[number];

/** One row of the table: `to: 'same'` keeps the state. A report that does not exist yet is `none`. */
export interface Transition {
  readonly action: Action;
  readonly from: readonly (State | 'none')[];
  readonly to: State | 'same';
  readonly who: readonly Role[];
}

const HELD = ['assigned', 'in_progress', 'waiting'] as const;
const UNTAKEN = ['received', 'in_review', 'offered', 'assigned'] as const;

/**
 * The whole life of a report, as data. An action may have two rows where who may do it depends on
 * the state, or where it has a second part that only the system performs (a split parent ends
 * with its last child).
 */
export const TRANSITIONS: readonly Transition[] = [
  {
    action: 'receive',
    from: ['none'],
    to: 'received',
    who: ['reporter', 'operator', 'integrator', 'import'],
  },
  { action: 'review', from: ['received'], to: 'in_review', who: ['router'] },
  { action: 'offer', from: ['received', 'in_review'], to: 'offered', who: ['router', 'operator'] },
  { action: 'claim', from: ['offered'], to: 'assigned', who: ['unit_staff'] },
  {
    action: 'assign',
    from: ['received', 'in_review', 'offered'],
    to: 'assigned',
    who: ['router', 'operator'],
  },
  { action: 'take', from: ['assigned'], to: 'in_progress', who: ['unit_staff'] },
  { action: 'refuse', from: ['assigned', 'in_progress'], to: 'in_review', who: ['unit_staff'] },
  { action: 'transfer', from: HELD, to: 'assigned', who: ['operator', 'unit_staff'] },
  {
    action: 'wait',
    from: ['assigned', 'in_progress'],
    to: 'waiting',
    who: ['unit_staff', 'operator'],
  },
  {
    action: 'resume',
    from: ['waiting'],
    to: 'in_progress',
    who: ['unit_staff', 'operator', 'system'],
  },
  { action: 'answer', from: HELD, to: 'same', who: ['unit_staff', 'operator'] },
  { action: 'ask_extension', from: HELD, to: 'same', who: ['unit_staff'] },
  { action: 'grant', from: HELD, to: 'same', who: ['supervisor'] },
  { action: 'deny', from: HELD, to: 'same', who: ['supervisor'] },
  { action: 'resolve', from: HELD, to: 'resolved', who: ['unit_staff', 'operator'] },
  { action: 'return', from: ['resolved'], to: 'in_progress', who: ['operator'] },
  { action: 'close', from: ['resolved'], to: 'closed', who: ['reporter', 'operator', 'system'] },
  {
    action: 'reopen',
    from: ['resolved', 'closed', 'rejected'],
    to: 'in_review',
    who: ['reporter', 'operator'],
  },
  {
    action: 'reject',
    from: ['received', 'in_review', 'offered'],
    to: 'rejected',
    who: ['operator'],
  },
  { action: 'spam', from: OPEN_STATES, to: 'rejected', who: ['moderator'] },
  {
    action: 'merge',
    from: ['received', 'in_review', 'offered', 'assigned', 'in_progress'],
    to: 'duplicate',
    who: ['operator'],
  },
  { action: 'link', from: STATES, to: 'same', who: ['operator'] },
  {
    action: 'split',
    from: ['in_review', 'assigned', 'in_progress'],
    to: 'same',
    who: ['operator'],
  },
  {
    action: 'split',
    from: ['in_review', 'offered', 'assigned', 'in_progress', 'waiting'],
    to: 'resolved',
    who: ['system'],
  },
  { action: 'withdraw', from: UNTAKEN, to: 'withdrawn', who: ['reporter'] },
  { action: 'withdraw', from: ['in_progress', 'waiting'], to: 'withdrawn', who: ['operator'] },
  { action: 'correct', from: STATES, to: 'same', who: ['admin'] },
];

/** Whether a report in this state still waits for an end. */
export function isOpen(state: State): boolean {
  return OPEN_STATES.some((open) => open === state);
}

/** The actions that `role` may perform on a report in `state`, in table order, each once. */
export function allowedActions(state: State | 'none', role?: Role): readonly Action[] {
  const rows = TRANSITIONS.filter(
    (row) => row.from.includes(state) && (role === undefined || row.who.includes(role)),
  );
  return [...new Set(rows.map((row) => row.action))];
}

/** Whether an act ends an offer: whoever saw a case only as one offered to them may see it no more. */
export function endsOffer(action: string): boolean {
  return TRANSITIONS.some(
    (row) => row.action === action && row.from.includes('offered') && row.to !== 'same',
  );
}

/**
 * The row of the table for this act.
 * @throws Refusal `action_not_allowed` (no row for the state) or `role_not_allowed` (a row, but
 * not for this role), each naming state, action and what is allowed.
 */
export function transitionFor(state: State | 'none', action: Action, role: Role): Transition {
  const rows = TRANSITIONS.filter((row) => row.action === action && row.from.includes(state));
  if (rows.length === 0) {
    throw new Refusal('action_not_allowed', { state, action, allowed: allowedActions(state) });
  }
  const row = rows.find((candidate) => candidate.who.includes(role));
  if (!row) {
    throw new Refusal('role_not_allowed', {
      state,
      action,
      role,
      who: [...new Set(rows.flatMap((candidate) => candidate.who))],
      allowed: allowedActions(state, role),
    });
  }
  return row;
}

/** The state after a row is carried out. */
export function stateAfter(row: Transition, state: State): State {
  return row.to === 'same' ? state : row.to;
}
