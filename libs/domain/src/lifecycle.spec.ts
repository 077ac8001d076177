import { describe, expect, it } from '@jest/globals';

import { hue, policyOf, rulebook, workingDays } from './testing/rulebook.js';
import { example, filed, local, operator, refusalOf, shown, staff } from './testing/story.js';
import { currentCycle } from './report.js';

const APRIL = '2026-04-01T08:00';
const toU2 = { action: 'transfer', unitCode: 'U2', reason: 'cáp của U2' } as const;

describe('Huế +7, received on Monday 2 March 2026 at 10:00, U1 assigned at once', () => {
  it('promises Wednesday 11 March 17:00, and so does the first leg', () => {
    const story = example();
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.legDues).toEqual(['2026-03-11T17:00']);
    expect(story.classAt('2026-03-11T17:00')).toBe('open_in_time');
  });

  it('is late when transferred on 10 March and resolved on 12 March; U1 stands outside, U2 was on time', () => {
    const story = example()
      .on('2026-03-10T09:00', operator, toU2)
      .resolved('2026-03-12T10:00', 'U2');
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.legDues).toEqual(['2026-03-11T17:00', '2026-03-19T17:00']);
    expect(story.classAt(APRIL)).toBe('late');
    expect(story.legClassesAt(APRIL)).toEqual(['outside', 'on_time']);
  });

  it('is late whatever follows when U1 refuses on 12 March; U1 is late, with one refusal', () => {
    const refused = example().on('2026-03-12T09:00', staff('U1'), {
      action: 'refuse',
      reason: 'r',
    });
    expect(refused.classAt('2026-03-12T09:00')).toBe('open_overdue');
    expect(refused.legClassesAt(APRIL)).toEqual(['late']);
    expect(currentCycle(refused.report).refusals).toBe(1);
    const followed = refused.assigned('2026-03-12T10:00', 'U2').resolved('2026-03-12T11:00', 'U2');
    expect(followed.classAt(APRIL)).toBe('late');
    expect(followed.legClassesAt(APRIL)).toEqual(['late', 'on_time']);
  });

  it('stays late when reopened after being late, though cycle 2 is in time', () => {
    const reopened = example()
      .resolved('2026-03-12T10:00', 'U1')
      .on('2026-03-13T09:00', operator, { action: 'reopen', reason: 'cáp lại chùng' });
    expect(reopened.promise).toBe('2026-03-24T17:00');
    expect(reopened.report.suggestedUnitCode).toBe('U1');
    expect(reopened.classAt('2026-03-13T10:00')).toBe('late');
    const ended = reopened.assigned('2026-03-13T10:00', 'U1').resolved('2026-03-16T10:00', 'U1');
    expect(ended.classAt(APRIL)).toBe('late');
    expect(ended.legClassesAt(APRIL)).toEqual(['late', 'on_time']);
  });

  it('moves to 13 March 17:00 with a stopping pause from 10 to 12 March', () => {
    const story = example()
      .on('2026-03-10T10:00', staff('U1'), {
        action: 'wait',
        reason: 'weather',
        until: hue.at('2026-03-20', '10:00'),
      })
      .on('2026-03-12T10:00', staff('U1'), { action: 'resume' });
    expect(story.promise).toBe('2026-03-13T17:00');
    expect(story.legDues).toEqual(['2026-03-13T17:00']);
    const ended = story.resolved('2026-03-13T17:00', 'U1');
    expect(ended.classAt(APRIL)).toBe('on_time');
    expect(ended.legClassesAt(APRIL)).toEqual(['on_time']);
  });

  it('stays at 11 March 17:00 with a stopping pause on 10 March from 10:00 to 14:00', () => {
    const story = example()
      .on('2026-03-10T10:00', staff('U1'), {
        action: 'wait',
        reason: 'site_not_reachable',
        until: hue.at('2026-03-10', '14:00'),
      })
      .tick('2026-03-10T14:00');
    expect(story.report.state).toBe('in_progress');
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.legDues).toEqual(['2026-03-11T17:00']);
  });

  it('does not move by a pause of a kind that does not stop the clock', () => {
    const story = example()
      .on('2026-03-10T10:00', staff('U1'), {
        action: 'wait',
        reason: 'material',
        until: hue.at('2026-03-16', '10:00'),
      })
      .on('2026-03-12T10:00', staff('U1'), { action: 'resume' });
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.classAt('2026-03-12T10:00')).toBe('open_overdue');
  });

  it('refuses an extension asked on 12 March as expired, and the report is late', () => {
    const story = example();
    const refusal = refusalOf(() =>
      story.on('2026-03-12T09:00', staff('U1'), {
        action: 'ask_extension',
        dueAt: hue.at('2026-03-20', '17:00'),
        reason: 'chờ vật tư',
      }),
    );
    expect(refusal.code).toBe('extension_expired');
    expect(story.resolved('2026-03-12T10:00', 'U1').classAt(APRIL)).toBe('late');
  });

  it('cannot be merged once it has breached; a link is still possible', () => {
    const story = example();
    const merge = {
      action: 'merge',
      survivorId: 'other',
      survivorCode: 'PA-1',
      survivorOpen: true,
      survivorBreached: false,
    } as const;
    const refusal = refusalOf(() => story.on('2026-03-12T09:00', operator, merge));
    expect(refusal.code).toBe('merge_not_possible');
    const linked = story.on('2026-03-12T09:00', operator, {
      action: 'link',
      otherId: 'other',
      otherCode: 'PA-1',
      kind: 'repeat',
    });
    expect(linked.report.state).toBe('assigned');
    expect(linked.classAt('2026-03-12T09:00')).toBe('open_overdue');
  });

  it('is late when its children end on 10 and 12 March, each child by its own due', () => {
    const parent = example().on('2026-03-03T09:00', operator, {
      action: 'split',
      children: [
        { id: 'a', code: 'PA-a', unitCode: 'U2' },
        { id: 'b', code: 'PA-b', unitCode: 'U3' },
      ],
    });
    const child = (unit: string, end: string) =>
      filed('2026-03-03T09:00', { parentId: parent.report.id })
        .assigned('2026-03-03T09:00', unit)
        .resolved(end, unit);
    const first = child('U2', '2026-03-10T10:00');
    const second = child('U3', '2026-03-12T10:00');
    expect(first.legDues).toEqual(['2026-03-12T17:00']);
    expect([first.classAt(APRIL), second.classAt(APRIL)]).toEqual(['child', 'child']);
    expect(first.legClassesAt(APRIL)).toEqual(['on_time']);
    expect(second.legClassesAt(APRIL)).toEqual(['on_time']);

    const one = parent.childEnds('2026-03-10T10:00');
    expect(one.report.state).toBe('assigned');
    const ended = one.childEnds('2026-03-12T10:00');
    expect(ended.report.state).toBe('resolved');
    expect(ended.classAt(APRIL)).toBe('late');
  });

  it('keeps 11 March when the policy becomes 3 days on 5 March; only new legs have 3 days', () => {
    const shorter = rulebook({ 'hue-7': policyOf('hue-7@2', workingDays(3)) });
    const story = example().under(shorter).on('2026-03-06T09:00', staff('U1'), { action: 'take' });
    expect(story.promise).toBe('2026-03-11T17:00');
    expect(story.legDues).toEqual(['2026-03-11T17:00']);
    const moved = story.on('2026-03-09T09:00', operator, toU2);
    expect(moved.promise).toBe('2026-03-11T17:00');
    expect(moved.legDues).toEqual(['2026-03-11T17:00', '2026-03-12T17:00']);
    expect(filed('2026-03-05T10:00', {}, shorter).promise).toBe('2026-03-10T17:00');
  });

  it('keeps 11 March also when it is first assigned after the policy became 3 days', () => {
    const since = local('2026-03-05T00:00');
    const shorter = rulebook({ 'hue-7': policyOf('hue-7@2', workingDays(3)) }, hue, since);
    const waiting = filed('2026-03-02T10:00').under(shorter);
    const assigned = waiting.assigned('2026-03-06T09:00', 'U1');
    expect(assigned.promise).toBe('2026-03-11T17:00');
    expect(assigned.legDues).toEqual(['2026-03-11T17:00']);
    expect(assigned.leg.policyRevision).toBe('hue-7@2');
    const later = assigned.on('2026-03-09T09:00', operator, toU2);
    expect(later.legDues.at(-1)).toBe('2026-03-12T17:00');
  });

  it('is on time when resolved exactly on 11 March 17:00, and late a millisecond later', () => {
    const story = example();
    const exact = story.resolved('2026-03-11T17:00', 'U1');
    expect(exact.classAt(APRIL)).toBe('on_time');
    expect(exact.legClassesAt(APRIL)).toEqual(['on_time']);
    const missed = story.resolved('2026-03-11T17:00:00.001', 'U1');
    expect(missed.classAt(APRIL)).toBe('late');
    expect(missed.legClassesAt(APRIL)).toEqual(['late']);
  });

  it('has met the respond milestone by a commitment on 9 March for the 20th, and breaches on the 11th', () => {
    const book = rulebook({
      'hue-7': { ...policyOf('hue-7@r', workingDays(7)), respond: workingDays(6) },
    });
    const story = example({}, book)
      .on('2026-03-09T09:00', staff('U1'), {
        action: 'answer',
        text: 'Sẽ thu hồi trước ngày 20',
        commitment: hue.at('2026-03-20', '17:00'),
      })
      .tick('2026-03-11T18:00');
    const cycle = currentCycle(story.report);
    expect(shown(cycle.respondedAt)).toBe('2026-03-09T09:00');
    expect(cycle.respondBreachedAt).toBeNull();
    expect(shown(cycle.breachedAt)).toBe('2026-03-11T17:00');
    expect(story.report.state).toBe('assigned');
  });

  it('has a due on 2 January 2026 14:30 for 8 working hours from 31 December 2025 15:00', () => {
    const story = filed('2025-12-31T15:00', { categoryCode: 'working_hours' }).assigned(
      '2025-12-31T15:00',
      'U1',
    );
    expect([story.promise, ...story.legDues]).toEqual(['2026-01-02T14:30', '2026-01-02T14:30']);
  });
});

