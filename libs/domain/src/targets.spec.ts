import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Sight } from './sight.js';
import {
  TARGET_METRICS,
  type Target,
  type TargetCounts,
  actualOf,
  contradict,
  coversSight,
  mostOfTarget,
  roundedOff,
  targetStanding,
  subjectOfTarget,
  targetDirection,
  targetFaults,
  targetUnit,
} from './targets.js';

const NONE: TargetCounts = {
  ...{ on_time: 0, late: 0, open_overdue: 0, open_in_time: 0 },
  ...{ rated: 0, asked: 0, satisfied: 0, acceptable: 0, reopened: 0, refused: 0, ended: 0 },
};
const NO_TIMES = { firstAnswer: { many: 0, twice: null }, toEnd: { many: 0, twice: null } };
const target = (own: Partial<Target> = {}): Target => ({
  ...{ code: 'on-time', metric: 'on_time_rate', cohort: 'received', amount: 950 },
  ...{ streamCode: null, networkCode: null, unitCode: null },
  ...{ validFrom: '2026-01-01', validUntil: '2026-12-31' },
  ...own,
});

const rates = TARGET_METRICS.filter((metric) => targetUnit(metric) === 'thousandths');
const medians = TARGET_METRICS.filter((metric) => targetUnit(metric) === 'minutes');
const counts = fc.tuple(fc.nat(5_000_000), fc.nat(5_000_000)).map(([a, b]) => ({
  part: Math.min(a, b),
  whole: Math.max(a, b),
}));

