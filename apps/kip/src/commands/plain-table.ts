import Table from 'cli-table3';

const NO_LINES = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

/** A table without colours and with one line for each row, numbers to the right. */
export function plainTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, index) => (numbers.includes(index) ? 'right' : 'left')),
    style: { head: [], border: [] },
    chars: NO_LINES,
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}
