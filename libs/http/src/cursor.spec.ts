import { describe, expect, it } from '@jest/globals';
import { Problem } from '#libs/contracts';
import { pageOf, readCursor, readInstant, writeCursor } from './cursor.js';

const LIST = 'reports by due_at asc';
const id = '0199f5a0-0000-7000-8000-000000000001';
const at = new Date('2026-03-11T10:00:00.123Z');
const written = (parts: unknown): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

describe('the cursor of a list', () => {
  it('leads back to the place it was made of, to the millisecond', () => {
    const text = writeCursor(LIST, { value: at.getTime(), id });
    expect(readCursor(LIST, text, readInstant)).toEqual({ value: at, id });
    const none = writeCursor(LIST, { value: null, id });
    expect(readCursor(LIST, none, readInstant)).toEqual({ value: null, id });
    expect(readCursor(LIST, undefined, readInstant)).toBeNull();
  });

  it('is refused in a list that is another one, or runs otherwise', () => {
    const text = writeCursor(LIST, { value: at.getTime(), id });
    expect(() => readCursor('reports by due_at desc', text, readInstant)).toThrow(Problem);
  });

  it.each([
    '',
    'x',
    'W10',
    written([LIST, at.getTime(), '1']),
    written([LIST, 'tomorrow', id]),
    written([LIST, at.getTime(), id, 1]),
    // Beyond what a date can hold, and beyond what the database reads back.
    written([LIST, 1e300, id]),
    written([LIST, 253_402_300_800_000, id]),
  ])('is refused where it is none: %j', (text) => {
    expect(() => readCursor(LIST, text, readInstant)).toThrow(/bad_cursor/);
  });
});

describe('a page', () => {
  const page = (rows: readonly number[]): object =>
    pageOf(
      rows,
      2,
      (row) => row * 10,
      (row) => `after ${row}`,
    );

  it('has a next one where there was a row more than it holds', () => {
    expect(page([1, 2, 3])).toEqual({ items: [10, 20], next: 'after 2' });
    expect(page([1, 2])).toEqual({ items: [10, 20], next: null });
    expect(page([])).toEqual({ items: [], next: null });
  });
});
