import { describe, expect, it } from '@jest/globals';

import { agenda } from './agenda.js';
import { currentCycle } from './report.js';
import { stillHolds } from './telling.js';
import { type Story, example, local, shown, staff } from './testing/story.js';

const answer = (on: Story, at: string, commitment: string): Story =>
  on.on(at, staff('U1'), {
    action: 'answer',
    text: 'Đã đặt cột mới',
    commitment: local(commitment),
  });

/** What was told of commitments so far: to whom, and when it fell. */
const toldOf = ({ report }: Story): readonly string[] =>
  report.alarms
    .filter(({ milestone }) => milestone === 'commitment')
    .map(({ kind, tell, occurredAt }) => `${kind} ${tell} ${shown(occurredAt)}`);

describe('a date that a unit gives to the citizen', () => {
  it('moves no due, and meets the first answer', () => {
    const promised = answer(example(), '2026-03-03T09:00', '2026-03-20T17:00');
    expect(promised.promise).toBe('2026-03-11T17:00');
    expect(promised.legDues).toEqual(['2026-03-11T17:00']);
    expect(shown(currentCycle(promised.report).respondedAt)).toBe('2026-03-03T09:00');
    expect(shown(promised.leg.committedTo)).toBe('2026-03-20T17:00');
  });

  it('is brought back to the unit a working day before, and to the operators when it has passed', () => {
    const promised = answer(example(), '2026-03-03T09:00', '2026-03-06T17:00');
    expect(toldOf(promised.tick('2026-03-06T07:29'))).toEqual([]);
    const reminded = promised.tick('2026-03-06T07:30');
    expect(toldOf(reminded)).toEqual(['warning unit_staff 2026-03-06T07:30']);
    expect(toldOf(reminded.tick('2026-03-06T17:00'))).toHaveLength(1);
    // The working day is over: nobody is told before the next one.
    expect(toldOf(reminded.tick('2026-03-08T12:00'))).toHaveLength(1);
    expect(toldOf(reminded.tick('2026-03-09T08:00')).at(-1)).toBe(
      'escalation operator 2026-03-09T07:30',
    );
    expect(toldOf(reminded.tick('2026-03-09T08:00').tick('2026-03-10T08:00'))).toHaveLength(2);
  });

  it('has no reminder where it is made within the last working day, and none once it is done', () => {
    const today = answer(example(), '2026-03-03T09:00', '2026-03-03T16:00');
    expect(toldOf(today.tick('2026-03-03T15:59'))).toEqual([]);
    expect(toldOf(today.tick('2026-03-03T16:01'))).toEqual([
      'escalation operator 2026-03-03T16:00',
    ]);
    const done = today.resolved('2026-03-03T15:00', 'U1');
    expect(agenda(done.report, done.book).map(({ what }) => what)).toEqual(['act']);
  });

  it('is replaced by another one, which has a reminder of its own', () => {
    const first = answer(example(), '2026-03-03T09:00', '2026-03-05T17:00').tick(
      '2026-03-05T08:00',
    );
    const second = answer(first, '2026-03-05T09:00', '2026-03-10T17:00');
    expect(second.leg.commitments).toBe(2);
    const told = second.tick('2026-03-10T08:00');
    expect(toldOf(told)).toEqual([
      'warning unit_staff 2026-03-05T07:30',
      'warning unit_staff 2026-03-10T07:30',
    ]);
    const [old, now] = told.report.alarms.filter(({ milestone }) => milestone === 'commitment');
    expect([old, now].map((one) => one && stillHolds(one, told.report))).toEqual([false, true]);
  });

  it('is remembered also while the clock stands still', () => {
    const waiting = answer(example(), '2026-03-03T09:00', '2026-03-06T17:00').on(
      '2026-03-04T09:00',
      staff('U1'),
      { action: 'wait', reason: 'weather', until: local('2026-03-20T00:00') },
    );
    expect(toldOf(waiting.tick('2026-03-06T08:00'))).toHaveLength(1);
  });
});
