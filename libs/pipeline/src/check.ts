import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CheckMark,
  type OddRow,
  type Reference,
  type SealHead,
  type Standing,
  type Store,
  type Tx,
  acceptedWithoutReport,
  breachesTooEarly,
  brokenSeals,
  countDeliveries,
  effectsNotOnce,
  keysWithSeveralReports,
  loadReference,
  passedOver,
  readFiles,
  readStanding,
  reportIdsAfter,
  reportsWrittenSince,
  rulesWrittenSince,
  sealHead,
  sealNumbered,
  sealStands,
  sealsWrittenSince,
  strayEvents,
  strayEventsSince,
  tickAlive,
  waitingTooLong,
  writeMark,
} from '#libs/store';
import { type Invariant, type Violation, checkFile, violation } from './check-report.js';

const BATCH = 200;
const SEALS = 1_000;
/** Where more has changed than this, looking at everything is not much dearer. */
const MOST_CHANGED = 100_000;
/** So long an event that waits for its seal is watched before it counts as passed over. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 500;

/** Is told how far a check is. */
export interface CheckProgress {
  readonly reports: (done: number) => void;
  readonly seals: (done: number, all: number) => void;
}

const SILENT: CheckProgress = { reports: () => undefined, seals: () => undefined };

/** Why a check looked at everything. */
export type WholeBecause = 'asked' | 'first' | 'rules_changed' | 'much_changed';

/** What a check has found. */
export interface Check {
  /** How many reports it looked at. */
  readonly reports: number;
  readonly violations: readonly Violation[];
  /** Null: at what was written since the last check, and what was broken then. */
  readonly whole: WholeBecause | null;
  /** When everything was last looked at before; null: never. */
  readonly wholeBefore: Date | null;
  readonly deadLetters: number;
  /** The last seal; null: nothing has been sealed. */
  readonly sealed: SealHead | null;
}

/** What is looked at: everything, or what was written since a mark. */
type Extent =
  | { readonly whole: WholeBecause }
  | { readonly whole: null; readonly since: CheckMark; readonly ids: readonly string[] };

interface Looked {
  readonly reports: number;
  readonly violations: readonly Violation[];
  /** Events that wait for a seal suspiciously long. */
  readonly suspects: readonly OddRow[];
  /** The last seal up to which all verify; null: none. */
  readonly verified: SealHead | null;
}

/**
 * Holds a database against the invariants that it must keep, while the system goes on working: all of
 * it is read as it stands at one instant. Looks at what was written since the last check, at what was
 * broken then, and at what time alone may have broken; or at everything.
 *
 * @param options `whole`: everything; `remember`: the next check goes on from this one
 */
export async function check(
  store: Store,
  options: { readonly whole: boolean; readonly remember: boolean },
  progress: CheckProgress = SILENT,
): Promise<Check> {
  const { looked, standing, whole, deadLetters, sealed } = await store.snapshot(
    { role: 'owner' },
    async (tx) => {
      const standing = await readStanding(tx);
      const extent = await extentOf(tx, standing.mark, options.whole);
      const looked = await look(tx, await loadReference(tx), extent, standing.mark, progress);
      const { dead: deadLetters } = await countDeliveries(tx);
      return { looked, standing, whole: extent.whole, deadLetters, sealed: await sealHead(tx) };
    },
  );
  const { reports, verified, suspects } = looked;
  const passed = await confirmed(store, suspects, sealed?.number ?? 0);
  const violations = [...looked.violations, ...passed];
  if (options.remember && !standing.follows) {
    await remember(store, standing, { verified, whole: whole !== null, violations });
  }
  const wholeBefore = standing.mark?.wholeAt ?? null;
  return { reports, violations, whole, wholeBefore, deadLetters, sealed };
}

/**
 * Holds everything that a transaction sees against the invariants, and remembers nothing.
 * @param progress is told how many reports have been looked at
 */
export async function checkInvariants(
  tx: Tx,
  reference: Reference,
  progress: (reports: number) => void = () => undefined,
): Promise<{ reports: number; violations: readonly Violation[] }> {
  const telling = { ...SILENT, reports: progress };
  const looked = await look(tx, reference, { whole: 'asked' }, null, telling);
  const { reports, violations, suspects } = looked;
  return { reports, violations: [...violations, ...odd('I8', suspects)] };
}

async function extentOf(tx: Tx, mark: CheckMark | null, asked: boolean): Promise<Extent> {
  if (asked) return { whole: 'asked' };
  if (!mark) return { whole: 'first' };
  if (await rulesWrittenSince(tx, mark)) return { whole: 'rules_changed' };
  const ids = await reportsWrittenSince(tx, mark, MOST_CHANGED + 1);
  return ids.length > MOST_CHANGED ? { whole: 'much_changed' } : { whole: null, since: mark, ids };
}

