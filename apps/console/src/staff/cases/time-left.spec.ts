import { describe, expect, it } from '@jest/globals';
import { leftAt } from './time-left.js';

const at = (time: string): number => Date.parse(`2026-03-02T${time}:00+07:00`);
const span = (from: string, to: string) => ({
  from: new Date(at(from)).toISOString(),
  to: new Date(at(to)).toISOString(),
});
const clock = {
  standing: 'running' as const,
  due_at: new Date(at('14:00')).toISOString(),
  left_minutes: 90,
  late_minutes: 0,
  counts: [span('11:00', '11:30'), span('13:00', '14:00')],
};
const left = (now: string, of: Parameters<typeof leftAt>[0] = clock) =>
  leftAt(of, at('11:00'), at(now));

describe('what is left between two answers of the server', () => {
  it('becomes less in working time, and not at lunch', () => {
    expect(left('11:10')).toEqual({ minutes: 80, counting: true, again: null });
    const noon = { minutes: 60, counting: false, again: span('13:00', '14:00').from };
    expect(left('11:30')).toEqual(noon);
    expect(left('12:45')).toEqual(noon);
    expect(left('13:20')).toMatchObject({ minutes: 40, counting: true });
  });

  it('is nothing at the due, and overdue only when the server says so', () => {
    expect(left('15:00')).toMatchObject({ minutes: 0, counting: false });
    const late = { ...clock, standing: 'overdue' as const, left_minutes: 0, late_minutes: 5 };
    expect(left('11:10', late)).toMatchObject({ minutes: -15, counting: true });
    expect(left('12:00', late)).toMatchObject({ minutes: -35, counting: false });
  });

  it('stands still while the clock does, and is not known without a deadline', () => {
    const stopped = { ...clock, standing: 'stopped' as const, counts: [] };
    expect(left('13:30', stopped)).toEqual({ minutes: 90, counting: false, again: null });
    expect(left('13:30', { ...clock, due_at: null }).minutes).toBeNull();
  });
});
