import { describe, expect, it } from '@jest/globals';

import { type ClockAccount, accountsOf } from './account.js';
import {
  type Story,
  example,
  filed,
  local,
  operator,
  shown,
  staff,
  supervisor,
} from './testing/story.js';

const HOUR = 3_600_000;

function accountAt(story: Story, at: string, subject: 'promise' | 'leg' = 'promise'): ClockAccount {
  const found = accountsOf(story.report, story.book, local(at)).find(
    (one) => one.subject === subject,
  );
  if (!found) throw new Error(`no ${subject}`);
  return found;
}

describe('the account of a clock', () => {
  it('names the seven days that count, and the weekend that does not', () => {
    const { count, moves, standing } = accountAt(example(), '2026-03-05T09:00');
    expect(count).toEqual({
      kind: 'working_days',
      receiptDate: '2026-03-02',
      days: [
        '2026-03-03',
        '2026-03-04',
        '2026-03-05',
        '2026-03-06',
        '2026-03-09',
        '2026-03-10',
        '2026-03-11',
      ],
      skipped: [
        { date: '2026-03-07', holiday: null },
        { date: '2026-03-08', holiday: null },
      ],
    });
    expect({ moves, standing }).toEqual({ moves: [], standing: 'running' });
  });

  it('names the holidays that lie within', () => {
    const { count } = accountAt(filed('2025-12-31T15:00'), '2025-12-31T15:00');
    if (count.kind !== 'working_days') throw new Error(count.kind);
    expect(count.skipped[0]).toEqual({ date: '2026-01-01', holiday: expect.any(String) });
  });

  it('counts each stretch of working minutes: 8 hours from 31 December 15:00', () => {
    const story = filed('2025-12-31T15:00', { categoryCode: 'working_hours' }).assigned(
      '2025-12-31T15:00',
      'U1',
    );
    const { count, clock } = accountAt(story, '2025-12-31T15:00', 'leg');
    if (count.kind !== 'working_minutes') throw new Error(count.kind);
    expect(count.intervals.map(({ from, to }) => [shown(from), shown(to)])).toEqual([
      ['2025-12-31T15:00', '2025-12-31T17:30'],
      ['2026-01-02T07:30', '2026-01-02T11:30'],
      ['2026-01-02T13:00', '2026-01-02T14:30'],
    ]);
    expect(shown(clock.dueAt)).toBe('2026-01-02T14:30');
  });

  it('tells what a pause moved, and that one within a day moved nothing', () => {
    const paused = (from: string, to: string): Story =>
      example()
        .on(from, staff('U1'), {
          action: 'wait',
          reason: 'reporter_information',
          until: local('2026-03-20T09:00'),
        })
        .on(to, staff('U1'), { action: 'resume' });
    const two = accountAt(paused('2026-03-10T10:00', '2026-03-12T10:00'), '2026-03-12T10:00');
    expect(two.moves).toMatchObject([
      {
        kind: 'pause',
        amount: { unit: 'days', of: 2 },
        before: local('2026-03-11T17:00'),
        after: local('2026-03-13T17:00'),
      },
    ]);
    const none = accountAt(paused('2026-03-10T10:00', '2026-03-10T14:00'), '2026-03-10T14:00');
    expect(none.moves).toMatchObject([{ kind: 'pause', amount: { unit: 'days', of: 0 } }]);
    expect(none.pausedMs).toBe(2.5 * HOUR);
  });

  it('stands still while a stopping pause is open', () => {
    const story = example().on('2026-03-10T10:00', staff('U1'), {
      action: 'wait',
      reason: 'reporter_information',
      until: local('2026-03-20T09:00'),
    });
    const early = accountAt(story, '2026-03-10T11:00');
    const late = accountAt(story, '2026-03-13T11:00');
    expect([early.standing, late.standing]).toEqual(['stopped', 'stopped']);
    expect(late.leftMs).toBe(early.leftMs);
  });

  it('tells of an extension: asked, granted, the old due and the new', () => {
    const story = example()
      .on('2026-03-10T09:00', staff('U1'), {
        action: 'ask_extension',
        dueAt: local('2026-03-16T17:00'),
        reason: 'chờ vật tư',
      })
      .on('2026-03-10T15:00', supervisor, { action: 'grant' });
    expect(accountAt(story, '2026-03-12T09:00', 'leg').moves).toMatchObject([
      {
        kind: 'extension',
        extension: { outcome: 'granted' },
        before: local('2026-03-11T17:00'),
        after: local('2026-03-16T17:00'),
      },
    ]);
  });

  it('says by how much working time an end was late', () => {
    const late = example().tick('2026-03-12T07:30').resolved('2026-03-12T10:00', 'U1');
    const account = accountAt(late, '2026-04-01T08:00');
    expect(account).toMatchObject({ standing: 'late', lateMs: 2.5 * HOUR, leftMs: 0 });
    const inTime = accountAt(example().resolved('2026-03-11T17:00', 'U1'), '2026-04-01T08:00');
    expect(inTime).toMatchObject({ standing: 'in_time', lateMs: 0 });
  });

  it('shows a leg that was handed on as outside, and the next by its own start', () => {
    const story = example().on('2026-03-10T09:00', operator, {
      action: 'transfer',
      unitCode: 'U2',
      reason: 'r',
    });
    const legs = accountsOf(story.report, story.book, local('2026-03-10T10:00')).filter(
      ({ subject }) => subject === 'leg',
    );
    expect(legs.map(({ unitCode, standing }) => [unitCode, standing])).toEqual([
      ['U1', 'outside'],
      ['U2', 'running'],
    ]);
    expect(shown(legs[1]?.clock.dueAt ?? null)).toBe('2026-03-19T17:00');
  });
});
