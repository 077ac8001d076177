import { describe, expect, it } from '@jest/globals';
import { errorFrames, errorWords } from './error-words.js';

const PLANTED = '0912345678';

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what is logged of an error', () => {
  it('names it, its code and where', () => {
    const error = Object.assign(new Error('duplicate key value violates unique constraint'), {
      name: 'QueryFailedError',
      code: '23505',
      table: 'reports',
      constraint: 'reports_code_key',
      detail: `Key (phone)=(${PLANTED}) already exists.`,
      parameters: [PLANTED],
    });
    expect(errorWords(error)).toBe(
      'QueryFailedError: duplicate key value violates unique constraint' +
        ' (code 23505, table reports, constraint reports_code_key)',
    );
  });

  it('leaves out a message that repeats what was sent', () => {
    const syntax = thrown(() => JSON.parse(`{"phone": ${PLANTED}x`));
    const data = Object.assign(new Error(`invalid input syntax for type uuid: "${PLANTED}"`), {
      code: '22P02',
    });
    for (const error of [syntax, data, { phone: PLANTED }]) {
      expect(errorWords(error)).not.toContain(PLANTED);
      expect(errorFrames(error).join()).not.toContain(PLANTED);
    }
    expect(errorFrames(data)[0]).toContain('error-words.spec');
  });
});
