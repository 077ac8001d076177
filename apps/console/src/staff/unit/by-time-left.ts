import { type Schema } from '../../api/client.js';

type Clock = Schema<'ClockRunning'>;

/** The clock by which a unit goes: its own leg's, or, where none runs yet, the promise. */
export function workingClock(clocks: readonly Clock[] | undefined): Clock | undefined {
  return clocks?.find(({ subject }) => subject === 'leg') ?? clocks?.at(0);
}

/** Minutes left of what a clock counts, less than zero where it is late; null: no deadline, or not known. */
function leftOf(clock: Clock | undefined): number | null {
  if (clock?.due_at === undefined || clock.due_at === null) return null;
  return clock.standing === 'overdue' ? -clock.late_minutes : clock.left_minutes;
}

/** Rows by the working time they have left, least first; those without a deadline come last, as they came. */
export function byTimeLeft<Row extends { readonly code: string }>(
  rows: readonly Row[],
  clocks: ReadonlyMap<string, readonly Clock[]>,
): readonly Row[] {
  const left = new Map(rows.map(({ code }) => [code, leftOf(workingClock(clocks.get(code)))]));
  return [...rows].sort((one, other) => {
    const [first, second] = [left.get(one.code) ?? null, left.get(other.code) ?? null];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return first - second;
  });
}
