import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AlarmRule, RECIPIENTS } from './policy.js';
import { type InHand, type Tellable, recipientsOf } from './recipients.js';

const rule = (kind: AlarmRule['kind'], level: number, tell: AlarmRule['tell']): AlarmRule => ({
  ...{ kind, level, tell, milestone: 'resolve', offsetWorkingMinutes: 0 },
});
/** Written in no order: levels count, not places. */
const RULES = [
  rule('escalation', 2, 'supervisor'),
  rule('warning', 2, 'unit_lead'),
  rule('escalation', 1, 'operator'),
  rule('warning', 1, 'unit_staff'),
];
const UNITS = new Map([
  ['city', { parentCode: null }],
  ['department', { parentCode: 'city' }],
  ['team', { parentCode: 'department' }],
]);

const person = (
  code: string,
  role: Tellable['role'],
  unitCode: string | null = null,
  lead = false,
): Tellable => ({ code, role, unitCode, lead, email: `${code}@example.vn` });

const STAFF = person('staff', 'unit_staff', 'team');
const OTHER = person('other', 'unit_staff', 'team');
const HEAD = person('head', 'unit_staff', 'team', true);
const ABOVE = person('above', 'unit_staff', 'department');
const CHIEF = person('chief', 'unit_staff', 'department', true);
const OPERATOR = person('operator', 'operator');
const SUPERVISOR = person('supervisor', 'supervisor');
const ADMIN = person('admin', 'admin');

const TEAM: InHand = { unitCode: 'team', personCode: null };

function told(
  kind: AlarmRule['kind'],
  level: number,
  tell: AlarmRule['tell'],
  people: readonly Tellable[],
  inHand = TEAM,
) {
  const alarm = { kind, level, tell, milestone: 'resolve' as const };
  const found = recipientsOf(alarm, RULES, inHand, people, UNITS);
  return { ...found, people: found.people.map(({ code }) => code) };
}

describe('an alarm is told', () => {
  it('to the staff of the unit, the person of the leg first', () => {
    const inHand = { unitCode: 'team', personCode: 'other' };
    const people = [STAFF, ABOVE, OTHER, ADMIN];
    expect(told('warning', 1, 'unit_staff', people, inHand)).toEqual({
      ...{ people: ['other', 'staff'], reached: 'unit_staff', missed: [] },
    });
  });

  it('to the heads of the unit', () => {
    expect(told('warning', 2, 'unit_lead', [STAFF, HEAD, CHIEF]).people).toEqual(['head']);
  });

  it('without a head of the unit, to the head of the one above, or else to all who work there', () => {
    expect(told('warning', 2, 'unit_lead', [STAFF, ABOVE, CHIEF]).people).toEqual(['chief']);
    expect(told('warning', 2, 'unit_lead', [STAFF, ABOVE]).people).toEqual(['above']);
  });

  it.each([
    ['operator', OPERATOR],
    ['supervisor', SUPERVISOR],
    ['admin', ADMIN],
  ] as const)('to every %s', (tell, one) => {
    const people = [STAFF, HEAD, OPERATOR, SUPERVISOR, ADMIN];
    expect(told('escalation', 9, tell, people).people).toEqual([one.code]);
  });

  it('to the next level of the same milestone where a level finds nobody', () => {
    expect(told('warning', 1, 'unit_staff', [OPERATOR, SUPERVISOR, ADMIN])).toEqual({
      ...{ people: ['operator'], reached: 'operator', missed: ['unit_staff', 'unit_lead'] },
    });
  });

  it('to administrators after the last level, and to nobody at last', () => {
    const missed = ['unit_staff', 'unit_lead', 'operator', 'supervisor'];
    expect(told('warning', 1, 'unit_staff', [ADMIN])).toEqual({
      ...{ people: ['admin'], reached: 'admin', missed },
    });
    expect(told('warning', 1, 'unit_staff', [])).toEqual({
      ...{ people: [], reached: null, missed: [...missed, 'admin'] },
    });
  });

  it('to nobody of a unit while no unit has the report', () => {
    const nowhere = { unitCode: null, personCode: null };
    const found = told('warning', 1, 'unit_staff', [STAFF, HEAD, OPERATOR], nowhere);
    expect(found.people).toEqual(['operator']);
  });

  it('to nobody without an address', () => {
    expect(told('warning', 1, 'unit_staff', [{ ...STAFF, email: '' }, OTHER]).people).toEqual([
      'other',
    ]);
  });
});

describe('whatever the people and the alarm', () => {
  const people = fc.array(
    fc.record({
      code: fc.uuid(),
      role: fc.constantFrom<Tellable['role']>('unit_staff', 'operator', 'supervisor', 'admin'),
      unitCode: fc.constantFrom('city', 'department', 'team', null),
      lead: fc.boolean(),
      email: fc.constantFrom('', 'somebody@example.vn'),
    }),
    { maxLength: 12 },
  );
  const alarm = fc.record({
    kind: fc.constantFrom('warning' as const, 'escalation' as const),
    level: fc.integer({ min: 1, max: 5 }),
    tell: fc.constantFrom(...RECIPIENTS),
    milestone: fc.constant('resolve' as const),
  });

  it('somebody is told, each once, or there is no administrator with an address', () => {
    fc.assert(
      fc.property(people, alarm, (all, raised) => {
        const { people: found, reached, missed } = recipientsOf(raised, RULES, TEAM, all, UNITS);
        const admins = all.filter(({ role, email }) => role === 'admin' && email !== '');
        expect(found.length > 0 || admins.length === 0).toBe(true);
        expect(reached === null).toBe(found.length === 0);
        expect(new Set(found).size).toBe(found.length);
        expect(found.every(({ email }) => email !== '')).toBe(true);
        expect(new Set(missed).size).toBe(missed.length);
        if (reached !== null) expect(missed).not.toContain(reached);
      }),
    );
  });
});
