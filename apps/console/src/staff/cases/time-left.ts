import { type Schema } from '../../api/client.js';

type Clock = Pick<
  Schema<'ClockRunning'>,
  'standing' | 'left_minutes' | 'late_minutes' | 'counts' | 'due_at'
>;

/** How a clock stands at a moment after the server told of it. */
export interface Left {
  /** Minutes left, or, less than zero, late by; null where there is no deadline. */
  readonly minutes: number | null;
  /** Whether time counts at this moment. */
  readonly counting: boolean;
  /** When it counts again, where it does not; null: not told. */
  readonly again: string | null;
}

const MINUTE_MS = 60_000;

/**
 * How long is left at `now`, from what the server told as of `asOf`. Only time in which the clock counts is
 * taken off: none at lunch, at night or on a holiday. What the server has not told is not made up.
 * @param now milliseconds since 1970, by the server's clock
 */
export function leftAt(
  { standing, left_minutes: left, late_minutes: late, counts, due_at: due }: Clock,
  asOf: number,
  now: number,
): Left {
  if (due === null) return { minutes: null, counting: false, again: null };
  const spans = counts.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  const counted = spans.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, now) - Math.max(from, asOf)),
    0,
  );
  const spent = Math.floor(counted / MINUTE_MS);
  const minutes = standing === 'overdue' ? -(late + spent) : left - spent;
  const counting = spans.some(({ from, to }) => from <= now && now < to);
  const again = counting ? undefined : counts.find(({ from }) => Date.parse(from) > now);
  // Whether it is overdue is the server's word: until it is given, nothing is left, and no more.
  return {
    minutes: standing === 'overdue' ? minutes : Math.max(0, minutes),
    counting,
    again: again?.from ?? null,
  };
}
