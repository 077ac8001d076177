import { describe, expect, it } from '@jest/globals';

import { HUE } from './calendar-samples.js';
import { compileCalendar } from './calendar.js';
import { recountsOf, underCalendar, underPolicy } from './recount.js';
import { currentCycle } from './report.js';
import { policyOf, rulebook, hue, workingDays } from './testing/rulebook.js';
import {
  type Story,
  admin,
  example,
  local,
  operator,
  refusalOf,
  shown,
  staff,
} from './testing/story.js';

const off = (...dates: readonly string[]): ReturnType<typeof compileCalendar> =>
  compileCalendar({
    ...HUE,
    id: 'hue-2',
    holidays: [...HUE.holidays, ...dates.map((date) => ({ date, name: 'Nghỉ bão' }))],
  });
const STORM = off('2026-03-09');
const correction = { action: 'correct', instant: 'calendar', calendarRevision: 'hue-2' } as const;

function corrected(story: Story, at: string, calendar = STORM): Story {
  const act = { ...correction, reason: 'Thiếu ngày nghỉ bão', askedBy: 'lan' };
  return story.under(rulebook({}, calendar)).on(at, admin, act);
}

const dues = (story: Story): readonly (string | null)[] => [story.promise, ...story.legDues];

describe("a calendar's correction, applied to a report that is open", () => {
  it('moves promise and leg by the day that was missing, and says so', () => {
    const right = corrected(example(), '2026-03-05T09:00');
    expect(dues(right)).toEqual(['2026-03-12T17:00', '2026-03-12T17:00']);
    expect(right.events.at(-1)).toMatchObject({
      kind: 'correct',
      from: 'assigned',
      to: 'assigned',
      actor: admin,
      data: {
        instant: 'calendar',
        calendar: 'hue-2',
        reason: 'Thiếu ngày nghỉ bão',
        asked_by: 'lan',
        promise_before: '2026-03-11T10:00:00.000Z',
        promise: '2026-03-12T10:00:00.000Z',
      },
    });
    expect(currentCycle(right.report)).toMatchObject({
      calendarRevision: 'hue-2',
      corrected: true,
    });
  });

  it('sets a breach aside that only the wrong calendar had made', () => {
    const late = example().tick('2026-03-12T08:00');
    expect(currentCycle(late.report).breachedAt).not.toBeNull();
    const right = corrected(late, '2026-03-12T09:00');
    expect(currentCycle(right.report).breachedAt).toBeNull();
    expect(right.resolved('2026-03-12T17:00', 'U1').leg.breachedAt).toBeNull();
    expect(shown(currentCycle(right.tick('2026-03-13T08:00').report).breachedAt)).toBe(
      '2026-03-12T17:00',
    );
  });

  it('never makes late what was in time: that clock keeps the due that was told', () => {
    const worked = compileCalendar({
      ...HUE,
      id: 'hue-2',
      workedDays: [
        ...HUE.workedDays,
        { date: '2026-03-07', name: 'Làm bù' },
        { date: '2026-03-08', name: 'Làm bù' },
      ],
    });
    const refused = refusalOf(() => corrected(example(), '2026-03-10T09:00', worked));
    expect(refused.code).toBe('correction_not_possible');
    const shortened = corrected(example(), '2026-03-06T09:00', worked);
    expect(dues(shortened)).toEqual(['2026-03-09T17:00', '2026-03-09T17:00']);
  });

  it('counts pauses by the right calendar and keeps a granted extension', () => {
    const paused = example()
      .on('2026-03-06T10:00', staff('U1'), {
        ...{ action: 'wait', reason: 'weather', until: local('2026-03-20T00:00') },
      })
      .on('2026-03-10T10:00', operator, { action: 'resume' });
    expect(dues(paused)).toEqual(['2026-03-13T17:00', '2026-03-13T17:00']);
    // One day fewer in the pause, one more to the due.
    expect(dues(corrected(paused, '2026-03-11T09:00'))).toEqual(dues(paused));
  });

  it('has its pauses counted by the corrected calendar from then on', () => {
    const right = corrected(example(), '2026-03-03T09:00')
      .on('2026-03-06T10:00', staff('U1'), {
        ...{ action: 'wait', reason: 'weather', until: local('2026-03-20T00:00') },
      })
      .on('2026-03-10T10:00', operator, { action: 'resume' });
    expect(dues(right)).toEqual(['2026-03-13T17:00', '2026-03-13T17:00']);
  });

  it('takes another person than the one who asked, and a clock that counts by another revision', () => {
    const right = corrected(example(), '2026-03-05T09:00');
    const act = { ...correction, reason: 'x', askedBy: admin.personCode ?? '' };
    expect(refusalOf(() => right.on('2026-03-05T09:00', admin, act)).code).toBe('same_person');
    expect(refusalOf(() => corrected(right, '2026-03-05T09:01')).code).toBe(
      'correction_not_possible',
    );
  });
});

