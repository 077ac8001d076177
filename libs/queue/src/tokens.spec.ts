import { describe, expect, it } from '@jest/globals';
import { inTurn } from './tokens.js';

describe('ticks of one process', () => {
  it('follow each other; all who ask during one share the next, which begins afterwards', async () => {
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const tick = inTurn(async () => {
      begun.push(begun.length + 1);
      await new Promise<void>((resolve) => ends.push(resolve));
    });
    const first = tick();
    const second = tick();
    const third = tick();
    expect(begun).toEqual([1]);
    ends[0]?.();
    await first;
    await new Promise(setImmediate);
    expect(begun).toEqual([1, 2]);
    ends[1]?.();
    await Promise.all([second, third]);
    expect(begun).toEqual([1, 2]);
  });

  it('go on after one that failed, which only its own askers hear of', async () => {
    let times = 0;
    const tick = inTurn(async () => {
      times += 1;
      await Promise.resolve();
      if (times === 1) throw new Error('the database is away');
    });
    const first = tick();
    const second = tick();
    await expect(first).rejects.toThrow('away');
    await expect(second).resolves.toBeUndefined();
  });
});
