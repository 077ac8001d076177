import { describe, expect, it } from '@jest/globals';
import { fullest, heatBy } from './heat.js';

const cell = (count: number, overdue: number) => ({
  ...{ lat: 16 + count / 100, lon: 107, count, overdue, open: 0 },
});

describe('where how much lies', () => {
  const cells = [cell(1, 0), cell(16, 2), cell(4, 1)];

  it('weighs 1 where there is most, and leaves out where there is nothing', () => {
    expect(heatBy(cells, 'count').map(({ weight }) => weight)).toEqual([0.25, 1, 0.5]);
    expect(heatBy(cells, 'overdue')).toHaveLength(2);
    expect(heatBy(cells, 'open')).toEqual([]);
  });

  it('is told with the fullest first', () => {
    expect(fullest(cells, 'count', 2).map(({ count }) => count)).toEqual([16, 4]);
  });
});
