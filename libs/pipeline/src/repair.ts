import { factsOf, nextActionAt } from '#libs/domain';
import {
  type DeadRouting,
  type Reference,
  type ReportFile,
  type Store,
  type Tx,
  deadRoutings,
  loadReference,
  lockReport,
  readFiles,
  recordRepair,
  rewriteFacts,
  routeAgain,
  tickAlive,
  writeNextAct,
} from '#libs/store';
import { type Mend, type Violation, checkFile } from './check-report.js';
import { type Check, type CheckProgress, check } from './check.js';

/** Something that is put right, or would be. */
export interface Mended {
  readonly reportId: string;
  readonly code: string;
  readonly invariant: string;
  readonly mended: Mend;
  readonly what: string;
}

/** What a repair did, or would do, and what it leaves to people. */
export interface RepairResult {
  readonly check: Check;
  readonly mended: readonly Mended[];
  readonly left: readonly Violation[];
  /** Routings that died again after they had been put on their way by a repair. */
  readonly deadAgain: readonly DeadRouting[];
}

/**
 * Puts right what can be worked out from the report and its history, and only that: next acts, facts,
 * and routings that were lost, died, or are done without an effect. No act is invented: the history
 * stays as it is, and each repair is written down beside it. A report whose history cannot be trusted
 * is left alone. Done twice it does nothing the second time.
 *
 * @param options `whole`: everything is looked at, and not only what was written since the last check;
 *   `dryRun`: nothing is changed; `byWhom`: who is written down
 */
export async function repair(
  store: Store,
  options: { readonly whole: boolean; readonly dryRun: boolean; readonly byWhom: string },
  progress?: CheckProgress,
): Promise<RepairResult> {
  const { whole, dryRun, byWhom } = options;
  const found = await check(store, { whole, remember: !dryRun }, progress);
  const untrusted = new Set(found.violations.filter(breaksHistory).map(({ reportId }) => reportId));
  const mendable = ({ mend, reportId }: Violation): boolean =>
    mend !== undefined && reportId !== null && !untrusted.has(reportId);
  const left = found.violations.filter((one) => !mendable(one));
  const todo = found.violations.filter(mendable);
  const dead = await store.transaction({ role: 'owner' }, deadRoutings);
  const deadAgain = dead.filter(({ mendedBefore }) => mendedBefore);
  const deadOnce = dead.filter(
    ({ mendedBefore, reportId }) => !mendedBefore && !untrusted.has(reportId),
  );
  const mended: Mended[] = [];
  if (dryRun) {
    mended.push(...todo.flatMap(asMended), ...deadOnce.map(asRevived));
    return { check: found, mended, left, deadAgain };
  }
  const reference = await store.transaction({ role: 'owner' }, loadReference);
  for (const reportId of new Set(todo.map((one) => one.reportId))) {
    if (reportId === null) continue;
    const done = await store.transaction({ role: 'owner' }, (tx) =>
      mendReport(tx, reference, reportId, byWhom),
    );
    mended.push(...done.mended);
    left.push(...done.left);
  }
  for (const one of deadOnce) {
    if (await store.transaction({ role: 'owner' }, (tx) => revive(tx, one, byWhom))) {
      mended.push(asRevived(one));
    }
  }
  return { check: found, mended, left, deadAgain };
}

/** What is worked out from a history that is broken would be as broken. */
function breaksHistory({ invariant, mend }: Violation): boolean {
  return mend === undefined && ['I1', 'I2', 'I4', 'I5', 'I8'].includes(invariant);
}

function asMended({ reportId, id, invariant, mend, what }: Violation): Mended[] {
  return mend && reportId !== null ? [{ reportId, code: id, invariant, mended: mend, what }] : [];
}

const asRevived = ({ reportId, code }: DeadRouting): Mended => ({
  ...{ reportId, code, invariant: 'I3', mended: 'delivery' },
  what: 'received, and its routing is a dead letter',
});

/** One report, as it stands now: somebody may have acted on it since it was looked at. */
async function mendReport(
  tx: Tx,
  reference: Reference,
  reportId: string,
  byWhom: string,
): Promise<{ mended: readonly Mended[]; left: readonly Violation[] }> {
  await lockReport(tx, reportId);
  const tick = await tickAlive(tx);
  const look = async (): Promise<[ReportFile | undefined, readonly Violation[]]> => {
    const [file] = await readFiles(tx, [reportId]);
    return [file, file ? checkFile(file, reference.book, tick) : []];
  };
  const [file, found] = await look();
  if (!file || found.some(breaksHistory)) return { mended: [], left: found };
  const todo = found.flatMap(asMended);
  for (const one of todo) {
    const change = await put(tx, reference, file, one.mended);
    await recordRepair(tx, { ...one, ...change, byWhom });
  }
  const [, after] = await look();
  return { mended: todo, left: after.filter(({ mend }) => mend !== undefined) };
}

async function put(
  tx: Tx,
  { book }: Reference,
  { report, facts, nextActionAt: stored }: ReportFile,
  mend: Mend,
): Promise<{ before: unknown; after: unknown }> {
  switch (mend) {
    case 'next_act': {
      const next = nextActionAt(report, book);
      await writeNextAct(tx, report.id, next);
      return { before: stored, after: next };
    }
    case 'facts': {
      const anew = factsOf(report, book);
      await rewriteFacts(tx, report.id, anew);
      return { before: facts, after: anew };
    }
    case 'delivery': {
      const before = await routeAgain(tx, report.id);
      return { before: before ?? null, after: 'pending' };
    }
  }
}

/** @returns whether it was still dead, and is on its way now */
async function revive(
  tx: Tx,
  { id, reportId, code }: DeadRouting,
  byWhom: string,
): Promise<boolean> {
  await lockReport(tx, reportId);
  const still = (await deadRoutings(tx)).some((one) => one.id === id && !one.mendedBefore);
  if (!still) return false;
  const before = await routeAgain(tx, reportId);
  const { invariant, mended } = asRevived({ id, reportId, code, mendedBefore: false });
  await recordRepair(tx, { reportId, invariant, mended, before, after: 'pending', byWhom });
  return true;
}
