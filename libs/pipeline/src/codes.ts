import { type Reference, type Tx, nextNumbers } from '#libs/store';

/** Codes such as PA-2026-000209: numbers of the stream's sequence for the year in its own zone. */
export async function drawCodes(
  tx: Tx,
  reference: Reference,
  filings: readonly {
    readonly id: string;
    readonly streamCode: string;
    readonly told?: { readonly receivedAt: Date };
  }[],
): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  const series = new Map<string, { prefix: string; year: string; ids: string[] }>();
  for (const { id, streamCode, told } of filings) {
    const prefix = reference.streams.get(streamCode)?.prefix ?? '';
    const { calendar } = reference.book.streamTerms(streamCode);
    const year = calendar.localDate(told?.receivedAt ?? tx.now).slice(0, 4);
    const key = `${prefix}-${year}`;
    const one = series.get(key) ?? { prefix, year, ids: [] };
    one.ids.push(id);
    series.set(key, one);
  }
  for (const [key, { prefix, year, ids }] of [...series].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const numbers = await nextNumbers(tx, prefix, year, ids.length);
    ids.forEach((id, index) => {
      codes.set(id, `${key}-${(numbers[index] ?? '').padStart(6, '0')}`);
    });
  }
  return codes;
}
