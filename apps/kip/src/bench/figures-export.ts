import { get } from 'node:http';
import { type ExportCalls } from './processes/export.js';
import { startChild } from './children.js';

/** What an export took. */
export interface ExportResult {
  readonly csv_rows: number;
  /** So much more memory the desk's process had while it was sent, in mebibytes. */
  readonly csv_extra_mb: number;
  readonly csv_seconds: number;
}

const PERSON = 'sup-1';

/** Takes an answer as it comes, keeps nothing of it, and counts its lines. */
function lines(url: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, (answer) => {
      let many = 0;
      answer.on('data', (piece: Buffer) => {
        for (const byte of piece) if (byte === 0x0a) many += 1;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(many);
        else reject(new Error(`answered ${answer.statusCode ?? 0}`));
      });
    }).on('error', reject);
  });
}

/**
 * All reports of a time over HTTP, from a desk's process that does nothing else, as somebody who sees everything.
 * @param small a time of a few: what is loaded at the first export is loaded by it, and not measured
 */
export async function measureExport(
  database: string,
  times: Readonly<Record<'small' | 'large', { readonly from: string; readonly to: string }>>,
): Promise<ExportResult> {
  const child = startChild<ExportCalls>('export');
  try {
    const { url } = await child.ask('start', { database, person: PERSON });
    const address = ({ from, to }: { readonly from: string; readonly to: string }): URL =>
      new URL(`/v1/figures/reports.csv?from=${from}&to=${to}`, url);
    await lines(address(times.small));
    const before = await child.ask('watch', null);
    const begun = performance.now();
    const many = await lines(address(times.large));
    const seconds = (performance.now() - begun) / 1_000;
    const most = await child.ask('most', null);
    // The first line names the columns.
    return { csv_rows: many - 1, csv_extra_mb: most - before, csv_seconds: seconds };
  } finally {
    await child.end();
  }
}
