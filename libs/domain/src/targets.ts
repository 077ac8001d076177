import { type ClassCounts, type Rate, onTimeRate, overdueRate } from './rates.js';
import { type Sight } from './sight.js';

/** What a target can be set for: rates, and medians of working time. */
export const TARGET_METRICS = [
  'on_time_rate',
  'overdue_rate',
  'satisfied_rate',
  'satisfied_or_acceptable_rate',
  'response_rate',
  'reopened_rate',
  'refused_rate',
  'median_first_answer',
  'median_to_end',
] as const;
export type TargetMetric = (typeof TARGET_METRICS)[number];

/** Whether more is better, which the metric says and nobody chooses. */
export type TargetDirection = 'at_least' | 'at_most';

const AT_LEAST: readonly TargetMetric[] = [
  'on_time_rate',
  'satisfied_rate',
  'satisfied_or_acceptable_rate',
  'response_rate',
];

export function targetDirection(metric: TargetMetric): TargetDirection {
  return AT_LEAST.includes(metric) ? 'at_least' : 'at_most';
}

/** Of what a target's amount is: thousandths of the whole, or working minutes. */
export function targetUnit(metric: TargetMetric): 'thousandths' | 'minutes' {
  return metric === 'median_first_answer' || metric === 'median_to_end' ? 'minutes' : 'thousandths';
}

/** All of it, and a working year: what is larger is a slip. */
const MOST: Readonly<Record<ReturnType<typeof targetUnit>, number>> = {
  thousandths: 1_000,
  minutes: 120_000,
};

/** The largest amount that a target of a metric may have. */
export function mostOfTarget(metric: TargetMetric): number {
  return MOST[targetUnit(metric)];
}

