import { type Asked, wordOf } from '../../../shared/address.js';
import { type State } from '../../../shared/components/StateBadge.js';
import { type ListAsked } from '../../queries.js';

const OPEN: readonly State[] = [
  ...(['received', 'in_review', 'offered', 'assigned', 'in_progress', 'waiting'] as const),
];
export const STATES: readonly State[] = [
  ...OPEN,
  ...(['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'] as const),
];
export const ORDERS = ['received_at', 'due_at', 'updated_at'] as const;

/** What may stand in the address of the list of all cases, and in a saved view. */
export const NAMES = ['q', 'state', 'unit', 'category', 'area', 'overdue', 'sort'] as const;

/** The list that an address asks for: without a state all that are open, the newest first. */
export function listAsked(asked: Asked): ListAsked {
  const of = (name: (typeof NAMES)[number]): string => wordOf(asked, name);
  const state = STATES.find((one) => one === of('state'));
  const sort = ORDERS.find((one) => one === of('sort')) ?? 'received_at';
  const texts = (['q', 'unit', 'category', 'area'] as const).flatMap((name) =>
    of(name) === '' ? [] : [[name, of(name)] as const],
  );
  return {
    ...Object.fromEntries(texts),
    ...(of('state') !== 'all' && { state: state ? [state] : [...OPEN] }),
    ...(of('overdue') === 'true' && { overdue: 'true' }),
    ...{ sort, direction: sort === 'due_at' ? 'asc' : 'desc' },
  };
}
