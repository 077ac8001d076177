import { describe, expect, it } from '@jest/globals';

import { currentCycle, openLeg } from '../report.js';
import { hue } from '../testing/rulebook.js';
import {
  type Story,
  admin,
  example,
  filed,
  moderator,
  operator,
  refusalOf,
  reporter,
  shown,
  staff,
} from '../testing/story.js';

const APRIL = '2026-04-01T08:00';
const goBack = { action: 'return', reason: 'ảnh không đúng chỗ' } as const;

describe('a result that is returned', () => {
  it('lets the same leg and cycle run on as if never ended', () => {
    const before = example();
    const story = before
      .resolved('2026-03-10T10:00', 'U1')
      .on('2026-03-12T09:00', operator, goBack);
    expect(story.report.state).toBe('in_progress');
    expect(story.report.cycles).toHaveLength(1);
    expect(openLeg(story.report)?.id).toBe(before.leg.id);
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.classAt('2026-03-12T09:00')).toBe('open_overdue');
    const ended = story.tick('2026-03-12T09:01').resolved('2026-03-12T10:00', 'U1');
    expect(shown(currentCycle(ended.report).breachedAt)).toBe('2026-03-11T17:00');
    expect(ended.legClassesAt(APRIL)).toEqual(['late']);
  });

  it('is refused where the end was not a unit result: a parent that ended while in triage', () => {
    const story = example()
      .on('2026-03-03T09:00', staff('U1'), { action: 'refuse', reason: 'r' })
      .on('2026-03-03T10:00', operator, split('U2'))
      .childEnds('2026-03-05T10:00');
    expect(story.report.state).toBe('resolved');
    expect(refusalOf(() => story.on('2026-03-06T09:00', operator, goBack)).code).toBe(
      'no_open_leg',
    );
  });
});

describe('reopening', () => {
  const resolved = example().resolved('2026-03-10T10:00', 'U1');
  const reopen = { action: 'reopen', reason: 'cáp lại chùng' } as const;

  it('is open to the reporter for 30 days to the instant, to an operator without end', () => {
    expect(resolved.on('2026-04-09T10:00', reporter, reopen).report.state).toBe('in_review');
    const late = () => resolved.on('2026-04-09T10:00:00.001', reporter, reopen);
    expect(refusalOf(late).code).toBe('reopen_window_over');
    expect(resolved.on('2026-06-01T10:00', operator, reopen).report.state).toBe('in_review');
  });

  it('opens a cycle with a promise, a triage limit and refusals of its own', () => {
    const story = resolved.on('2026-03-16T10:00', reporter, reopen);
    expect(currentCycle(story.report)).toMatchObject({ number: 2, refusals: 0, rating: null });
    expect(shown(currentCycle(story.report).triageSince)).toBe('2026-03-16T10:00');
    expect(story.promise).toBe('2026-03-25T17:00');
    expect(story.classAt('2026-03-16T10:00')).toBe('open_in_time');
  });
});

describe('spam', () => {
  it('stands outside all rates even when the report had breached', () => {
    const story = example()
      .tick('2026-03-12T09:00')
      .on('2026-03-12T10:00', moderator, { action: 'spam' });
    expect(story.report.state).toBe('rejected');
    expect(story.classAt(APRIL)).toBe('spam');
  });
});

describe('rejecting and withdrawing', () => {
  it('stand outside the rates without a breach, and are late with one', () => {
    const reject = { action: 'reject', reason: 'not_competent' } as const;
    const withdraw = { action: 'withdraw', reason: 'đã tự xử lý' } as const;
    const story = filed('2026-03-02T10:00');
    expect(story.on('2026-03-03T09:00', operator, reject).classAt(APRIL)).toBe('rejected');
    expect(story.on('2026-03-12T09:00', operator, reject).classAt(APRIL)).toBe('late');
    expect(story.on('2026-03-03T09:00', reporter, withdraw).classAt(APRIL)).toBe('withdrawn');
    expect(story.on('2026-03-12T09:00', reporter, withdraw).classAt(APRIL)).toBe('late');
    expect(example().on('2026-03-03T09:00', reporter, withdraw).legClassesAt(APRIL)).toEqual([
      'outside',
    ]);
  });
});

describe('a merge', () => {
  const merged = (duplicate: Story, survivor: Story, at: string): Story =>
    duplicate.on(at, operator, {
      action: 'merge',
      survivorId: survivor.report.id,
      survivorCode: survivor.report.code,
      survivorOpen: currentCycle(survivor.report).endedAt === null,
      survivorBreached: survivor.report.cycles.some((cycle) => cycle.breachedAt !== null),
    });

  it('gives the survivor the earlier receipt and the earlier promise', () => {
    const duplicate = example();
    const survivor = filed('2026-03-04T10:00').assigned('2026-03-04T11:00', 'U2');
    expect(survivor.promise).toBe('2026-03-13T17:00');
    const ended = merged(duplicate, survivor, '2026-03-05T09:00');
    expect(ended.report).toMatchObject({ state: 'duplicate', mergedIntoId: survivor.report.id });
    expect(ended.classAt(APRIL)).toBe('duplicate');
    expect(ended.legClassesAt(APRIL)).toEqual(['outside']);
    const joined = survivor.absorb('2026-03-05T09:00', ended);
    expect(joined.promise).toBe('2026-03-11T17:00');
    expect(shown(joined.report.receivedAt)).toBe('2026-03-02T10:00');
    expect(joined.legDues).toEqual(['2026-03-13T17:00']);
    expect(joined.resolved('2026-03-12T10:00', 'U2').classAt(APRIL)).toBe('late');
  });

  it('leaves the survivor its own where they are the earlier ones', () => {
    const survivor = example();
    const duplicate = merged(filed('2026-03-04T10:00'), survivor, '2026-03-05T09:00');
    const joined = survivor.absorb('2026-03-05T09:00', duplicate);
    expect(joined.promise).toBe('2026-03-11T17:00');
    expect(shown(joined.report.receivedAt)).toBe('2026-03-02T10:00');
  });

  it('is refused where the survivor has breached or ended, and with itself', () => {
    const duplicate = filed('2026-03-09T10:00');
    const breached = example().tick('2026-03-12T09:00');
    const ended = example().resolved('2026-03-10T10:00', 'U1');
    for (const survivor of [breached, ended, duplicate]) {
      const run = () => merged(duplicate, survivor, '2026-03-12T09:00');
      expect(refusalOf(run).code).toBe('merge_not_possible');
    }
  });
});

