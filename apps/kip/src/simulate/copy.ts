import { type OtherTerms, type Recount, whatIf } from '#libs/domain';
import {
  type Reference,
  type Store,
  insertCopies,
  insertReferenceRows,
  loadReports,
  readReferenceRows,
  receivedReports,
} from '#libs/store';

const AT_ONCE = 500;

/** How the clocks of the copied reports were counted. */
export interface Copied {
  readonly reports: number;
  readonly clocks: Readonly<Record<Recount['how'], number>>;
}

/** The reference data of one installation, written into a simulated database of its own. */
export async function copyReference(from: Store, to: Store): Promise<void> {
  const rows = await from.transaction({ role: 'worker' }, readReferenceRows);
  await to.transaction({ role: 'owner' }, (tx) => insertReferenceRows(tx, rows));
}

/** What is copied, and as what. */
export interface Copying {
  readonly span: { readonly from: Date; readonly to: Date };
  /** Under which terms the reports would have been; see `whatIf`. */
  readonly other: OtherTerms;
  /** Clocks run up to this instant. */
  readonly asOf: Date;
}

/**
 * Copies the reports of a span into a simulated database as they would have been under other terms.
 * What stands in the source is only read.
 * @param reference of the copy: it has the revisions of the source, and those of the other terms
 * @param told of how many reports have been copied so far
 */
export async function copyReports(
  from: Store,
  to: Store,
  reference: Reference,
  { span, other, asOf }: Copying,
  told: (done: number) => void,
): Promise<Copied> {
  const clocks = { moves: 0, same: 0, told: 0, set: 0 };
  let reports = 0;
  for (let after: string | null = null; ;) {
    const last: string | null = after;
    const read = await from.transaction({ role: 'worker' }, async (tx) => {
      const ids = await receivedReports(tx, span, last, AT_ONCE);
      return { ids, reports: await loadReports(tx, ids) };
    });
    const would = read.reports.map((report) => whatIf(report, other, reference.book, asOf));
    await to.transaction({ role: 'owner' }, (tx) =>
      insertCopies(
        tx,
        would.map(({ report }) => report),
        reference.book,
      ),
    );
    for (const { recounts } of would) for (const { how } of recounts) clocks[how] += 1;
    reports += would.length;
    told(reports);
    after = read.ids.at(-1) ?? null;
    if (read.ids.length < AT_ONCE) return { reports, clocks };
  }
}
