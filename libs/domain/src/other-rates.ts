import { type ClassCounts, type Rate, onTimeRate } from './rates.js';

/** Ways in which other systems count how often a deadline was kept; each leaves something out. */
export const OTHER_WAYS = [
  'closed_only',
  'open_on_time',
  'no_deadline_on_time',
  'first_close',
  'original_date',
] as const;
export type OtherWay = (typeof OTHER_WAYS)[number];

/** What they are computed from, besides the classes. */
export interface OtherCounts extends ClassCounts {
  readonly no_deadline: number;
  /** Of reports whose first cycle ended by a result: whether that was in time, whatever came later. */
  readonly first_on_time: number;
  readonly first_late: number;
  /** Of reports whose last cycle ended by a result: that end against the promise of the first. */
  readonly original_on_time: number;
  readonly original_late: number;
}

/**
 * The on-time rate of the same reports as other systems would tell it: of closed reports alone; with every
 * open one, overdue or not, as in time; with those in time that have no deadline; by the first close, whatever
 * was reopened; and with reopened ones held to the first date.
 */
export function otherRates(counts: OtherCounts): Readonly<Record<OtherWay, Rate>> {
  const { on_time, late, open_overdue, open_in_time, no_deadline } = counts;
  const { first_on_time, first_late, original_on_time, original_late } = counts;
  const open = open_overdue + open_in_time;
  return {
    closed_only: { part: on_time, whole: on_time + late },
    open_on_time: { part: on_time + open, whole: on_time + late + open },
    no_deadline_on_time: {
      part: on_time + no_deadline,
      whole: onTimeRate(counts).whole + no_deadline,
    },
    first_close: { part: first_on_time, whole: first_on_time + first_late },
    original_date: {
      part: original_on_time,
      whole: original_on_time + original_late + open_overdue,
    },
  };
}

/** By how many percentage points a rate is off another; null where one of them is over nothing. */
export function pointsOff(rate: Rate, ours: Rate): number | null {
  if (rate.whole === 0 || ours.whole === 0) return null;
  return 100 * (rate.part / rate.whole - ours.part / ours.whole);
}