function split(...units: string[]) {
  const children = units.map((unitCode) => ({ id: unitCode, code: `PA-${unitCode}`, unitCode }));
  return { action: 'split', children } as const;
}

describe('a split', () => {
  const parent = example().on('2026-03-03T09:00', operator, split('U2', 'U3'));

  it('keeps the parent open until its last child has ended, then resolves it by the system', () => {
    expect(parent.report).toMatchObject({ state: 'assigned', openChildren: 2 });
    const one = parent.childEnds('2026-03-09T10:00');
    expect(one.report).toMatchObject({ state: 'assigned', openChildren: 1 });
    const ended = one.childEnds('2026-03-10T10:00');
    expect(ended.report).toMatchObject({ state: 'resolved', openChildren: 0 });
    expect(ended.events.at(-1)).toMatchObject({ kind: 'split', actor: { role: 'system' } });
    expect(ended.classAt(APRIL)).toBe('on_time');
  });

  it('ends the parent with its last child whoever ended that child, and wherever the parent is', () => {
    const offered = example()
      .on('2026-03-03T09:00', staff('U1'), { action: 'refuse', reason: 'r' })
      .on('2026-03-03T10:00', operator, split('U2'))
      .on('2026-03-03T11:00', operator, { action: 'offer', networkCode: 'telecom', words: 'w' });
    expect(offered.childEnds('2026-03-03T11:30', staff('U2')).report.state).toBe('resolved');
  });

  it('does not let the parent be resolved before', () => {
    const run = () => parent.resolved('2026-03-09T10:00', 'U1');
    expect(refusalOf(run)).toMatchObject({ code: 'children_open', facts: { children: 2 } });
  });

  it('leaves a parent alone that has ended already', () => {
    const withdrawn = parent.on('2026-03-04T09:00', reporter, { action: 'withdraw', reason: 'r' });
    const after = withdrawn.childEnds('2026-03-05T09:00').childEnds('2026-03-06T09:00');
    expect(after.report.state).toBe('withdrawn');
  });
});

describe('a correction', () => {
  const late = example().resolved('2026-03-12T10:00', 'U1');
  const correct = (to: string, instant: 'ended_at' | 'started_at' = 'ended_at') =>
    ({ action: 'correct', instant, to: at(to), reason: 'biên bản', askedBy: 'lan' }) as const;
  const at = (text: string): Date => hue.at(text.slice(0, 10), text.slice(11));

  it('needs a second person, and one with a name', () => {
    const act = correct('2026-03-11T16:00');
    const same = () => late.on('2026-03-13T09:00', { ...admin, personCode: 'lan' }, act);
    const nobody = () => late.on('2026-03-13T09:00', { ...admin, personCode: null }, act);
    expect([same, nobody].map((run) => refusalOf(run).code)).toEqual([
      'same_person',
      'same_person',
    ]);
  });

  it('of the end may undo a breach, for report and leg, and is marked', () => {
    const story = late.on('2026-03-13T09:00', admin, correct('2026-03-11T16:00'));
    expect(late.classAt(APRIL)).toBe('late');
    expect(story.classAt(APRIL)).toBe('on_time');
    expect(story.legClassesAt(APRIL)).toEqual(['on_time']);
    expect(currentCycle(story.report).corrected).toBe(true);
    expect(story.events.at(-1)?.data).toMatchObject({
      breach_before: at('2026-03-11T17:00').toISOString(),
      breach_after: null,
      asked_by: 'lan',
    });
  });

  it('of the end may also show a breach', () => {
    const story = example()
      .resolved('2026-03-11T10:00', 'U1')
      .on('2026-03-13T09:00', admin, correct('2026-03-12T08:00'));
    expect(story.classAt(APRIL)).toBe('late');
    expect(story.legClassesAt(APRIL)).toEqual(['late']);
  });

  it('of the receipt counts the promise and the first answer anew', () => {
    const story = example().on(
      '2026-03-05T09:00',
      admin,
      correct('2026-02-27T10:00', 'started_at'),
    );
    expect(story.promise).toBe('2026-03-10T17:00');
    expect(shown(story.report.receivedAt)).toBe('2026-02-27T10:00');
    // 960 working minutes from Friday 10:00: 5,5 h, 8 h on Monday and 2,5 h on Tuesday.
    expect(shown(currentCycle(story.report).respondDueAt)).toBe('2026-03-03T10:00');
  });

  it('is refused for an end that has not come, one before the start, and one in the future', () => {
    const open = () => example().on('2026-03-05T09:00', admin, correct('2026-03-04T09:00'));
    const before = () => late.on('2026-03-13T09:00', admin, correct('2026-03-01T09:00'));
    const future = () => late.on('2026-03-13T09:00', admin, correct('2026-03-14T09:00'));
    for (const run of [open, before, future]) {
      expect(refusalOf(run).code).toBe('correction_not_possible');
    }
  });
});
