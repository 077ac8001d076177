import { describe, expect, it } from '@jest/globals';
import { type LineInSight, historyInSight } from './sight.js';

const line = (kind: string, more: Partial<LineInSight> = {}): LineInSight => ({
  ...{ kind, role: 'unit_staff', person: `staff-of-${kind}`, data: { reason: kind } },
  ...more,
});
const claim = (unit: string): LineInSight => line('claim', { data: { unit, leg_due: 'soon' } });

const LINES = [
  line('receive', { role: 'operator' }),
  claim('first'),
  line('refuse'),
  claim('second'),
  line('answer', { data: { text: 'for the citizen', commitment: 'tomorrow', other: 'x' } }),
  line('words', { role: 'reporter', person: null }),
  line('breach', { role: 'system', data: { subject: 'leg', subject_id: 'leg-of-second' } }),
  line('breach', { role: 'system', data: { subject: 'cycle', subject_id: 'cycle' } }),
  line('transfer', { role: 'operator', data: { from_unit: 'second', unit: 'third', reason: 'x' } }),
];

describe('a history', () => {
  it('is told whole to whoever sees all units', () => {
    expect(historyInSight(['*'], new Set(), LINES)).toEqual(LINES);
  });

  it('tells a unit what another did, without who, why and by when', () => {
    expect(historyInSight(['first'], new Set(['leg-of-first']), LINES)).toEqual([
      ...LINES.slice(0, 3),
      { ...LINES[3], person: null, data: { unit: 'second' } },
      { ...LINES[4], person: null, data: { text: 'for the citizen', commitment: 'tomorrow' } },
      LINES[5],
      LINES[7],
      { ...LINES[8], person: null, data: { from_unit: 'second', unit: 'third' } },
    ]);
  });

  it('is whole again for a unit from where it takes the case over to where it gives it away', () => {
    expect(historyInSight(['second'], new Set(['leg-of-second']), LINES)).toEqual([
      LINES[0],
      { ...LINES[1], person: null, data: { unit: 'first' } },
      { ...LINES[2], person: null, data: {} },
      ...LINES.slice(3),
    ]);
  });
});
