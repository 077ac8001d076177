import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { BOSTON, HUE, NEW_YORK_ALWAYS } from './calendar-samples.js';
import { type Calendar, compileCalendar } from './calendar.js';
import { dueAfterPause, dueOf } from './due.js';
import { checkLimit, type DayLimit, type Limit } from './limit.js';

const hue = compileCalendar(HUE);
const boston = compileCalendar(BOSTON);
const MINUTE = 60_000;

function shown(calendar: Calendar, instant: Date): string {
  return `${calendar.localDate(instant)} ${calendar.localTime(instant).slice(0, 5)}`;
}

function due(limit: Limit, local: string, calendar: Calendar): string {
  const [date = '', time = ''] = local.split(' ');
  return shown(calendar, dueOf(limit, calendar.at(date, time), calendar));
}

const BOSTON_2: DayLimit = {
  kind: 'working_days',
  days: 2,
  receiptDayCounts: false,
  nonWorkingDay: 'keep_time',
  beforeHours: 'keep',
  afterHours: 'next_start',
  due: 'same_time',
};

const settings = { seed: Number(process.env.KIP_SEED ?? Date.now() % 2 ** 31), numRuns: 1_000 };
const starts = fc
  .integer({ min: Date.parse('2022-01-01'), max: Date.parse('2030-01-01') })
  .map((ms) => new Date(ms));
const gaps = fc.oneof(fc.nat(120 * 24 * 60 * MINUTE), fc.nat(3 * 24 * 60 * MINUTE));
const days = fc.integer({ min: 1, max: 30 });
const either = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const dayLimits: fc.Arbitrary<DayLimit> = fc.record({
  kind: fc.constant('working_days' as const),
  days,
  receiptDayCounts: fc.boolean(),
  nonWorkingDay: either('next_start' as const, 'keep_time' as const),
  beforeHours: either('keep' as const, 'day_start' as const),
  afterHours: either('keep' as const, 'next_start' as const),
  due: either('end_of_day' as const, 'same_time' as const),
});
const minuteLimits: fc.Arbitrary<Limit> = fc.record({
  kind: either('working_minutes' as const, 'elapsed' as const),
  minutes: fc.integer({ min: 1, max: 20_000 }),
});

/**
 * Where a later receipt is never due earlier. Two rules roll a receipt forward and so lose the order:
 * - `keep_time`: Saturday 16:00 acts as Monday 16:00, but Sunday 09:00 as Monday 09:00. With a due at
 *   the end of the day this shows only if the receipt day counts and after hours means the next day:
 *   then Saturday 18:00 acts as Tuesday, Sunday 09:00 as Monday.
 * - `next_start` with a due at the same time and `beforeHours: keep`: a receipt moved to the start of
 *   work acts as 08:30, one in the small hours of that very day as 03:00.
 * Apart from that, a due at the same time loses the order where the clock itself does: in a fold that
 * a receipt keeps its time in, 01:59 is followed by 01:00. New York's is on a Sunday before hours, so
 * with `next_start` and office hours no receipt keeps it.
 */
function keepsOrder(limit: DayLimit): boolean {
  if (limit.nonWorkingDay === 'keep_time') {
    return limit.due === 'end_of_day' && (limit.afterHours === 'keep' || !limit.receiptDayCounts);
  }
  return limit.due === 'end_of_day' || limit.beforeHours === 'day_start';
}

