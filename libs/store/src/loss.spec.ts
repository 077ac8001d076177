import { describe, expect, it } from '@jest/globals';
import { Problem } from '#libs/contracts';
import { isAnswer, isAway, isUnknown } from './loss.js';

const coded = (code: string): Error => Object.assign(new Error('told'), { code });

describe('what an error says of the database', () => {
  it.each([
    ['a connection that the server has closed', coded('57P01')],
    ['a server without a free connection', coded('53300')],
    ['a port that nobody listens on', coded('ECONNREFUSED')],
    ['an answer that has not come', new Error('Query read timeout')],
    ['the same, as TypeORM wraps it', new Error('Error: Query read timeout')],
    ['no connection in time', new Error('timeout exceeded when trying to connect')],
    ['a connection that was given up', new Error('Connection terminated')],
    ['what the store could not tell', new Problem('outcome_unknown', '')],
  ])('is away: %s', (_what, error) => {
    expect(isAway(error)).toBe(true);
  });

  it.each([
    ['a row that breaks a constraint', coded('23505')],
    ['data that cannot be kept', coded('22021')],
    ['a refusal', new Problem('not_found', '')],
    ['a mistake in the code', new TypeError('undefined is no function')],
    ['nothing at all', null],
  ])('is not away: %s', (_what, error) => {
    expect(isAway(error)).toBe(false);
  });

  it('was answered by a server that then keeps the connection, or was not', () => {
    expect(isAnswer(coded('40001'))).toBe(true);
    expect(isAnswer(coded('57014'))).toBe(true);
    expect(isAnswer(coded('57P01'))).toBe(false);
    expect(isAnswer(coded('ECONNRESET'))).toBe(false);
    expect(isAnswer(coded('EPIPE'))).toBe(false);
    expect(isAnswer(new Error('Query read timeout'))).toBe(false);
  });

  it('leaves the outcome open only where the store says so', () => {
    expect(isUnknown(new Problem('outcome_unknown', ''))).toBe(true);
    expect(isUnknown(new Problem('unavailable', ''))).toBe(false);
  });
});
