/** Days that figures are asked for, both inside, as `YYYY-MM-DD`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export type PeriodKind = 'year' | 'quarter' | 'month' | 'own';

/** A period as the address names it: `2026`, `2026-Q1`, `2026-03`, or own days. */
export interface Period extends Days {
  readonly kind: PeriodKind;
  /** As documents and addresses write it; empty for own days. */
  readonly name: string;
}

const NAMED = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function lastDay(year: number, month: number): string {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${year}-${two(month)}-${two(days)}`;
}

/** The days of `2026`, `2026-Q1` or `2026-03`; null for what is none of these. */
export function namedPeriod(name: string): Period | null {
  const found = NAMED.exec(name);
  if (!found) return null;
  const year = Number(found[1]);
  const [quarter, month] = [found[2], found[3]];
  const [kind, first, last]: [PeriodKind, number, number] =
    quarter !== undefined
      ? ['quarter', 3 * Number(quarter) - 2, 3 * Number(quarter)]
      : month !== undefined
        ? ['month', Number(month), Number(month)]
        : ['year', 1, 12];
  return { kind, name, from: `${year}-${two(first)}-01`, to: lastDay(year, last) };
}

/** Own days, where both are given and in order; else null. */
export function ownPeriod(from: string, to: string): Period | null {
  if (!DAY.test(from) || !DAY.test(to) || from > to) return null;
  return { kind: 'own', name: '', from, to };
}

/** The period of another kind that begins where this one does. */
export function changedKind(period: Period, kind: PeriodKind): Period {
  const [year = '', month = '01'] = period.from.split('-');
  const names: Readonly<Record<Exclude<PeriodKind, 'own'>, string>> = {
    year,
    quarter: `${year}-Q${Math.ceil(Number(month) / 3)}`,
    month: `${year}-${month}`,
  };
  if (kind === 'own') return { ...period, kind, name: '' };
  return namedPeriod(names[kind]) ?? period;
}

/** How many days a period has. */
export function lengthOf({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** By what a trend over these days is drawn. */
export function stepOf(days: Days): 'day' | 'month' {
  return lengthOf(days) > 62 ? 'month' : 'day';
}

/** The same days of the year before; 29 February becomes the 28th. */
export function yearBefore({ from, to }: Days): Days {
  return { from: dayBefore(from), to: dayBefore(to) };
}

function dayBefore(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const last = lastDay(Number(year) - 1, Number(month));
  const same = `${Number(year) - 1}-${month}-${date}`;
  return same > last ? last : same;
}

/** Every step of a trend, also those in which nothing was received: `2026-01` … or `2026-01-01` … */
export function stepsOf(days: Days): readonly string[] {
  const length = stepOf(days) === 'month' ? 7 : 10;
  const steps = new Set<string>();
  for (let at = Date.parse(days.from); at <= Date.parse(days.to); at += DAY_MS) {
    steps.add(new Date(at).toISOString().slice(0, length));
  }
  return [...steps];
}

/** The step of the year before that stands beside one. */
export function stepBefore(step: string): string {
  return `${Number(step.slice(0, 4)) - 1}${step.slice(4)}`;
}

/** `31/12/2026` of `2026-12-31`. */
export function writtenDay(day: string): string {
  return day.split('-').reverse().join('/');
}
