import { type Rate } from './rates.js';

export type Language = 'vi' | 'en';

const NO_DATA: Record<Language, string> = { vi: 'không có số liệu', en: 'no data' };

function decimal(tenths: number, language: Language): string {
  const point = language === 'vi' ? ',' : '.';
  return `${Math.floor(tenths / 10)}${point}${tenths % 10}`;
}

/** Tenths as a number with one decimal: 957 is `95,7` (vi) or `95.7` (en). */
export function printDecimal(tenths: number, language: Language): string {
  return decimal(tenths, language);
}

/** Twice so many minutes in words, to the half of one; null: it happened to none. */
export function printHalfMinutes(twice: number | null, language: Language): string {
  if (twice === null) return NO_DATA[language];
  const [hours, rest] = [Math.floor(twice / 120), twice % 120];
  const minutes = rest % 2 === 0 ? String(rest / 2) : decimal(5 * rest, language);
  const [hour, minute] = language === 'vi' ? ['giờ', 'phút'] : ['h', 'min'];
  if (hours === 0) return `${minutes} ${minute}`;
  return rest === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${minutes} ${minute}`;
}

/**
 * Tenths of a percent of one share, with what may never be printed guarded: a share that is not
 * zero never prints 0,0, and one that is not whole never prints 100,0.
 */
function printTenths(tenths: number, rate: Rate, language: Language): string {
  if (tenths === 0 && rate.part > 0) return `< ${decimal(1, language)}%`;
  if (tenths === 1000 && rate.part < rate.whole) return `> ${decimal(999, language)}%`;
  return `${decimal(tenths, language)}%`;
}

/** Tenths of a percent, half up, in whole numbers so that no binary fraction decides a half. */
function halfUp({ part, whole }: Rate): number {
  return Math.floor((2000 * part + whole) / (2 * whole));
}

/** A rate to one decimal, half up: `95,7%` (vi), `95.7%` (en), or "no data" over nothing. */
export function printRate(rate: Rate, language: Language): string {
  return rate.whole === 0 ? NO_DATA[language] : printTenths(halfUp(rate), rate, language);
}

/**
 * Shares of one whole as they are printed together: they add to 100,0 by the largest remainder;
 * a tie goes to the first of `tieOrder` (overdue first, so that nobody looks better by rounding).
 *
 * @param parts counts by name; their sum is the whole
 * @param tieOrder names in the order in which they win ties; a name not in it comes last
 */
export function printShares<Name extends string>(
  parts: Readonly<Record<Name, number>>,
  language: Language,
  tieOrder: readonly Name[],
): Record<Name, string> {
  const names = Object.keys(parts) as Name[];
  const whole = names.reduce((sum, name) => sum + parts[name], 0);
  const printed: Partial<Record<Name, string>> = {};
  const tenths = whole === 0 ? new Map<Name, number>() : shareTenths(parts, names, whole, tieOrder);
  for (const name of names) {
    const own = tenths.get(name);
    printed[name] =
      own === undefined
        ? NO_DATA[language]
        : printTenths(own, { part: parts[name], whole }, language);
  }
  return printed as Record<Name, string>;
}

/** Whole tenths of a percent that add to 1,000, by the largest remainder. */
export function shareTenths<Name extends string>(
  parts: Readonly<Record<Name, number>>,
  names: readonly Name[],
  whole: number,
  tieOrder: readonly Name[],
): Map<Name, number> {
  const rank = (name: Name): number => {
    const index = tieOrder.indexOf(name);
    return index < 0 ? tieOrder.length : index;
  };
  const shares = names.map((name) => ({
    name,
    tenths: Math.floor((1000 * parts[name]) / whole),
    remainder: (1000 * parts[name]) % whole,
  }));
  let missing = 1000 - shares.reduce((sum, share) => sum + share.tenths, 0);
  const byRemainder = [...shares].sort(
    (a, b) => b.remainder - a.remainder || rank(a.name) - rank(b.name),
  );
  for (const share of byRemainder) {
    if (missing <= 0) break;
    share.tenths += 1;
    missing -= 1;
  }
  return new Map(shares.map((share) => [share.name, share.tenths]));
}

/** A count in a sentence: below ten padded to two digits, thousands by language (`26.079`, `26,079`). */
export function printCount(count: number, language: Language): string {
  if (count < 10) return `0${count}`;
  return String(count).replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',');
}
