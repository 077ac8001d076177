import { describe, expect, it } from '@jest/globals';
import { codesIn } from './codes.js';

describe('the codes in what somebody typed', () => {
  it('are found between other words, each once', () => {
    expect(codesIn('về pa-2026-000012 và PA-2026-000013; PA-2026-000012')).toEqual([
      'PA-2026-000012',
      'PA-2026-000013',
    ]);
    expect(codesIn('không rõ')).toEqual([]);
  });
});