describe('what open reports would have under other terms', () => {
  const now = local('2026-03-05T09:00');

  it("is told for a policy's next revision, and changes nothing", () => {
    const { report, book } = example();
    const next = policyOf('hue-7@2', workingDays(3));
    const found = recountsOf(report, underPolicy({ policy: next, calendar: hue }), book, now);
    expect(found.map(({ subject, how, after }) => [subject, how, shown(after.dueAt)])).toEqual([
      ['promise', 'moves', '2026-03-05T17:00'],
      ['answer', 'same', '2026-03-04T10:00'],
      ['leg', 'moves', '2026-03-05T17:00'],
    ]);
  });

  it('may be that the due would have been missed by now', () => {
    const { report, book } = example();
    const next = policyOf('hue-7@2', workingDays(1));
    const [promise] = recountsOf(report, underPolicy({ policy: next, calendar: hue }), book, now);
    expect(shown(promise?.after.breachedAt ?? null)).toBe('2026-03-03T17:00');
  });

  it('may be no due at all, or one where there was none', () => {
    const none = policyOf('hue-7@2', null);
    const { report, book } = example();
    const [promise] = recountsOf(report, underPolicy({ policy: none, calendar: hue }), book, now);
    expect(promise).toMatchObject({ how: 'moves', after: { dueAt: null, breachedAt: null } });
    const free = example({ categoryCode: 'no_deadline' });
    const some = policyOf('none@2', workingDays(7));
    const found = recountsOf(free.report, underPolicy({ policy: some, calendar: hue }), book, now);
    expect(shown(found[0]?.after.dueAt ?? null)).toBe('2026-03-11T17:00');
  });

  it('leaves alone what a merge has put there', () => {
    const twin = example().absorb('2026-03-04T09:00', example({ categoryCode: 'infrastructure' }));
    const [promise] = recountsOf(twin.report, underCalendar(STORM), rulebook({}, STORM), now);
    expect(promise).toMatchObject({ how: 'told', before: promise?.after });
  });

  it('is nothing for another policy, another calendar, or a report that has ended', () => {
    const { report, book } = example();
    const other = policyOf('press-1@2', workingDays(1));
    expect(recountsOf(report, underPolicy({ policy: other, calendar: hue }), book, now)).toEqual(
      [],
    );
    expect(recountsOf(report, underCalendar(hue), book, now)).toEqual([]);
    const done = example().resolved('2026-03-03T09:00', 'U1');
    expect(recountsOf(done.report, underCalendar(STORM), book, now)).toEqual([]);
  });
});

describe('what the laws of counting again have found', () => {
  it('an answer that is given while the clock stands still does not come too late', () => {
    const answered = example()
      .on('2026-03-03T10:00', staff('U1'), {
        ...{ action: 'wait', reason: 'weather', until: local('2026-03-20T00:00') },
      })
      .on('2026-03-05T10:00', staff('U1'), { action: 'answer', text: 'Chờ nước rút' })
      .on('2026-03-06T10:00', staff('U1'), { action: 'resume' })
      .tick('2026-03-06T10:00');
    expect(currentCycle(answered.report).respondBreachedAt).toBeNull();
  });

  it('an extension never takes time away that a pause has given', () => {
    const granted = example()
      .on('2026-03-05T10:00', staff('U1'), {
        ...{ action: 'ask_extension', reason: 'chờ vật tư', dueAt: local('2026-03-12T17:00') },
      })
      .on('2026-03-05T10:00', staff('U1'), {
        ...{ action: 'wait', reason: 'weather', until: local('2026-03-20T00:00') },
      })
      .on('2026-03-12T10:00', staff('U1'), { action: 'resume' });
    expect(dues(granted)).toEqual(['2026-03-18T17:00', '2026-03-18T17:00']);
    const supervisor = { role: 'supervisor', personCode: 'minh', unitCodes: [] } as const;
    const after = granted.on('2026-03-12T11:00', supervisor, { action: 'grant' });
    expect(dues(after)).toEqual(['2026-03-18T17:00', '2026-03-18T17:00']);
  });
});
