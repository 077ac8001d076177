import { describe, expect, it, jest } from '@jest/globals';
import { repeat } from './repeat.js';

const many = { everyMs: 10, patienceMs: 1_000 };

describe('what is done again and again', () => {
  it('is never done twice at once, goes on after a failure, and ends when it is stopped', async () => {
    jest.useFakeTimers();
    const failures: unknown[] = [];
    let [begun, open] = [0, 0];
    let end: () => void = () => undefined;
    const repeating = repeat({
      ...many,
      work: async () => {
        begun += 1;
        open += 1;
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        open -= 1;
        if (begun === 1) throw new Error('the first fails');
      },
      failed: (error) => failures.push(error),
    });
    await jest.advanceTimersByTimeAsync(35);
    expect({ begun, open }).toEqual({ begun: 1, open: 1 });
    end();
    await jest.advanceTimersByTimeAsync(10);
    expect({ begun, open, failures: failures.length }).toEqual({ begun: 2, open: 1, failures: 1 });
    const stopped = repeating.stop();
    end();
    await stopped;
    await jest.advanceTimersByTimeAsync(100);
    expect({ begun, open }).toEqual({ begun: 2, open: 0 });
    jest.useRealTimers();
  });

  it('is asked to end, and waited for no longer than patience lasts', async () => {
    let asked = false;
    const repeating = repeat({
      ...{ everyMs: 1, patienceMs: 5 },
      work: (stop) =>
        new Promise(() => {
          stop.addEventListener('abort', () => {
            asked = true;
          });
        }),
      failed: () => undefined,
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await repeating.stop();
    expect(asked).toBe(true);
  });
});