describe('a later receipt is never due earlier', () => {
  it.each([hue, boston])('by minutes, working or elapsed ($revision.code)', (calendar) => {
    fc.assert(
      fc.property(minuteLimits, starts, gaps, (limit, start, gap) => {
        const later = new Date(start.getTime() + gap);
        expect(dueOf(limit, later, calendar).getTime()).toBeGreaterThanOrEqual(
          dueOf(limit, start, calendar).getTime(),
        );
      }),
      settings,
    );
  });

  it.each([hue, boston])(
    'by days, where no clock time is rolled over ($revision.code)',
    (calendar) => {
      fc.assert(
        fc.property(dayLimits.filter(keepsOrder), starts, gaps, (limit, start, gap) => {
          const later = new Date(start.getTime() + gap);
          expect(dueOf(limit, later, calendar).getTime()).toBeGreaterThanOrEqual(
            dueOf(limit, start, calendar).getTime(),
          );
        }),
        settings,
      );
    },
  );

  it('by days, exactly where no clock time is rolled over: every combination over a fortnight', () => {
    const choices = [false, true];
    const limits = choices.flatMap((receiptDayCounts) =>
      (['next_start', 'keep_time'] as const).flatMap((nonWorkingDay) =>
        (['keep', 'day_start'] as const).flatMap((beforeHours) =>
          (['keep', 'next_start'] as const).flatMap((afterHours) =>
            (['end_of_day', 'same_time'] as const).map((dueAt): DayLimit => {
              const rules = { receiptDayCounts, nonWorkingDay, beforeHours, afterHours };
              return { kind: 'working_days', days: 3, ...rules, due: dueAt };
            }),
          ),
        ),
      ),
    );
    const first = boston.at('2011-07-04', '00:00').getTime();
    const halfHours = Array.from({ length: 14 * 48 }, (_, i) => new Date(first + i * 30 * MINUTE));
    for (const limit of limits) {
      const dues = halfHours.map((start) => dueOf(limit, start, boston).getTime());
      const ordered = dues.every((end, i) => end >= (dues[i - 1] ?? -Infinity));
      expect({ ...limit, ordered }).toEqual({ ...limit, ordered: keepsOrder(limit) });
    }
  });

  it('but by Boston’s rule a Sunday morning is due before the Saturday evening', () => {
    expect(due(BOSTON_2, '2011-07-09 16:00', boston)).toBe('2011-07-13 16:00');
    expect(due(BOSTON_2, '2011-07-10 09:00', boston)).toBe('2011-07-13 09:00');
    expect(due(BOSTON_2, '2011-07-05 17:01', boston)).toBe('2011-07-08 08:30');
    expect(due(BOSTON_2, '2011-07-06 03:00', boston)).toBe('2011-07-08 03:00');
  });

  it('but in the hour that New York lives twice the second pass starts over', () => {
    const always = compileCalendar(NEW_YORK_ALWAYS);
    const limit: DayLimit = { ...BOSTON_2, days: 1, beforeHours: 'day_start' };
    const first = dueOf(limit, new Date('2011-11-06T05:59:00Z'), always);
    const second = dueOf(limit, new Date('2011-11-06T06:00:00Z'), always);
    expect([shown(always, first), shown(always, second)]).toEqual([
      '2011-11-07 01:59',
      '2011-11-07 01:00',
    ]);
  });
});

describe('laws of dues', () => {
  it('no limit that passes its check is due before its start', () => {
    fc.assert(
      fc.property(fc.oneof(dayLimits, minuteLimits), starts, (limit, start) => {
        fc.pre(checkLimit(limit).length === 0);
        expect(dueOf(limit, start, hue).getTime()).toBeGreaterThan(start.getTime());
      }),
      settings,
    );
  });

  it('a pause never brings a due forward, and a longer one moves it at least as far', () => {
    fc.assert(
      fc.property(
        fc.oneof(dayLimits, minuteLimits),
        starts,
        gaps,
        gaps,
        (limit, start, length, longer) => {
          const from = new Date(start.getTime() + MINUTE);
          const to = new Date(from.getTime() + length);
          const before = dueOf(limit, start, hue);
          const after = dueAfterPause(limit, before, { from, to }, hue);
          const evenLater = new Date(to.getTime() + longer);
          const further = dueAfterPause(limit, before, { from, to: evenLater }, hue);
          expect(after.getTime()).toBeGreaterThanOrEqual(before.getTime());
          expect(further.getTime()).toBeGreaterThanOrEqual(after.getTime());
        },
      ),
      settings,
    );
  });

  it('working minutes that are paused are worked in full all the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), starts, gaps, (minutes, start, length) => {
        const limit: Limit = { kind: 'working_minutes', minutes };
        const to = new Date(start.getTime() + length);
        const moved = dueAfterPause(limit, dueOf(limit, start, hue), { from: start, to }, hue);
        expect(moved).toEqual(
          hue.addWorking(start, minutes * MINUTE + hue.workingBetween(start, to)),
        );
      }),
      settings,
    );
  });
});
