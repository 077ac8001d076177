import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hue, policyOf, workingDays } from './testing/rulebook.js';
import { tellTimes, timeLeft } from './telling.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const GATHER = { urgent: false, gatherMs: 15 * MINUTE_MS };
/** An instant in Huế; its office works 07:30–11:30 and 13:00–17:00 in winter. */
const at = (local: string): Date => new Date(`${local}:00+07:00`);
const told = (local: string): [Date, Date] => {
  const { from, by } = tellTimes(at(local), hue, GATHER);
  return [from, by];
};

describe('a person is told', () => {
  it.each([
    ['within hours, once the window has closed', '2026-03-02T09:00', '09:00', '09:15'],
    ['at once where the window would end in the break', '2026-03-02T11:20', '11:20', '11:20'],
    ['at once where the window would end after work', '2026-03-02T16:50', '16:50', '16:50'],
    ['after the break of what came in it', '2026-03-02T12:00', '13:00', '13:00'],
    ['in the morning of what came in the night', '2026-03-02T05:00', '07:30', '07:30'],
    [
      'with the rest of the window when hours begin within it',
      '2026-03-02T07:20',
      '07:30',
      '07:35',
    ],
  ])('%s', (_, noticed, from, by) => {
    expect(told(noticed)).toEqual([at(`2026-03-02T${from}`), at(`2026-03-02T${by}`)]);
  });

  it('on Monday morning of what came on Friday evening', () => {
    const monday = at('2026-03-09T07:30');
    expect(told('2026-03-06T20:00')).toEqual([monday, monday]);
  });

  it('at any hour of what is urgent', () => {
    const night = at('2026-03-07T02:00');
    const times = tellTimes(night, hue, { ...GATHER, urgent: true });
    expect(times).toEqual({ from: night, by: night });
  });

  it('always within working hours, never before it was noticed, and within the window of them', () => {
    const instants = fc.date({
      min: at('2026-01-01T00:00'),
      max: at('2026-12-31T00:00'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 24 * 60 }), (now, minutes) => {
        const gatherMs = minutes * MINUTE_MS;
        const { from, by } = tellTimes(now, hue, { urgent: false, gatherMs });
        expect(hue.isWorking(from) && hue.isWorking(by)).toBe(true);
        expect(from >= now && by >= from).toBe(true);
        expect(by.getTime()).toBeLessThanOrEqual(
          Math.max(from.getTime(), now.getTime() + gatherMs),
        );
      }),
    );
  });
});

describe('the time left', () => {
  const due = at('2026-03-02T10:00');
  const resolve = { milestone: 'resolve' } as const;

  it('is working time where the limit is, before and after the due', () => {
    const terms = { policy: policyOf('x', workingDays(7)), calendar: hue };
    expect(timeLeft(resolve, due, terms, at('2026-02-27T16:00'))).toEqual({
      ...{ ms: 3.5 * HOUR_MS, late: false, of: 'working' },
    });
    expect(timeLeft(resolve, due, terms, at('2026-03-02T14:00'))).toEqual({
      ...{ ms: 2.5 * HOUR_MS, late: true, of: 'working' },
    });
  });

  it('is none and not late exactly at the due', () => {
    const terms = { policy: policyOf('x', workingDays(7)), calendar: hue };
    expect(timeLeft(resolve, due, terms, due)).toEqual({ ms: 0, late: false, of: 'working' });
  });

  it('is elapsed time where the limit is', () => {
    const policy = policyOf('x', { kind: 'elapsed', minutes: 60 });
    expect(timeLeft(resolve, due, { policy, calendar: hue }, at('2026-03-03T10:00'))).toEqual({
      ...{ ms: 24 * HOUR_MS, late: true, of: 'elapsed' },
    });
  });
});
