import { describe, expect, it } from '@jest/globals';
import { daysIn, periodBefore, yearBefore } from './periods.js';

describe('the period before', () => {
  it.each([
    ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
    ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
    ['2026-03-10', '2026-03-16', '2026-03-03', '2026-03-09'],
    ['2026-03-01', '2026-03-30', '2026-01-30', '2026-02-28'],
  ])('of %s to %s is %s to %s', (from, to, before, until) => {
    expect(periodBefore({ from, to })).toEqual({ from: before, to: until });
  });
});

describe('the year before', () => {
  it.each([
    ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
    ['2025-02-01', '2025-02-28', '2024-02-01', '2024-02-29'],
    ['2024-02-29', '2024-02-29', '2023-02-28', '2023-02-28'],
    ['2026-03-10', '2026-03-16', '2025-03-10', '2025-03-16'],
  ])('of %s to %s is %s to %s', (from, to, before, until) => {
    expect(yearBefore({ from, to })).toEqual({ from: before, to: until });
  });
});

describe('the days of a period', () => {
  it('are both ends and all between', () => {
    expect(daysIn({ from: '2026-03-01', to: '2026-03-01' })).toBe(1);
    expect(daysIn({ from: '2024-01-01', to: '2024-12-31' })).toBe(366);
  });
});
