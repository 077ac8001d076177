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
