import { type Cell } from './model.js';

/** A table of more columns is set in smaller letters, and one of more rows, to stay on its page. */
const [MANY_COLUMNS, MANY_ROWS] = [7, 25];

/** Whether a table is set in smaller letters. */
export function isSmall(columns: number, rows: number): boolean {
  return columns > MANY_COLUMNS || rows > MANY_ROWS;
}

/** Of the table of targets: its last column says in words how far off they are. */
const OF_SIX = [0.3, 0.11, 0.13, 0.12, 0.14, 0.2];

/**
 * Shares of the width: the first column is for names, and wider; but of two, where the second is for words, that.
 */
export function columnShares(
  columns: number,
  rows: readonly (readonly Cell[])[],
): readonly number[] {
  if (columns === 2) {
    return rows.some(([, second]) => typeof second === 'string') ? [0.3, 0.7] : [0.65, 0.35];
  }
  if (columns === OF_SIX.length) return OF_SIX;
  const first = columns > MANY_COLUMNS ? 0.22 : 0.4;
  return [first, ...Array.from({ length: columns - 1 }, () => (1 - first) / (columns - 1))];
}

/** Numbers and rates stand in the middle of their column, words at its left. */
export function isCentred(cell: Cell, column: number, columns: number): boolean {
  return typeof cell === 'number' || (column > 0 && columns > 2);
}
