import { describe, expect, it } from '@jest/globals';
import { parseAsked, wordOf, wordsOf, writeAsked } from './address.js';

describe('what an address asks for', () => {
  it('is read as it was written, several words of a name among it', () => {
    const asked = { state: ['assigned', 'waiting'], q: 'dây cáp & cột', number: '001' };
    expect(parseAsked(writeAsked(asked))).toEqual(asked);
  });

  it('leaves out what is empty', () => {
    expect(writeAsked({ q: '', state: [] })).toBe('');
  });

  it('gives one word, or all', () => {
    const asked = parseAsked('?state=assigned&state=waiting&q=cáp');
    expect(wordOf(asked, 'state')).toBe('assigned');
    expect(wordsOf(asked, 'q')).toEqual(['cáp']);
    expect(wordOf(asked, 'unit')).toBe('');
  });
});
