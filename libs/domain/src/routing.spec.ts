import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PRIORITIES } from './report.js';
import { type Routable, type RoutingRule, type RuleTime, matchRule, tryRules } from './routing.js';
import { hue } from './testing/rulebook.js';

const maybe = <Value>(...values: Value[]): fc.Arbitrary<Value | null> =>
  fc.constantFrom(null, ...values);
const times: readonly RuleTime[] = [
  { kind: 'outside_hours' },
  { kind: 'between', from: '22:00', to: '05:00' },
  { kind: 'between', from: '05:00', to: '22:00' },
];

const rule = fc.record({
  streamCode: maybe('field', 'question'),
  categoryCode: maybe('waste', 'waste.street'),
  areaCode: maybe('a', 'b'),
  networkCode: maybe('telecom'),
  priority: maybe(...PRIORITIES),
  time: maybe(...times),
  rank: fc.integer({ min: 1, max: 3 }),
});
const rules = fc.array(rule, { maxLength: 12 }).map((all) =>
  all.map((one, index): RoutingRule => ({
    ...one,
    ...{ code: `r${index}`, to: { unit: 'U1' }, reason: { vi: 'x', en: 'x' } },
  })),
);
const report: fc.Arbitrary<Routable> = fc.record({
  streamCode: fc.constantFrom('field', 'question'),
  categoryPath: fc.constantFrom([], ['waste'], ['waste.street', 'waste']),
  areaCode: maybe('a', 'b'),
  networkCode: maybe('telecom'),
  priority: fc.constantFrom(...PRIORITIES),
  at: fc.date({ min: new Date('2026-03-02'), max: new Date('2026-03-09'), noInvalidDate: true }),
});

describe('trying the rules', () => {
  it('takes the very rule that the router takes, and none where it takes none', () => {
    fc.assert(
      fc.property(rules, report, (all, one) => {
        const trials = tryRules(all, one, hue);
        const [first] = trials;
        const taken = first?.matched ? first : null;
        const match = matchRule(all, one, hue);
        expect(taken && { rule: taken.rule, specificity: taken.specificity }).toEqual(match);
        expect(trials.map((trial) => trial.rule.code).sort()).toEqual(
          all.map(({ code }) => code).sort(),
        );
      }),
    );
  });

  it('says of each what it asks, and of those that do not fit at least one reason', () => {
    fc.assert(
      fc.property(rules, report, (all, one) => {
        const trials = tryRules(all, one, hue);
        const failed = trials.map(({ asked }) => asked.filter(({ holds }) => !holds).length);
        expect(failed).toEqual(failed.toSorted((a, b) => a - b));
        for (const { matched, asked, specificity, rule: tried } of trials) {
          const set = [
            ...[tried.streamCode, tried.categoryCode, tried.areaCode, tried.networkCode],
            ...[tried.priority, tried.time],
          ].filter((condition) => condition !== null);
          expect(asked).toHaveLength(set.length);
          expect(matched).toBe(asked.every(({ holds }) => holds));
          expect(specificity === null).toBe(!matched);
        }
      }),
    );
  });
});
