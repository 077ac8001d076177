import { describe, expect, it } from '@jest/globals';
import {
  changedKind,
  lengthOf,
  namedPeriod,
  ownPeriod,
  stepBefore,
  stepOf,
  stepsOf,
  yearBefore,
} from './period.js';

function named(name: string) {
  const period = namedPeriod(name);
  if (!period) throw new Error(`${name} is no period`);
  return period;
}

describe('a period of the address', () => {
  it.each([
    ['2023', 'year', '2023-01-01', '2023-12-31'],
    ['2024-Q1', 'quarter', '2024-01-01', '2024-03-31'],
    ['2024-Q4', 'quarter', '2024-10-01', '2024-12-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2023-02', 'month', '2023-02-01', '2023-02-28'],
  ])('%s is a %s from %s to %s', (name, kind, from, to) => {
    expect(namedPeriod(name)).toEqual({ kind, name, from, to });
  });

  it.each(['', '2024-Q5', '2024-13', '24', 'năm nay'])('"%s" is none', (name) => {
    expect(namedPeriod(name)).toBeNull();
  });

  it('may be own days, in order', () => {
    expect(ownPeriod('2024-03-01', '2024-03-10')?.kind).toBe('own');
    expect(ownPeriod('2024-03-10', '2024-03-01')).toBeNull();
    expect(ownPeriod('2024-03-10', '')).toBeNull();
  });

  it('becomes one of another kind that begins with it', () => {
    expect(changedKind(named('2024-Q4'), 'month').name).toBe('2024-10');
    expect(changedKind(named('2024-05'), 'quarter').name).toBe('2024-Q2');
    expect(changedKind(named('2024-05'), 'year').name).toBe('2024');
    expect(changedKind(named('2024-05'), 'own')).toMatchObject({ name: '', from: '2024-05-01' });
  });

  it('stands beside the same days of the year before', () => {
    expect(yearBefore(named('2024-02'))).toEqual({ from: '2023-02-01', to: '2023-02-28' });
    expect(yearBefore(named('2025'))).toEqual({ from: '2024-01-01', to: '2024-12-31' });
  });

  it('is drawn by months where it is long, else by days, and leaves none out', () => {
    expect(stepOf(named('2024-Q1'))).toBe('month');
    expect(stepsOf(named('2024-Q1'))).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(stepOf(named('2024-02'))).toBe('day');
    expect(stepsOf(named('2024-02'))).toHaveLength(lengthOf(named('2024-02')));
    expect(stepBefore('2024-02')).toBe('2023-02');
  });
});