/** What somebody has promised themselves, and for which days. Null: for all. */
export interface Target {
  readonly code: string;
  readonly metric: TargetMetric;
  /** By which date a report belongs to the days. */
  readonly cohort: 'received' | 'due';
  /** Thousandths of the whole (950 is 95 %), or working minutes. */
  readonly amount: number;
  readonly streamCode: string | null;
  readonly networkCode: string | null;
  /** With all units below it. */
  readonly unitCode: string | null;
  /** Local days, both inside. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** What of a target can be wrong by itself. */
export type TargetFault =
  | { readonly field: 'value'; readonly most: number }
  | { readonly field: 'until'; readonly from: string };

/** What is wrong with a target; nothing where it can be kept. */
export function targetFaults(target: Target): readonly TargetFault[] {
  const { amount, metric, validFrom, validUntil } = target;
  const most = mostOfTarget(metric);
  const fits = Number.isSafeInteger(amount) && amount >= 0 && amount <= most;
  return [
    ...(fits ? [] : [{ field: 'value', most } as const]),
    ...(validUntil < validFrom ? [{ field: 'until', from: validFrom } as const] : []),
  ];
}

/** Whether two targets say something of the same figure on the same day: then one of them is wrong. */
export function contradict(one: Target, other: Target): boolean {
  const same = (['metric', 'cohort', 'streamCode', 'networkCode', 'unitCode'] as const).every(
    (part) => one[part] === other[part],
  );
  const together = one.validFrom <= other.validUntil && other.validFrom <= one.validUntil;
  return same && together && one.code !== other.code;
}

/** Report rates use promises, a unit's use the dues of its legs; only legs are refused. */
export function subjectOfTarget({
  metric,
  unitCode,
}: Pick<Target, 'metric' | 'unitCode'>): 'reports' | 'legs' {
  switch (metric) {
    case 'refused_rate':
      return 'legs';
    case 'on_time_rate':
    case 'overdue_rate':
    case 'median_to_end':
      return unitCode === null ? 'reports' : 'legs';
    case 'satisfied_rate':
    case 'satisfied_or_acceptable_rate':
    case 'response_rate':
    case 'reopened_rate':
    case 'median_first_answer':
      return 'reports';
  }
}

/** What the rates of targets are computed from. */
export interface TargetCounts extends ClassCounts {
  readonly rated: number;
  readonly asked: number;
  readonly satisfied: number;
  readonly acceptable: number;
  readonly reopened: number;
  readonly refused: number;
  readonly ended: number;
}

/** How long something took: twice the median, which may lie between two minutes; null: it happened to none. */
export interface TwiceMedian {
  readonly many: number;
  readonly twice: number | null;
}

/** A figure as it came to be: counts, and never what is printed of them. */
export type Actual =
  ({ readonly kind: 'rate' } & Rate) | ({ readonly kind: 'median' } & TwiceMedian);

/** The figure that a target is held against. */
export function actualOf(
  metric: TargetMetric,
  counts: TargetCounts,
  times: Readonly<Record<'firstAnswer' | 'toEnd', TwiceMedian>>,
): Actual {
  const { rated, satisfied, acceptable, asked, reopened, refused, ended } = counts;
  const rate = (part: number, whole: number): Actual => ({ kind: 'rate', part, whole });
  switch (metric) {
    case 'on_time_rate':
      return { kind: 'rate', ...onTimeRate(counts) };
    case 'overdue_rate':
      return { kind: 'rate', ...overdueRate(counts) };
    case 'satisfied_rate':
      return rate(satisfied, rated);
    case 'satisfied_or_acceptable_rate':
      return rate(satisfied + acceptable, rated);
    case 'response_rate':
      return rate(rated, asked);
    case 'reopened_rate':
      return rate(reopened, ended);
    case 'refused_rate':
      return rate(refused, ended);
    case 'median_first_answer':
      return { kind: 'median', ...times.firstAnswer };
    case 'median_to_end':
      return { kind: 'median', ...times.toEnd };
  }
}

/** How a target stands. */
export interface TargetStanding {
  readonly result: 'met' | 'not_met' | 'no_data';
  /**
   * Actual less target, as a fraction of whole numbers: percentage points times ten over `over`, or minutes over
   * `over`. Null where there is nothing to tell.
   */
  readonly off: { readonly part: number; readonly over: number } | null;
}

/**
 * Holds a figure against its target, in whole numbers: a rate that prints as the target's own number is met only
 * where its counts are.
 */
export function targetStanding(
  { metric, amount }: Pick<Target, 'metric' | 'amount'>,
  actual: Actual,
): TargetStanding {
  const off = offOf(amount, actual);
  if (off === null) return { result: 'no_data', off };
  const met = targetDirection(metric) === 'at_least' ? off.part >= 0 : off.part <= 0;
  return { result: met ? 'met' : 'not_met', off };
}

function offOf(amount: number, actual: Actual): TargetStanding['off'] {
  if (actual.kind === 'median') {
    return actual.twice === null ? null : { part: actual.twice - 2 * amount, over: 2 };
  }
  const { part, whole } = actual;
  return whole === 0 ? null : { part: 1_000 * part - amount * whole, over: whole };
}

/**
 * Tenths of a percentage point (or minutes) by which a figure is off its target, half away from zero. What is
 * off at all is never told as nothing: then it is null.
 */
export function roundedOff({
  part,
  over,
}: {
  readonly part: number;
  readonly over: number;
}): number | null {
  const size = Math.floor((2 * Math.abs(part) + over) / (2 * over));
  if (size === 0) return part === 0 ? 0 : null;
  return part < 0 ? -size : size;
}

/**
 * Whether a reader sees every report that somebody with another sight counts, narrowed to a stream or to units:
 * only then may the reader be told what it comes to.
 */
export function coversSight(
  reader: Sight,
  counted: Sight,
  narrowed: { readonly stream: string | null; readonly units: readonly string[] | null },
): boolean {
  const covers = (own: readonly string[], others: readonly string[]): boolean =>
    own.includes('*') || (!others.includes('*') && others.every((code) => own.includes(code)));
  const streams = narrowed.stream === null ? counted.streams : [narrowed.stream];
  const units = narrowed.units ?? counted.units;
  return (
    covers(reader.streams, streams) &&
    covers(reader.areas, counted.areas) &&
    covers(reader.units, units) &&
    // Who sees some units sees what is offered to networks besides.
    (reader.units.includes('*') ||
      narrowed.units !== null ||
      covers(reader.networks, counted.networks))
  );
}
