import { type ReportClass } from './outcome.js';

/** Counts of reports (or legs) by class; every rate is computed from them and never stored. */
export interface ClassCounts {
  readonly on_time: number;
  readonly late: number;
  readonly open_overdue: number;
  readonly open_in_time: number;
}

/** A rate as counts: `part` of `whole`. A whole of zero is "no data", never 0 % or 100 %. */
export interface Rate {
  readonly part: number;
  readonly whole: number;
}

/** on_time / (on_time + late + open_overdue). */
export function onTimeRate(counts: ClassCounts): Rate {
  return { part: counts.on_time, whole: counts.on_time + counts.late + counts.open_overdue };
}

/** The rest of the same whole. */
export function overdueRate(counts: ClassCounts): Rate {
  return { part: counts.late + counts.open_overdue, whole: onTimeRate(counts).whole };
}

/** Counts the classes of a list of reports. */
export function countClasses(classes: readonly ReportClass[]): Record<ReportClass, number> {
  const counts: Record<ReportClass, number> = {
    late: 0,
    open_overdue: 0,
    open_in_time: 0,
    on_time: 0,
    no_deadline: 0,
    rejected: 0,
    duplicate: 0,
    withdrawn: 0,
    spam: 0,
    child: 0,
  };
  for (const one of classes) counts[one] += 1;
  return counts;
}
