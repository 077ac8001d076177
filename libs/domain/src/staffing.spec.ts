import { describe, expect, it } from '@jest/globals';
import { historyFaults } from './history.js';
import { openLeg } from './report.js';
import { givePerson } from './staffing.js';
import { rulebook } from './testing/rulebook.js';
import { example, local, newId, operator, refusalOf, staff, supervisor } from './testing/story.js';

const NOW = '2026-03-03T09:00';
const taken = example().on('2026-03-02T11:00', staff('U1'), { action: 'take' });
const by = (actor: typeof operator): Parameters<typeof givePerson>[2] => ({
  ...{ now: local(NOW), actor, book: rulebook(), newId },
});

describe('who of a unit works on a case', () => {
  it('is said by the unit or an operator, and told by the history alone', () => {
    for (const actor of [operator, staff('U1')]) {
      const { report, events } = givePerson(taken.report, 'ba', by(actor));
      expect(openLeg(report)).toEqual({ ...openLeg(taken.report), personCode: 'ba' });
      expect(events).toMatchObject([
        {
          ...{ kind: 'person', from: 'in_progress', to: 'in_progress' },
          data: { unit: 'U1', person: 'ba', before: 'staff-U1' },
        },
      ]);
      expect(report.cycles).toEqual(taken.report.cycles);
      const [line] = events;
      const lines = line
        ? [
            {
              ...line,
              version: 1,
              kind: 'receive' as const,
              from: 'none' as const,
              to: 'received' as const,
            },
            { ...line, version: 2, from: 'received' as const, to: 'received' as const },
          ]
        : [];
      expect(historyFaults(lines, { state: 'received', version: 2 })).toEqual([]);
    }
  });

  it('may be nobody, and is not said twice', () => {
    const nobody = givePerson(taken.report, null, by(operator));
    expect(openLeg(nobody.report)?.personCode).toBeNull();
    expect(givePerson(nobody.report, null, by(operator)).events).toEqual([]);
  });

  it('is nobody else’s to say, nor before the case was taken', () => {
    const refused = (actor: typeof operator, report = taken.report): string =>
      refusalOf(() => givePerson(report, 'ba', by(actor))).code;
    expect(refused(supervisor)).toBe('role_not_allowed');
    expect(refused(staff('U2'))).toBe('not_your_unit');
    expect(refused(staff('U1'), example().report)).toBe('action_not_allowed');
    expect(refused(operator, taken.resolved('2026-03-03T08:00', 'U1').report)).toBe(
      'action_not_allowed',
    );
  });
});
