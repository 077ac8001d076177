import { describe, expect, it } from '@jest/globals';
import { ALIKE, type Comparable, likeness, wordsAlike } from './similar.js';

const at = (days: number): Date => new Date(Date.UTC(2026, 2, 2) + days * 86_400_000);
const said = (words: string, days = 0): Comparable => ({ words, receivedAt: at(days) });

describe('words', () => {
  it('are wholly alike in the same text and not at all where none is shared', () => {
    expect(wordsAlike('cap vong truoc truong', 'cap vong truoc truong')).toBe(1);
    expect(wordsAlike('cap vong', 'o ga')).toBe(0);
    expect(wordsAlike('', '')).toBe(0);
    expect(wordsAlike('cap vong', '')).toBe(0);
  });

  it('that follow each other count for more than the same ones apart', () => {
    const together = wordsAlike('rac thai dau kiet', 'co rac thai');
    const apart = wordsAlike('rac thai dau kiet', 'thai co rac');
    expect(together).toBeGreaterThan(apart);
    expect(apart).toBeGreaterThan(0);
    // rac, thai, "rac thai" of seven and of five parts.
    expect(together).toBeCloseTo(6 / 12);
  });
});

describe('two reports', () => {
  it('are as alike whichever is looked at from', () => {
    const [one, other] = [said('cap vong truoc truong'), said('day cap vong', 3)];
    expect(likeness(one, other, 40)).toEqual(likeness(other, one, 40));
  });

  it('of the same words, place and time are one thing', () => {
    expect(likeness(said('cap vong'), said('cap vong'), 0)).toEqual({
      ...{ place: 1, time: 1, words: 1, score: 1 },
    });
  });

  it('are less alike the further apart, the longer after, and the fewer words they share', () => {
    const one = said('cap vong truoc truong');
    const score = (words: string, days: number, metres: number): number =>
      likeness(one, said(words, days), metres).score;
    const near = score('cap vong ben duong', 1, 20);
    expect(score('cap vong ben duong', 1, 200)).toBeLessThan(near);
    expect(score('cap vong ben duong', 20, 20)).toBeLessThan(near);
    expect(score('o ga ben duong', 1, 20)).toBeLessThan(near);
    expect(likeness(one, one, 100).place).toBeCloseTo(0.5);
    expect(likeness(one, said('', 7), 0).time).toBeCloseTo(0.5);
  });

  it('without a place are told apart by words and time alone', () => {
    const same = likeness(said('cap vong'), said('cap vong'), null);
    expect(same).toEqual({ place: null, time: 1, words: 1, score: 1 });
    expect(likeness(said('cap vong'), said('o ga'), null).score).toBeLessThan(ALIKE);
  });

  it('of other words are one thing only where they lie side by side at the same time', () => {
    const [one, other] = [said('cap vong'), said('day dien sa xuong')];
    expect(likeness(one, other, 5).score).toBeGreaterThan(ALIKE);
    expect(likeness(one, other, 150).score).toBeLessThan(ALIKE);
  });
});
