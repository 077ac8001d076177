import { describe, expect, it } from '@jest/globals';
import { atMostOncePerSecond } from './once-per-second.js';

describe('a trouble that repeats', () => {
  it('is told once a second, with how many were held back', () => {
    let now = 0;
    const lines: string[] = [];
    const tell = atMostOncePerSecond(
      (text) => lines.push(text),
      () => now,
    );
    for (; now < 10_000; now += 1) tell('relay', `refused at ${now}`);
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('refused at 0');
    expect(lines[9]).toBe('refused at 9000 (999 more like it were held back)');
  });

  it('does not hold back another kind, nor the first after a quiet second', () => {
    let now = 5_000;
    const lines: string[] = [];
    const tell = atMostOncePerSecond(
      (text) => lines.push(text),
      () => now,
    );
    tell('relay', 'a');
    tell('tick', 'b');
    now += 999;
    tell('relay', 'held');
    now += 1;
    tell('tick', 'c');
    expect(lines).toEqual(['a', 'b', 'c']);
  });
});
