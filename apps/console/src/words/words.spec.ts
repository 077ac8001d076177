import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const FOLDER = path.resolve('apps/console/src/words');
const areas = readdirSync(path.join(FOLDER, 'vi'));

/** Every key with the values that its text takes in; a plural's forms are one key. */
function keysOf(words: object, before = ''): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const name = `${before}${key}`;
    if (typeof value === 'object' && value !== null) return keysOf(value, `${name}.`);
    const takes = [...String(value).matchAll(/\{\{(\w+)\}\}/g)].map(([, one]) => one).sort();
    return [`${name.replace(/_(one|other)$/, '')} ${takes.join(' ')}`];
  });
}

function read(language: string, area: string): object {
  return JSON.parse(readFileSync(path.join(FOLDER, language, area), 'utf8')) as object;
}

describe('the words of the pages', () => {
  it('stand in both languages, area by area', () => {
    expect(readdirSync(path.join(FOLDER, 'en'))).toEqual(areas);
    expect(areas.length).toBeGreaterThan(5);
  });

  it.each(areas)('of %s say the same in both languages, and with the same values', (area) => {
    const [vi, en] = [new Set(keysOf(read('vi', area))), new Set(keysOf(read('en', area)))];
    expect([...en].sort()).toEqual([...vi].sort());
  });
});