async function look(
  tx: Tx,
  reference: Reference,
  extent: Extent,
  mark: CheckMark | null,
  progress: CheckProgress,
): Promise<Looked> {
  const among = extent.whole === null ? extent.ids : null;
  const violations: Violation[] = [
    ...odd('I1', await acceptedWithoutReport(tx, among)),
    ...odd('I2', await keysWithSeveralReports(tx, among)),
    ...odd('I4', await effectsNotOnce(tx, among)),
    ...odd('I6', await breachesTooEarly(tx, among)),
  ];
  const seals = await lookAtSeals(tx, extent, mark, progress);
  violations.push(...seals.violations);
  const tick = await tickAlive(tx);
  let reports = 0;
  for await (const ids of batches(tx, among)) {
    const files = await readFiles(tx, ids);
    for (const file of files) violations.push(...checkFile(file, reference.book, tick));
    reports += files.length;
    progress.reports(reports);
  }
  return { reports, violations, suspects: await waitingTooLong(tx), verified: seals.verified };
}

async function* batches(
  tx: Tx,
  among: readonly string[] | null,
): AsyncGenerator<readonly string[]> {
  if (among !== null) {
    for (let from = 0; from < among.length; from += BATCH) yield among.slice(from, from + BATCH);
    return;
  }
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await reportIdsAfter(tx, after, BATCH);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}

async function lookAtSeals(
  tx: Tx,
  extent: Extent,
  mark: CheckMark | null,
  progress: CheckProgress,
): Promise<{ violations: readonly Violation[]; verified: SealHead | null }> {
  const head = (await sealHead(tx))?.number ?? 0;
  const since = extent.whole === null ? extent.since : null;
  const broken = [];
  for (const number of since ? await sealsWrittenSince(tx, since) : []) {
    broken.push(...(await brokenSeals(tx, number - 1, number)));
  }
  const stands = mark === null || (await sealStands(tx, mark));
  // Where the seal that verified last is another one now, nothing before it counts as verified.
  for (let after = stands ? (since?.seal ?? 0) : 0; after < head; after += SEALS) {
    broken.push(...(await brokenSeals(tx, after, Math.min(after + SEALS, head))));
    progress.seals(Math.min(after + SEALS, head), head);
  }
  const stray =
    extent.whole === null
      ? await strayEventsSince(tx, extent.since, extent.ids)
      : await strayEvents(tx);
  const violations = odd('I8', [...broken, ...stray]);
  // Never beyond the first one that is broken: the next check begins there again.
  const last = Math.min(head, ...broken.map(({ seal }) => seal - 1));
  const verified = await sealNumbered(tx, last);
  if (stands) return { violations, verified };
  const at = { id: `seal ${mark.seal}`, reportId: null };
  violations.push(violation('I8', at, 'it verified at an earlier check, and is another or gone'));
  return { violations, verified: { number: mark.seal, hash: mark.sealHash ?? '' } };
}

function odd(invariant: Invariant, rows: readonly OddRow[]): Violation[] {
  // Two questions may have found the same.
  const found = new Map(rows.map((row) => [`${row.what} ${row.id}`, row]));
  return [...found.values()].map((row) => violation(invariant, row, row.what));
}

/**
 * An event may have been committed long after it was written, or be waiting behind many others: so
 * what looks passed over is watched until it is sealed, or a batch has surely seen and left it.
 */
async function confirmed(
  store: Store,
  suspects: readonly OddRow[],
  head: number,
): Promise<readonly Violation[]> {
  let left = suspects;
  const end = performance.now() + PATIENCE_MS;
  while (left.length > 0) {
    const ids = left.map(({ id }) => id);
    const fate = await store.transaction({ role: 'owner' }, (tx) => passedOver(tx, ids, head));
    const waiting = new Set(fate.waiting);
    left = left.filter(({ id }) => waiting.has(id));
    if (fate.certainly || performance.now() > end) break;
    await sleep(LOOK_EVERY_MS);
  }
  return odd('I8', left);
}

async function remember(
  store: Store,
  { place, lookedBefore, at, mark }: Standing,
  done: {
    readonly verified: SealHead | null;
    readonly whole: boolean;
    readonly violations: readonly Violation[];
  },
): Promise<void> {
  const { verified, whole, violations } = done;
  const broken = violations.flatMap(({ reportId }) => (reportId === null ? [] : [reportId]));
  const next: CheckMark = {
    ...{ place, lookedBefore },
    seal: verified?.number ?? 0,
    sealHash: verified?.hash ?? null,
    broken: [...new Set(broken)],
    checkedAt: at,
    wholeAt: whole ? at : (mark?.wholeAt ?? at),
  };
  await store.transaction({ role: 'owner' }, (tx) => writeMark(tx, next));
}
