import { describe, expect, it } from '@jest/globals';
import { Problem } from '#libs/contracts';
import { type Cursor, readCursor, writeCursor } from './cursor.js';

const id = '0199f5a0-0000-7000-8000-000000000001';
const cursor: Cursor = {
  order: 'due_at',
  descending: false,
  place: { value: new Date('2026-03-11T10:00:00.123Z'), id },
};

describe('the cursor of a list', () => {
  it('leads back to the place it was made of, to the millisecond', () => {
    expect(readCursor(writeCursor(cursor), cursor)).toEqual(cursor.place);
    const none = { ...cursor, place: { value: null, id } };
    expect(readCursor(writeCursor(none), none)).toEqual(none.place);
  });

  it('is refused in a list that runs otherwise', () => {
    const text = writeCursor(cursor);
    expect(() => readCursor(text, { order: 'received_at', descending: false })).toThrow(Problem);
    expect(() => readCursor(text, { order: 'due_at', descending: true })).toThrow(Problem);
  });

  it.each(['', 'x', 'W10', Buffer.from('["due_at",false,1,"1"]').toString('base64url')])(
    'is refused where it is none: %j',
    (text) => {
      expect(() => readCursor(text, cursor)).toThrow(/bad_cursor/);
    },
  );

  it('is refused with an instant beyond what a date can hold', () => {
    const text = Buffer.from(JSON.stringify(['due_at', false, 1e300, id])).toString('base64url');
    expect(() => readCursor(text, cursor)).toThrow(/bad_cursor/);
  });
});
