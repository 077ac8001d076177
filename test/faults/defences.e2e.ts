import { describe, expect, it } from '@jest/globals';
import { type Answer, NOTHING, runFaults } from './suite.js';

const MINUTES = 300_000;

/** The fault that each defence is there for. */
const DEFENCES: readonly (readonly [defence: string, fault: readonly string[]])[] = [
  ['done_in_transaction', ['points', '--at', 'effect.before']],
  ['generation', ['stumbles']],
  ['commit_before_leave', ['points', '--at', 'commit.before']],
  ['fence', ['races']],
  ['re_enqueue', ['emptied']],
];

const SMALL = ['--reports', '40', '--kills', '2', '--only'];

function broken({ lost, doubled, violations }: Answer): number {
  return lost + doubled + violations;
}

describe('each defence taken out is noticed', () => {
  it.concurrent.each(DEFENCES)(
    '%s',
    async (defence, fault) => {
      const answer = await runFaults(...SMALL, ...fault, '--without', defence);
      expect({ defence, broken: broken(answer) > 0, answer }).toMatchObject({ broken: true });
    },
    MINUTES,
  );

  it.concurrent(
    'and with all of them in place the same faults break nothing',
    async () => {
      const points = ['--at', 'effect.before', 'commit.before'];
      const answer = await runFaults(...SMALL, 'points', 'races', 'stumbles', ...points);
      expect(answer).toMatchObject(NOTHING);
    },
    MINUTES,
  );
});
