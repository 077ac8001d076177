import { describe, expect, it } from '@jest/globals';
import { bulkOf } from './relay.js';

const claimed = (consumer: 'route' | 'notify', many: number, generation = 1) =>
  Array.from({ length: many }, (_, index) => ({
    id: `${consumer}-${index}`,
    consumer,
    generation,
  }));

const shapes = (jobs: ReturnType<typeof bulkOf>): string[] =>
  jobs.map(({ name, data, opts }) => `${name} ${data.deliveries.length} ${opts?.jobId}`);

describe('the jobs of what was claimed together', () => {
  it('hold deliveries to one consumer, so many at most, under the id of the first', () => {
    const all = [...claimed('route', 27), ...claimed('notify', 2, 3)];
    expect(shapes(bulkOf(all))).toEqual([
      'route 25 route-0-1',
      'route 2 route-25-1',
      'notify 2 notify-0-3',
    ]);
    const [first] = bulkOf(all);
    expect(first?.data.deliveries[24]).toEqual({ delivery: 'route-24', generation: 1 });
  });

  it('are none where nothing was claimed', () => {
    expect(bulkOf([])).toEqual([]);
  });
});
