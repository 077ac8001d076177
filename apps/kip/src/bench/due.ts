import { type Calendar, type Limit, compileCalendar, dueOf } from '#libs/domain';
import { type Reference } from '#libs/store';
import { numbers } from './parts.js';
import { median, percentile } from './rounds.js';

/** What it costs to work out a due. */
export interface DueFigures {
  /** Microseconds for one due, over all limits and starts. */
  readonly due_us_median: number;
  readonly due_us_p95: number;
  /** The same by the kind of the limit. */
  readonly due_us: Readonly<Record<string, { readonly median: number; readonly p95: number }>>;
  readonly due_limits: number;
  readonly due_starts: number;
  readonly due_seed: number;
  /** A calendar from its revision to its first answer, the years around that compiled. */
  readonly compile_ms: number;
}

const STARTS = 20_000;
const COMPILED = 25;
const YEAR_BEGINS = Date.UTC(2026, 0, 1);
const YEAR_MS = 365 * 86_400_000;

interface Counted {
  readonly limit: Limit;
  readonly calendar: Calendar;
}

/** The limits of all policies that a stream or a category has, each once, with its calendar. */
function limitsOf(reference: Reference): Counted[] {
  const { book, streams, categories } = reference;
  const terms = [
    ...[...streams.keys()].map((code) => book.streamTerms(code)),
    ...[...categories.values()].map((one) => book.categoryTerms(one.streamCode, one.code)),
  ];
  const found = new Map<string, Counted>();
  for (const { policy } of terms) {
    for (const limit of [policy.resolve, policy.respond, policy.triage, policy.offer]) {
      if (!limit) continue;
      const counted = { limit, calendar: reference.calendar(policy.calendarCode) };
      found.set(JSON.stringify([policy.calendarCode, limit]), counted);
    }
  }
  return [...found.values()];
}

function timed({ limit, calendar }: Counted, starts: readonly Date[]): number[] {
  // Beforehand: years compile at the first question about them, and code is slow until it has run.
  for (const start of starts) dueOf(limit, start, calendar);
  return starts.map((start) => {
    const begun = performance.now();
    dueOf(limit, start, calendar);
    return (performance.now() - begun) * 1_000;
  });
}

function compileMs(calendar: Calendar): number {
  const { revision } = calendar;
  const start = new Date(YEAR_BEGINS + YEAR_MS / 2);
  const took = Array.from({ length: COMPILED }, () => {
    const begun = performance.now();
    compileCalendar(revision).nextWorking(start);
    return performance.now() - begun;
  });
  return median(took);
}

/**
 * Works out a due by each limit of the reference data from many instants of 2026.
 * @param seed the same one gives the same instants
 */
export function benchDue(reference: Reference, seed: number): DueFigures {
  const next = numbers(seed);
  const starts = Array.from({ length: STARTS }, () => new Date(YEAR_BEGINS + next() * YEAR_MS));
  const byKind = new Map<string, number[]>();
  const limits = limitsOf(reference);
  for (const counted of limits) {
    const { kind } = counted.limit;
    byKind.set(kind, [...(byKind.get(kind) ?? []), ...timed(counted, starts)]);
  }
  const all = [...byKind.values()].flat();
  const figures = (took: readonly number[]): { median: number; p95: number } => ({
    median: Number(median(took).toPrecision(4)),
    p95: Number(percentile(took, 0.95).toPrecision(4)),
  });
  return {
    due_us_median: figures(all).median,
    due_us_p95: figures(all).p95,
    due_us: Object.fromEntries([...byKind].map(([kind, took]) => [kind, figures(took)])),
    due_limits: limits.length,
    due_starts: STARTS,
    due_seed: seed,
    compile_ms: Number(compileMs(reference.calendar('hue-office')).toPrecision(4)),
  };
}