describe('an act that a rule refuses', () => {
  it.each(['  ', ''])('needs a reason, and a text for the public: "%s" is none', (nothing) => {
    const reason = () =>
      example().on('2026-03-03T09:00', staff('U1'), { action: 'refuse', reason: nothing });
    const text = () =>
      example().on('2026-03-03T09:00', staff('U1'), { action: 'resolve', text: nothing });
    const words = () => example().words('2026-03-03T09:00', nothing);
    expect([reason, text, words].map((run) => refusalOf(run).code)).toEqual([
      'reason_needed',
      'text_needed',
      'text_needed',
    ]);
  });

  it('leaves the report as it was', () => {
    const story = example();
    const before = JSON.stringify(story.report);
    refusalOf(() => story.on('2026-03-12T09:00', staff('U2'), { action: 'take' }));
    expect(JSON.stringify(story.report)).toBe(before);
  });
});

describe('words of the reporter', () => {
  const asked = (reason: 'reporter_information' | 'weather') =>
    example().on('2026-03-04T09:00', staff('U1'), {
      action: 'wait',
      reason,
      until: hue.at('2026-03-20', '10:00'),
    });

  it('make work go on where the unit waited for them, and the promise has moved', () => {
    const story = asked('reporter_information').words('2026-03-06T09:00');
    expect(story.report.state).toBe('in_progress');
    expect(story.kinds.slice(-2)).toEqual(['words', 'resume']);
    expect(story.events.at(-1)?.actor.role).toBe('system');
    expect(story.promise).toBe('2026-03-13T17:00');
  });

  it('change nothing where the unit waits for the weather, or does not wait', () => {
    expect(asked('weather').words('2026-03-06T09:00').report.state).toBe('waiting');
    expect(example().words('2026-03-06T09:00').report.state).toBe('assigned');
  });
});

