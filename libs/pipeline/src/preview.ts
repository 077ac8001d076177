import { type OtherTerms, type Recount, recountsOf } from '#libs/domain';
import { type Reference, type RunsOn, type Tx, loadReports, runningReports } from '#libs/store';

/** One clock of an open report, counted under other terms. */
export interface PreviewedClock extends Recount {
  readonly code: string;
  readonly streamCode: string;
  readonly categoryCode: string | null;
  /** The unit that has the report, also for what is owed to the citizen. */
  readonly holder: string | null;
}

/** A page of a preview; `next` is null on the last one. */
export interface PreviewPage {
  readonly reports: number;
  readonly clocks: readonly PreviewedClock[];
  readonly next: string | null;
}

/**
 * What the running clocks of open reports would have under other terms, those within sight, page by
 * page in the order of the reports' ids. Nothing is changed.
 * @param after `next` of the page before; null: the first page
 */
export async function previewPage(
  tx: Tx,
  reference: Reference,
  { on, other }: { readonly on: RunsOn; readonly other: OtherTerms },
  after: string | null,
  limit: number,
): Promise<PreviewPage> {
  const ids = await runningReports(tx, on, after, limit);
  const reports = await loadReports(tx, ids);
  const clocks = reports
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((report) => {
      const { code, streamCode, categoryCode } = report;
      const holder = report.legs.find(({ endedAt }) => endedAt === null)?.unitCode ?? null;
      const of = { code, streamCode, categoryCode, holder };
      return recountsOf(report, other, reference.book, tx.now).map((one) => ({ ...of, ...one }));
    });
  const next = ids.length < limit ? null : (ids.at(-1) ?? null);
  return { reports: reports.length, clocks, next };
}
