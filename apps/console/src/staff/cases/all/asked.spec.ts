import { describe, expect, it } from '@jest/globals';
import { listAsked } from './asked.js';

describe('the list that an address asks for', () => {
  it('is of all that are open, the newest first, where it says nothing', () => {
    const { state, sort, direction } = listAsked({});
    expect(state).toContain('waiting');
    expect(state).not.toContain('closed');
    expect({ sort, direction }).toEqual({ sort: 'received_at', direction: 'desc' });
  });

  it('is narrowed by what it names, and by nothing that it does not know', () => {
    expect(listAsked({ state: 'closed', unit: 'vnpt', q: 'cáp', sort: 'due_at' })).toEqual({
      ...{ state: ['closed'], unit: 'vnpt', q: 'cáp', sort: 'due_at', direction: 'asc' },
    });
    expect(listAsked({ state: 'all', overdue: 'true', sort: 'nothing' })).toEqual({
      ...{ overdue: 'true', sort: 'received_at', direction: 'desc' },
    });
  });
});