describe('a rating', () => {
  const resolved = example().resolved('2026-03-10T10:00', 'U1');

  it.each(['satisfied', 'acceptable'] as const)('"%s" closes the report', (rating) => {
    const rated = resolved.rate('2026-03-11T09:00', rating);
    expect(rated.report.state).toBe('closed');
    expect(rated.kinds.slice(-2)).toEqual(['rated', 'close']);
    expect(currentCycle(rated.report).rating).toBe(rating);
  });

  it('"not satisfied" leaves it resolved; the last rating counts', () => {
    const first = resolved.rate('2026-03-11T09:00', 'not_satisfied');
    expect(first.report.state).toBe('resolved');
    const last = first.rate('2026-03-12T09:00', 'satisfied').rate('2026-03-13T09:00', 'acceptable');
    expect(currentCycle(last.report).rating).toBe('acceptable');
    expect(last.kinds.filter((kind) => kind === 'close')).toHaveLength(1);
  });

  it('is taken until 7 days after the end, to the instant', () => {
    expect(resolved.rate('2026-03-17T10:00', 'not_satisfied').report.state).toBe('resolved');
    const late = () => resolved.rate('2026-03-17T10:00:00.001', 'satisfied');
    expect(refusalOf(late).code).toBe('rating_window_over');
  });

  it('is for a result: nothing that is open, rejected or reopened can be rated', () => {
    const rejected = filed('2026-03-02T10:00').on('2026-03-03T09:00', operator, {
      action: 'reject',
      reason: 'no_ground',
    });
    const reopened = resolved.on('2026-03-11T09:00', operator, { action: 'reopen', reason: 'r' });
    for (const story of [example(), rejected, reopened]) {
      expect(refusalOf(() => story.rate('2026-03-11T10:00', 'satisfied')).code).toBe(
        'not_rateable',
      );
    }
  });
});
