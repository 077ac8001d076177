import { describe, expect, it } from '@jest/globals';
import { CONFIDENT, sensitiveWords, suggestCategories, suggestCategory } from './suggesting.js';

const CATEGORIES = [
  { code: 'waste', streamCode: 'field', keywords: ['rác thải', 'rác'] },
  { code: 'cable', streamCode: 'field', keywords: ['cáp võng'] },
  { code: 'asked', streamCode: 'question', keywords: ['rác'] },
];

describe('categories by words', () => {
  it('come with their share of all the words found, the likeliest first', () => {
    const found = suggestCategories('CAP VONG cạnh bãi rác thải', 'field', CATEGORIES);
    expect(found).toEqual([
      { categoryCode: 'waste', confidence: 3 / 5, words: ['rác thải', 'rác'] },
      { categoryCode: 'cable', confidence: 2 / 5, words: ['cáp võng'] },
    ]);
    expect(suggestCategory('CAP VONG cạnh bãi rác thải', 'field', CATEGORIES)).toEqual(found[0]);
    expect(found[0]?.confidence).toBeGreaterThanOrEqual(CONFIDENT);
  });

  it('are none where no word is known, or only one of another stream', () => {
    expect(suggestCategories('đèn đường', 'field', CATEGORIES)).toEqual([]);
    expect(suggestCategory('cáp võng', 'question', CATEGORIES)).toBeNull();
  });

  it('are held apart from what is sensitive, where accents count', () => {
    expect(sensitiveWords('đi từ từ thôi', ['tự tử'])).toEqual([]);
    expect(sensitiveWords('di tu tu thoi', ['tự tử'])).toEqual(['tự tử']);
  });
});
