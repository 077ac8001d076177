import { describe, expect, it } from '@jest/globals';
import { Batches } from './batches.js';

/** A run that ends when it is told to, and remembers what it was given. */
function byHand(isBad: (item: number) => boolean = () => false) {
  const groups: number[][] = [];
  const ends: (() => void)[] = [];
  const run = async (items: readonly number[]): Promise<number[]> => {
    groups.push([...items]);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (items.some(isBad)) throw new Error(`bad: ${items.join(',')}`);
    return items.map((item) => item * 10);
  };
  const endAll = async (): Promise<void> => {
    for (let quiet = 0; quiet < 60; quiet += 1) {
      for (const end of ends.splice(0)) end();
      await Promise.resolve();
    }
  };
  return { groups, run, endAll };
}

describe('what is asked for at the same time', () => {
  it('is done together: one leaves at once, the others while it is under way', async () => {
    const { groups, run, endAll } = byHand();
    const batches = new Batches(run, { most: 3, inFlight: 1 });
    const all = Promise.all([1, 2, 3, 4, 5].map((item) => batches.add(item)));
    expect(groups).toEqual([[1]]);
    await endAll();
    expect(await all).toEqual([10, 20, 30, 40, 50]);
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('is done in as many groups at once as allowed, and no more', async () => {
    const { groups, run, endAll } = byHand();
    const batches = new Batches(run, { most: 9, inFlight: 2 });
    const all = Promise.all([1, 2, 3, 4].map((item) => batches.add(item)));
    expect(groups).toEqual([[1], [2]]);
    await endAll();
    expect(await all).toEqual([10, 20, 30, 40]);
    expect(groups).toEqual([[1], [2], [3, 4]]);
  });

  it('does not fail with a bad neighbour: its halves are done again, down to each by itself', async () => {
    const { groups, run, endAll } = byHand((item) => item === 3);
    const batches = new Batches(run, { most: 9, inFlight: 1 });
    const all = Promise.allSettled([1, 2, 3, 4].map((item) => batches.add(item)));
    await endAll();
    const outcomes = await all;
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(outcomes[2]).toMatchObject({ reason: new Error('bad: 3') });
    expect(groups).toEqual([[1], [2, 3, 4], [2, 3], [2], [3], [4]]);
  });

  it('waits for what must be alone, which waits for what is under way', async () => {
    const { groups, run, endAll } = byHand();
    const batches = new Batches(run, { most: 9, inFlight: 2 });
    const seen: string[] = [];
    const first = batches.add(1);
    const alone = ['a', 'b'].map((name) =>
      batches.alone(async () => {
        seen.push(`${name} begins`);
        await Promise.resolve();
        seen.push(`${name} ends`);
        if (name === 'b') throw new Error('b failed');
      }),
    );
    const second = batches.add(2);
    expect(groups).toEqual([[1]]);
    expect(seen).toEqual([]);
    await endAll();
    const outcomes = await Promise.allSettled([first, second, ...alone]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(groups).toEqual([[1], [2]]);
  });
});
