import { type State } from '../../shared/components/StateBadge.js';
import { type ActName } from '../cases/acts.js';

/**
 * What a unit's staff most likely do next with a case in this state, the likeliest first. The server says on
 * the case's own page what else may be done, and refuses what may not.
 */
export function nextActs(state: State): readonly ActName[] {
  switch (state) {
    case 'offered':
      return ['claim'];
    case 'assigned':
      return ['take', 'refuse'];
    case 'in_progress':
      return ['resolve', 'answer', 'wait', 'ask-extension'];
    case 'waiting':
      return ['resume', 'answer'];
    case 'received':
    case 'in_review':
    case 'resolved':
    case 'closed':
    case 'rejected':
    case 'duplicate':
    case 'withdrawn':
      return [];
  }
}
