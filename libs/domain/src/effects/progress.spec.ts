import { describe, expect, it } from '@jest/globals';

import { currentCycle } from '../report.js';
import { hue } from '../testing/rulebook.js';
import { example, filed, operator, refusalOf, shown, staff, supervisor } from '../testing/story.js';

const APRIL = '2026-04-01T08:00';
const toU2 = { action: 'transfer', unitCode: 'U2', reason: 'cáp của U2' } as const;

describe('a pause', () => {
  const waitUntil = (day: string) =>
    ({ action: 'wait', reason: 'weather', until: hue.at(day, '10:00') }) as const;

  it('ends when its time has passed, though nobody noticed until the next act', () => {
    const paused = example().on('2026-03-10T10:00', staff('U1'), waitUntil('2026-03-12'));
    const ended = paused.resolved('2026-03-16T10:00', 'U1');
    expect(shown(ended.report.pauses[0]?.endedAt ?? null)).toBe('2026-03-12T10:00');
    expect(ended.promise).toBe('2026-03-13T17:00');
    expect(ended.classAt(APRIL)).toBe('late');
    expect(ended.legClassesAt(APRIL)).toEqual(['late']);
    expect(shown(currentCycle(ended.report).breachedAt)).toBe('2026-03-13T17:00');
    expect(ended.kinds).toContain('breach');
  });

  it('gives a unit that resumes too late no more than the time it had asked for', () => {
    const story = example()
      .on('2026-03-10T10:00', staff('U1'), waitUntil('2026-03-12'))
      .on('2026-03-13T10:00', staff('U1'), { action: 'resume' });
    expect(story.promise).toBe('2026-03-13T17:00');
    expect(story.report.state).toBe('in_progress');
  });

  it('cannot be ended in the future, nor before it began', () => {
    const paused = example().on('2026-03-10T10:00', staff('U1'), waitUntil('2026-03-20'));
    for (const at of [hue.at('2026-03-19', '10:00'), hue.at('2026-03-09', '10:00')]) {
      const run = () => paused.on('2026-03-12T10:00', staff('U1'), { action: 'resume', at });
      expect(refusalOf(run).code).toBe('correction_not_possible');
    }
  });

  it('has no breach while it stops the clock, and one at the old due if the day was the same', () => {
    const paused = example().on('2026-03-11T16:00', staff('U1'), waitUntil('2026-03-13'));
    expect(paused.tick('2026-03-12T20:00').classAt('2026-03-12T20:00')).toBe('open_in_time');
    const resumed = paused
      .on('2026-03-11T17:30', staff('U1'), { action: 'resume' })
      .tick('2026-03-11T17:30');
    expect(shown(currentCycle(resumed.report).breachedAt)).toBe('2026-03-11T17:00');
  });

  it('does not heal a breach that came before it', () => {
    const story = example()
      .on('2026-03-12T10:00', staff('U1'), waitUntil('2026-03-20'))
      .on('2026-03-16T10:00', staff('U1'), { action: 'resume' });
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.classAt(APRIL)).toBe('open_overdue');
  });

  it('ends with a transfer, and the promise has moved by then', () => {
    const story = example()
      .on('2026-03-10T10:00', staff('U1'), waitUntil('2026-03-20'))
      .on('2026-03-11T10:00', operator, toU2);
    expect(story.promise).toBe('2026-03-12T17:00');
    expect(story.report.pauses.every((pause) => pause.endedAt !== null)).toBe(true);
  });

  it('refuses to wait until an instant that has passed', () => {
    const run = () => example().on('2026-03-12T11:00', staff('U1'), waitUntil('2026-03-12'));
    expect(refusalOf(run).code).toBe('instant_in_past');
  });

  it('moves minute policies by its working time and elapsed ones by all of its time', () => {
    const due = (categoryCode: string) =>
      filed('2026-03-02T10:00', { categoryCode })
        .assigned('2026-03-02T10:00', 'U1')
        .on('2026-03-02T11:00', staff('U1'), waitUntil('2026-03-20'))
        .on('2026-03-02T14:00', staff('U1'), { action: 'resume' }).promise;
    expect(due('working_hours')).toBe('2026-03-03T11:30');
    expect(due('around_the_clock')).toBe('2026-03-03T13:00');
  });
});

describe('an extension', () => {
  const ask = {
    action: 'ask_extension',
    dueAt: hue.at('2026-03-16', '17:00'),
    reason: 'r',
  } as const;
  const asked = example().on('2026-03-10T09:00', staff('U1'), ask);

  it('granted before the due moves both clocks, and the history keeps old and new', () => {
    const granted = asked.on('2026-03-11T17:00', supervisor, { action: 'grant' });
    expect([granted.promise, ...granted.legDues]).toEqual(['2026-03-16T17:00', '2026-03-16T17:00']);
    expect(granted.events.at(-1)?.data).toMatchObject({
      old_promise: hue.at('2026-03-11', '17:00').toISOString(),
      promise: hue.at('2026-03-16', '17:00').toISOString(),
    });
    expect(shown(currentCycle(granted.report).originalDueAt)).toBe('2026-03-11T17:00');
    expect(granted.resolved('2026-03-16T17:00', 'U1').classAt(APRIL)).toBe('on_time');
  });

  it('denied leaves the clocks where they were', () => {
    const denied = asked.on('2026-03-11T09:00', supervisor, { action: 'deny', reason: 'r' });
    expect([denied.promise, ...denied.legDues]).toEqual(['2026-03-11T17:00', '2026-03-11T17:00']);
    expect(denied.report.extensions[0]?.outcome).toBe('denied');
  });

  it.each([{ action: 'grant' } as const, { action: 'deny', reason: 'r' } as const])(
    'undecided at the due has expired: too late to $action',
    (act) => {
      const run = () => asked.on('2026-03-11T17:00:00.001', supervisor, act);
      expect(refusalOf(run).code).toBe('extension_expired');
    },
  );

  it('undecided at the due is noted as expired by the next tick', () => {
    const ticked = asked.tick('2026-03-11T18:00');
    expect(ticked.report.extensions[0]?.outcome).toBe('expired');
    expect(ticked.kinds).toContain('extension_expired');
    expect(ticked.classAt('2026-03-11T18:00')).toBe('open_overdue');
  });

  it('may be granted while a stopping pause holds the clock at a due that has not come', () => {
    const granted = asked
      .on('2026-03-11T10:00', staff('U1'), {
        action: 'wait',
        reason: 'weather',
        until: hue.at('2026-03-20', '10:00'),
      })
      .on('2026-03-12T10:00', supervisor, { action: 'grant' });
    expect(granted.promise).toBe('2026-03-16T17:00');
    const resumed = granted.on('2026-03-13T10:00', staff('U1'), { action: 'resume' });
    expect(resumed.promise).toBe('2026-03-18T17:00');
  });

  it('is asked once at a time, and only for a later instant', () => {
    const twice = () => asked.on('2026-03-10T10:00', staff('U1'), ask);
    expect(refusalOf(twice).code).toBe('extension_open_already');
    const earlier = () =>
      example().on('2026-03-10T10:00', staff('U1'), {
        ...ask,
        dueAt: hue.at('2026-03-11', '17:00'),
      });
    expect(refusalOf(earlier).code).toBe('instant_in_past');
  });
});
