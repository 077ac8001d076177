import { Temporal } from 'temporal-polyfill';

/** Local days, both inside. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const datesOf = ({ from, to }: Period): readonly [Temporal.PlainDate, Temporal.PlainDate] => [
  Temporal.PlainDate.from(from),
  Temporal.PlainDate.from(to),
];

const lastOfMonth = (date: Temporal.PlainDate): boolean => date.day === date.daysInMonth;

/** Whole months from the first day of one to the last day of another; null where it is none. */
function monthsIn(period: Period): number | null {
  const [from, to] = datesOf(period);
  if (from.day !== 1 || !lastOfMonth(to)) return null;
  return (to.year - from.year) * 12 + to.month - from.month + 1;
}

/** The period before, as long: as many months before whole months, as many days before other days. */
export function periodBefore(period: Period): Period {
  const [from] = datesOf(period);
  const months = monthsIn(period);
  const before =
    months === null ? from.subtract({ days: daysIn(period) }) : from.subtract({ months });
  return { from: before.toString(), to: from.subtract({ days: 1 }).toString() };
}

/** How many days a period has, both ends inside. */
export function daysIn(period: Period): number {
  const [from, to] = datesOf(period);
  return from.until(to, { largestUnit: 'days' }).days + 1;
}

/** The same period a year before; whole months stay whole, whatever the length of February. */
export function yearBefore(period: Period): Period {
  const [from, to] = datesOf(period).map((date) => date.subtract({ years: 1 }));
  if (!from || !to) throw new Error('a period has two ends');
  const end = monthsIn(period) === null ? to : to.with({ day: to.daysInMonth });
  return { from: from.toString(), to: end.toString() };
}