describe('a target', () => {
  it('is held against counts: 200 of 209 meets 95 %, 949 of 1,000 and 9,499 of 10,000 do not', () => {
    const of = (part: number, whole: number) =>
      targetStanding(target(), { kind: 'rate', part, whole }).result;
    expect(of(200, 209)).toBe('met');
    expect(of(950, 1_000)).toBe('met');
    expect(of(949, 1_000)).toBe('not_met');
    // It prints as 95,0 %.
    expect(of(9_499, 10_000)).toBe('not_met');
    expect(of(0, 0)).toBe('no_data');
  });

  it('for a median between two minutes is not met by rounding', () => {
    const of = (twice: number | null) =>
      targetStanding(target({ metric: 'median_to_end', amount: 480 }), {
        ...{ kind: 'median', many: 4, twice },
      }).result;
    expect(of(960)).toBe('met');
    expect(of(961)).toBe('not_met');
    expect(of(null)).toBe('no_data');
  });

  it('is met exactly where the fraction says so, whatever the counts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rates),
        fc.nat(1_000),
        counts,
        (metric, amount, { part, whole }) => {
          const { result, off } = targetStanding({ metric, amount }, { kind: 'rate', part, whole });
          const [left, right] = [BigInt(part) * 1_000n, BigInt(amount) * BigInt(whole)];
          const met = targetDirection(metric) === 'at_least' ? left >= right : left <= right;
          expect(result).toBe(whole === 0 ? 'no_data' : met ? 'met' : 'not_met');
          expect(off === null).toBe(whole === 0);
          if (off) expect(BigInt(off.part)).toBe(left - right);
        },
      ),
    );
  });

  it('never turns from met to not met by one more that is good, nor the other way by one more that is bad', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rates), fc.nat(1_000), counts, (metric, amount, one) => {
        const of = (part: number, whole: number) =>
          targetStanding({ metric, amount }, { kind: 'rate', part, whole }).result;
        const atLeast = targetDirection(metric) === 'at_least';
        const before = of(one.part, one.whole);
        const better = of(one.part + (atLeast ? 1 : 0), one.whole + 1);
        const worse = of(one.part + (atLeast ? 0 : 1), one.whole + 1);
        if (before === 'met') expect(better).toBe('met');
        if (before === 'not_met') expect(worse).toBe('not_met');
      }),
    );
  });

  it('that is missed by anything is never told to be off by nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TARGET_METRICS),
        fc.nat(1_000),
        counts,
        (metric, amount, one) => {
          const actual = medians.includes(metric)
            ? ({ kind: 'median', many: 1, twice: one.part } as const)
            : ({ kind: 'rate', ...one } as const);
          const { result, off } = targetStanding({ metric, amount }, actual);
          if (!off) return;
          const rounded = roundedOff(off);
          if (result === 'not_met') expect(rounded).not.toBe(0);
          if (rounded === 0) expect(off.part).toBe(0);
          if (rounded !== null) {
            expect(Math.abs(rounded * off.over - off.part)).toBeLessThanOrEqual(off.over / 2);
          }
        },
      ),
    );
  });

  it('counts a unit by its legs, and whatever else by reports, but refusals', () => {
    expect(subjectOfTarget({ metric: 'on_time_rate', unitCode: null })).toBe('reports');
    expect(subjectOfTarget({ metric: 'on_time_rate', unitCode: 'vnpt' })).toBe('legs');
    expect(subjectOfTarget({ metric: 'satisfied_rate', unitCode: 'vnpt' })).toBe('reports');
    expect(subjectOfTarget({ metric: 'refused_rate', unitCode: null })).toBe('legs');
  });

  it('finds its own figure among the counts', () => {
    const some = { ...NONE, on_time: 200, late: 5, open_overdue: 4, open_in_time: 9 };
    const rated = { ...some, rated: 125, satisfied: 97, acceptable: 14, asked: 209 };
    const more = { ...rated, reopened: 3, refused: 2, ended: 205 };
    const of = (metric: Target['metric']) => actualOf(metric, more, NO_TIMES);
    expect(of('on_time_rate')).toEqual({ kind: 'rate', part: 200, whole: 209 });
    expect(of('overdue_rate')).toEqual({ kind: 'rate', part: 9, whole: 209 });
    expect(of('satisfied_rate')).toEqual({ kind: 'rate', part: 97, whole: 125 });
    expect(of('satisfied_or_acceptable_rate')).toEqual({ kind: 'rate', part: 111, whole: 125 });
    expect(of('response_rate')).toEqual({ kind: 'rate', part: 125, whole: 209 });
    expect(of('reopened_rate')).toEqual({ kind: 'rate', part: 3, whole: 205 });
    expect(of('refused_rate')).toEqual({ kind: 'rate', part: 2, whole: 205 });
    const times = { firstAnswer: { many: 1, twice: 3 }, toEnd: { many: 2, twice: 5 } };
    expect(actualOf('median_first_answer', NONE, times)).toMatchObject({ twice: 3 });
    expect(actualOf('median_to_end', NONE, times)).toMatchObject({ twice: 5 });
  });

  it('is refused with an amount that cannot be, or days that run back', () => {
    expect(targetFaults(target())).toEqual([]);
    for (const metric of TARGET_METRICS) {
      const most = mostOfTarget(metric);
      expect(targetFaults(target({ metric, amount: most }))).toEqual([]);
      for (const amount of [-1, most + 1, 0.5, Number.NaN]) {
        expect(targetFaults(target({ metric, amount }))).toEqual([{ field: 'value', most }]);
      }
    }
    expect(targetFaults(target({ validUntil: '2025-12-31' }))).toEqual([
      { field: 'until', from: '2026-01-01' },
    ]);
  });

  it('contradicts another about the same figure on the same day, and nothing else', () => {
    const other = target({
      code: 'other',
      amount: 900,
      validFrom: '2026-12-31',
      validUntil: '2027-12-31',
    });
    expect(contradict(target(), other)).toBe(true);
    expect(contradict(other, target())).toBe(true);
    expect(contradict(target(), target({ amount: 900 }))).toBe(false);
    expect(contradict(target(), { ...other, validFrom: '2027-01-01' })).toBe(false);
    expect(contradict(target(), { ...other, unitCode: 'vnpt' })).toBe(false);
    expect(contradict(target(), { ...other, cohort: 'due' })).toBe(false);
  });
});

describe('whether a reader sees all that is counted', () => {
  const ALL: Sight = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'] };
  const whole = { stream: null, units: null };

  it.each([
    ['everything sees everything', ALL, ALL, whole, true],
    ['some units do not see all', { ...ALL, units: ['vnpt'] }, ALL, whole, false],
    ['nor some areas a unit', { ...ALL, areas: ['a'] }, ALL, { ...whole, units: ['vnpt'] }, false],
    [
      'a unit sees what is narrowed to it',
      { ...ALL, units: ['vnpt'] },
      ALL,
      { ...whole, units: ['vnpt'] },
      true,
    ],
    [
      'a stream what is narrowed to it',
      { ...ALL, streams: ['field'] },
      ALL,
      { ...whole, stream: 'field' },
      true,
    ],
    ['and no other', { ...ALL, streams: ['field'] }, ALL, { ...whole, stream: 'press' }, false],
    [
      'one sees what another sees who sees less',
      ALL,
      { ...ALL, areas: ['a'], units: ['vnpt'] },
      whole,
      true,
    ],
    [
      'what is offered to a network is seen by whoever is of it',
      { ...ALL, units: ['vnpt'], networks: [] },
      { ...ALL, units: ['vnpt'], networks: ['telecom'] },
      whole,
      false,
    ],
  ] as const)('%s', (_, reader, counted, narrowed, expected) => {
    expect(coversSight(reader, counted, narrowed)).toBe(expected);
  });
});
