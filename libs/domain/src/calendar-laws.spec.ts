import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { BOSTON, HUE, NEW_YORK_ALWAYS } from './calendar-samples.js';
import { compileCalendar } from './calendar.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const seed = Number(process.env.KIP_SEED ?? Date.now() % 2 ** 31);
const settings = { seed, numRuns: 1_000 };

const revisions = [HUE, BOSTON, NEW_YORK_ALWAYS];
// Some compiled anew for the run, so that growing is exercised in every order of questions.
const calendars = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...revisions.map(compileCalendar)) },
  { weight: 1, arbitrary: fc.constantFrom(...revisions).map(compileCalendar) },
);
const amounts = fc.integer({ min: 0, max: 3000 * HOUR });
const times = fc
  .integer({ min: Date.parse('2022-06-01'), max: Date.parse('2031-01-01') })
  .chain((ms) => fc.constantFrom(ms, Math.round(ms / HOUR) * HOUR))
  .map((ms) => new Date(ms));

describe('laws of working time', () => {
  it('adding the same to a later instant never ends earlier; adding more never ends earlier', () => {
    fc.assert(
      fc.property(calendars, times, amounts, amounts, amounts, (calendar, t, later, ms, more) => {
        const end = calendar.addWorking(t, ms);
        const laterEnd = calendar.addWorking(new Date(t.getTime() + later), ms);
        expect(laterEnd.getTime()).toBeGreaterThanOrEqual(end.getTime());
        const moreEnd = calendar.addWorking(t, ms + more);
        expect(moreEnd.getTime()).toBeGreaterThanOrEqual(end.getTime());
      }),
      settings,
    );
  });

  it('measuring is the inverse of adding and of subtracting', () => {
    fc.assert(
      fc.property(calendars, times, fc.nat(2000 * HOUR), (calendar, t, ms) => {
        expect(calendar.workingBetween(t, calendar.addWorking(t, ms))).toBe(ms);
        expect(calendar.workingBetween(calendar.subtractWorking(t, ms), t)).toBe(ms);
      }),
      settings,
    );
  });

  it('subtracting what was added leads back to the same working instant', () => {
    fc.assert(
      fc.property(calendars, times, amounts, (calendar, t, ms) => {
        const back = calendar.subtractWorking(calendar.addWorking(t, ms), ms);
        // The same, but for the break around it: no working time lies between the two.
        expect(calendar.workingBetween(back, t) + calendar.workingBetween(t, back)).toBe(0);
      }),
      settings,
    );
  });

  it('measured time is the sum of its parts on both sides of any instant', () => {
    fc.assert(
      fc.property(calendars, fc.tuple(times, times, times), (calendar, three) => {
        const [a, b, c] = [...three].sort((x, y) => x.getTime() - y.getTime());
        if (!a || !b || !c) throw new Error('three instants were drawn');
        const parts = calendar.workingBetween(a, b) + calendar.workingBetween(b, c);
        expect(calendar.workingBetween(a, c)).toBe(parts);
      }),
      settings,
    );
  });

  it('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(calendars, times, amounts, amounts, (calendar, t, first, second) => {
        fc.pre(second > 0);
        const steps = calendar.addWorking(calendar.addWorking(t, first), second);
        expect(steps).toEqual(calendar.addWorking(t, first + second));
      }),
      settings,
    );
  });

  it('the next working instant is working, not earlier, and skips no working time', () => {
    fc.assert(
      fc.property(calendars, times, (calendar, t) => {
        const next = calendar.nextWorking(t);
        expect(calendar.isWorking(next)).toBe(true);
        expect(next.getTime()).toBeGreaterThanOrEqual(t.getTime());
        expect(calendar.workingBetween(t, next)).toBe(0);
      }),
      settings,
    );
  });

  it('measures what counting every minute measures', () => {
    fc.assert(
      fc.property(calendars, times, fc.integer({ min: 1, max: 4 * 24 * 60 }), (calendar, t, n) => {
        const from = Math.floor(t.getTime() / MINUTE) * MINUTE;
        let counted = 0;
        for (let m = 0; m < n; m += 1) {
          if (calendar.isWorking(new Date(from + m * MINUTE))) counted += 1;
        }
        const measured = calendar.workingBetween(new Date(from), new Date(from + n * MINUTE));
        expect(measured).toBe(counted * MINUTE);
      }),
      { ...settings, numRuns: 60 },
    );
  });
});
