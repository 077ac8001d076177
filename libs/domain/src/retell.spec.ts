import { describe, expect, it } from '@jest/globals';
import { IMPORT } from './acts.js';
import { fallDue, fallDueInTime } from './agenda.js';
import { type Performed, receive } from './lifecycle.js';
import { type Report } from './report.js';
import { type Step, StepRefused, retell, takeOver } from './retell.js';
import { rulebook } from './testing/rulebook.js';
import { local, newId, operator, shown, staff } from './testing/story.js';

const book = rulebook();
const rules = { book, newId };
const RECEIVED = local('2026-03-02T10:00');
const PROMISE = local('2026-03-04T10:00');

/** A receipt that another system tells of, with what it promised. */
function told(promise: Date | null): Performed {
  const filed = {
    ...{ id: 'report', code: 'PA-2026-000001', streamCode: 'field', categoryCode: null },
    ...({ areaCode: null, priority: 'normal', channel: 'phone', parentId: null, promise } as const),
  };
  return receive(filed, { ...rules, now: RECEIVED, actor: IMPORT });
}

const assigned: Step = {
  at: local('2026-03-02T10:30'),
  actor: operator,
  act: { action: 'assign', unitCode: 'U1', words: 'như đã giao' },
};
const resolvedAt = (at: string): Step => ({
  at: local(at),
  actor: staff('U1'),
  column: 'resolved_at',
  act: { action: 'resolve', text: 'Đã thu gom' },
});
const kinds = ({ events }: Performed): string[] =>
  events.map(({ kind, at }) => `${kind} ${shown(at)?.slice(5) ?? ''}`);
const promiseOf = ({ cycles }: Report): string | null => shown(cycles.at(-1)?.dueAt ?? null);

describe('a promise that another system told', () => {
  it('stays through the first assignment, and no first answer is held against anybody', () => {
    const { report } = retell(told(PROMISE).report, [assigned], rules);
    expect(promiseOf(report)).toBe('2026-03-04T10:00');
    expect(report.cycles[0]?.respondDueAt).toBeNull();
  });

  it('may be none: nothing is ever missed then', () => {
    const { report } = told(null);
    expect(promiseOf(report)).toBeNull();
    const later = fallDue(report, { ...rules, now: local('2027-03-02T10:00'), actor: operator });
    expect(later.report.cycles[0]?.breachedAt).toBeNull();
  });

  it('from before the receipt is missed at the receipt, and not earlier', () => {
    const { report } = told(local('2026-03-01T10:00'));
    const due = fallDueInTime(report, RECEIVED, { ...rules, actor: operator });
    expect(kinds(due)).toEqual(['breach 03-02T10:00']);
    expect(due.report.cycles[0]?.breachedAt).toEqual(local('2026-03-01T10:00'));
  });
});

describe('what falls due while a history is retold', () => {
  it('does so at its own instant, before what was done after it', () => {
    const lived = retell(told(PROMISE).report, [assigned, resolvedAt('2026-03-05T09:00')], rules);
    expect(kinds(lived)).toContain('breach 03-04T10:00');
    expect(kinds(lived).at(-1)).toBe('resolve 03-05T09:00');
    const instants = lived.events.map(({ at }) => at.getTime());
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
  });

  it('names the step that a rule says no to', () => {
    const early = resolvedAt('2026-03-02T10:15');
    expect(() => retell(told(PROMISE).report, [early], rules)).toThrow(StepRefused);
  });
});

describe('a case that is taken over', () => {
  const filed = {
    ...{ id: 'report', code: 'PA-2026-000001', streamCode: 'field', categoryCode: null },
    ...({ areaCode: null, priority: 'normal', channel: 'phone', parentId: null } as const),
    promise: PROMISE,
  };
  const taken = (steps: readonly Step[], now: string): Performed =>
    takeOver(
      { filed, externalId: 'X-1', receivedAt: RECEIVED, steps },
      { ...rules, now: local(now) },
    );

  it('tells breaches of then as imported, and no warning that nobody gave', () => {
    const { events } = taken([assigned, resolvedAt('2026-03-05T09:00')], '2026-03-06T09:00');
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['receive', 'assign', 'breach', 'breach', 'resolve'],
    ]);
    expect(events.every(({ data }) => 'imported' in data)).toBe(true);
  });

  it('holds the unit to the promise that was told, and to no later policy', () => {
    const { report } = taken([assigned], '2026-03-03T09:00');
    expect(report.legs[0]?.dueAt).toEqual(PROMISE);
  });

  it('notices now, as its own, what is due now', () => {
    const { report, events } = taken([assigned], '2026-03-06T09:00');
    expect(report.cycles[0]?.breachedAt).toEqual(PROMISE);
    const breach = events.find(({ kind }) => kind === 'breach');
    expect(shown(breach?.at ?? null)).toBe('2026-03-06T09:00');
    expect(breach?.data).not.toHaveProperty('imported');
  });
});
