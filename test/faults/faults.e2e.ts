import { describe, expect, it } from '@jest/globals';
import { NOTHING, runFaults } from './suite.js';

/** A few minutes' cut of what `kip faults` does; docs/reliability.md has the whole. */
const CUT = ['--reports', '120', '--kills', '3', '--only'];
const MINUTES = 400_000;

describe('an installation that is broken while reports are filed loses and doubles none', () => {
  it.concurrent(
    'with its queues in the database',
    async () => {
      const faults = ['kill', 'postgres', 'connections'];
      const answer = await runFaults('--engine', 'embedded', ...CUT, ...faults);
      expect(answer).toMatchObject(NOTHING);
      expect(answer.acked).toBeGreaterThanOrEqual(120);
      expect(answer.kills).toBeGreaterThanOrEqual(3);
    },
    MINUTES,
  );

  it.concurrent(
    'with its queues in Redis',
    async () => {
      const faults = ['emptied', 'redis-away', 'replies', 'thrice', 'clock'];
      const answer = await runFaults('--engine', 'redis', ...CUT, ...faults);
      expect(answer).toMatchObject(NOTHING);
      expect(answer.acked).toBeGreaterThanOrEqual(120);
    },
    MINUTES,
  );
});
