import { type ActName } from '../cases/acts.js';

/** The letter of each act that triage knows; where the case does not allow it, the letter does nothing. */
export const ACT_KEYS: Readonly<Record<string, ActName>> = {
  a: 'assign',
  o: 'offer',
  r: 'reject',
  m: 'merge',
  l: 'link',
  s: 'split',
  t: 'answer',
  g: 'grant',
  d: 'deny',
  c: 'close',
};

/** All other keys, in the order in which they are explained. */
export const PAGE_KEYS = ['j', 'k', 'Enter', 'x', 'u', '?'] as const;

/** The row that one is on after a row has gone: the one that took its place, or the last. */
export function nextOf<Row extends { readonly code: string }>(
  rows: readonly Row[],
  code: string | null,
  by: 1 | -1,
): string | null {
  const at = rows.findIndex((row) => row.code === code);
  if (at < 0) return rows.at(0)?.code ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.code ?? null;
}
