import { describe, expect, it } from '@jest/globals';
import { retell } from './retell.js';
import { rulebook } from './testing/rulebook.js';
import { example, newId, refusalOf, staff } from './testing/story.js';

const AT = '2026-03-03T09:00';
const resolve = { action: 'resolve', text: 'Đã thu hồi cáp' } as const;

describe('the evidence of a result', () => {
  it('is a photo where the stream asks for one, and the history names it', () => {
    const story = example({ streamCode: 'with_photo' });
    const refusal = refusalOf(() => story.on(AT, staff('U1'), resolve));
    expect(refusal).toMatchObject({ code: 'photo_needed', facts: { action: 'resolve' } });
    const none = { ...resolve, photos: [] };
    expect(refusalOf(() => story.on(AT, staff('U1'), none)).code).toBe('photo_needed');
    const shown = story.on(AT, staff('U1'), { ...resolve, photos: ['p1', 'p2'] });
    expect(shown.report.state).toBe('resolved');
    expect(shown.events.at(-1)?.data).toEqual({ text: resolve.text, photos: ['p1', 'p2'] });
  });

  it('is asked for at each result: one of an earlier cycle proves nothing', () => {
    const once = example({ streamCode: 'with_photo' }).on(AT, staff('U1'), {
      ...resolve,
      photos: ['p1'],
    });
    const reporter = { role: 'reporter', personCode: null, unitCodes: [] } as const;
    const again = once
      .on('2026-03-04T09:00', reporter, { action: 'reopen', reason: 'lại chùng' })
      .assigned('2026-03-04T10:00', 'U1');
    const run = () => again.on('2026-03-05T09:00', staff('U1'), resolve);
    expect(refusalOf(run).code).toBe('photo_needed');
  });

  it('is words alone where the rule is not active, or there is none', () => {
    for (const streamCode of ['photo_inactive', 'field']) {
      const story = example({ streamCode }).on(AT, staff('U1'), resolve);
      expect(story.events.at(-1)?.data).toEqual({ text: resolve.text });
    }
  });

  it('does not bind what another system lived through', () => {
    const { report } = example({ streamCode: 'with_photo' });
    const step = { at: new Date('2026-03-03T02:00:00Z'), actor: staff('U1'), act: resolve };
    const told = retell(report, [step], { book: rulebook(), newId });
    expect(told.report.state).toBe('resolved');
  });
});
