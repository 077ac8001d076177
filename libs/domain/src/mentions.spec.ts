import { describe, expect, it } from '@jest/globals';
import { mentionedIn } from './mentions.js';

describe('people whom a text mentions', () => {
  it.each([
    ['nhờ @staff-viettel xem, và @op-1.', ['staff-viettel', 'op-1']],
    ['@op-1 @OP-1 @op-2', ['op-1', 'op-2']],
    ['(@op-1), "@op-2"!', ['op-1', 'op-2']],
    ['gửi tới a@op-1.vn và lê@op-2', []],
    ['@ @- @@op-1', []],
    ['không ai', []],
  ])('of %j are %j', (text, codes) => {
    expect(mentionedIn(text)).toEqual(codes);
  });
});
