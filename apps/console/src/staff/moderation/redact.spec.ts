import { describe, expect, it } from '@jest/globals';
import { COVER, areaBetween, covered, pieces } from './redact.js';

const TEXT = 'Gọi  anh Nam,\nsố 0905 123 456 nhé.';

describe('covering words of a text', () => {
  it('cuts a text into pieces that make it up again', () => {
    const cut = pieces(TEXT);
    expect(cut.map(({ from, to }) => TEXT.slice(from, to)).join('')).toBe(TEXT);
    expect(cut.filter(({ word }) => word)).toHaveLength(8);
  });

  it('leaves a text of which nothing is covered as it is', () => {
    expect(covered(TEXT, new Set())).toBe(TEXT);
  });

  it('makes one cover of words that follow each other', () => {
    const words = pieces(TEXT).filter(({ word }) => word);
    const number = new Set(words.slice(4, 7).map(({ from }) => from));
    expect(covered(TEXT, number)).toBe(`Gọi  anh Nam,\nsố ${COVER} nhé.`);
  });
});

describe('an area of a photo', () => {
  const photo = { width: 100, height: 50 };
  it('is the same from whichever corner it is drawn, and never leaves the photo', () => {
    const area = { x: 10, y: 20, width: 90, height: 30 };
    expect(areaBetween({ x: 10, y: 20 }, { x: 130, y: 90 }, photo)).toEqual(area);
    expect(areaBetween({ x: 130, y: 90 }, { x: 10, y: 20 }, photo)).toEqual(area);
  });

  it('is none where nothing lies between the corners', () => {
    expect(areaBetween({ x: 10, y: 20 }, { x: 10, y: 40 }, photo)).toBeNull();
  });
});
