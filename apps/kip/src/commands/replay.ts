import { randomBytes } from 'node:crypto';
import { readConfig, stopSignal } from '#libs/config';
import { dueOf } from '#libs/domain';
import { type ReplayCounts, replayCounts } from '#libs/figures';
import {
  type ReplayRow,
  type Reference,
  backendPids,
  createReplayRows,
  insertReplayRows,
  readSeed,
  writeSeed,
} from '#libs/store';
import Table from 'cli-table3';
import { type ReplayPlace, openReplay, prepare } from '../installation.js';
import { projectFile } from '../project.js';
import { BOSTON_COLUMNS, readBoston } from '../replay/boston.js';
import { caseOf, seedFor } from '../replay/boston-cases.js';
import { type Case } from '../replay/case.js';
import { type RefusedRow, checkHead } from '../replay/csv.js';
import { type ReplayFormat } from '../replay/formats.js';
import { HISTORY_COLUMNS } from '../replay/history.js';
import { type RefusedCase, readHistoryCases } from '../replay/history-cases.js';
import { peakRssMb } from '../replay/memory.js';
import { Player } from '../replay/player.js';
import { answer, answerJson, progress, tell } from './frame.js';

export interface ReplayOptions {
  readonly format: ReplayFormat;
  readonly asOf?: Date;
  readonly reference?: string;
  readonly keep?: boolean;
  readonly json?: boolean;
}

interface Read {
  readonly cases: readonly Case[];
  readonly refused: readonly RefusedRow[];
}

/** Before anything that a file could tell of. */
const BEGIN = new Date('1900-01-01T00:00:00Z');
const ROWS_AT_ONCE = 5_000;

/** Signs what nobody will ever ask for: nobody has a tracking token of a simulated database. */
const secret = randomBytes(32).toString('base64url');

/** The columns that a file of a format must name. */
const HEADS: Readonly<Record<ReplayFormat, readonly string[]>> = {
  boston: BOSTON_COLUMNS,
  kip: HISTORY_COLUMNS,
};

/** Where the reference data of a format is, from the project's root. */
const SEEDS: Readonly<Record<ReplayFormat, string>> = {
  boston: 'deploy/seed/boston',
  kip: 'deploy/seed/hue',
};

async function readCases(
  format: ReplayFormat,
  place: ReplayPlace,
  file: string,
  folder: string,
): Promise<Read> {
  switch (format) {
    case 'boston':
      return readBostonCases(place, file, folder);
    case 'kip':
      return readKipCases(place, file);
  }
}

async function readKipCases(place: ReplayPlace, file: string): Promise<Read> {
  const reference = await place.reference.get();
  const source = { reference, client: 'replay', secret, latest: null };
  const { cases, refused } = await readHistoryCases(file, source);
  return { cases, refused: refused.map((one) => ({ line: one.line, reason: reasonOf(one) })) };
}

const reasonOf = ({ faults }: RefusedCase): string =>
  faults.map(({ column, reason, remedy }) => `${column}: ${reason}; ${remedy}`).join('; ');

async function readBostonCases(place: ReplayPlace, file: string, folder: string): Promise<Read> {
  const { book } = await place.reference.get();
  const { rows, refused } = await readBoston(file, book.streamTerms('boston').calendar);
  await writeSeed(place.store, seedFor(rows, readSeed(folder)));
  place.reference.forget();
  const reference = await place.reference.get();
  return { cases: rows.map((row) => caseOf(row, reference, secret)), refused };
}

/** What the source says of a case, and the due that policy and calendar give. */
function replayRow({ line, externalId, filing, flag }: Case, { book }: Reference): ReplayRow {
  const { policy, calendar } = book.categoryTerms(filing.streamCode, filing.categoryCode);
  const ruleDueAt = policy.resolve ? dueOf(policy.resolve, filing.told.receivedAt, calendar) : null;
  return { line, externalId, reportId: filing.id, flag, ruleDueAt };
}

async function noteRows({ store, reference }: ReplayPlace, cases: readonly Case[]): Promise<void> {
  const snapshot = await reference.get();
  await store.transaction({ role: 'owner' }, async (tx) => {
    await createReplayRows(tx);
    for (let from = 0; from < cases.length; from += ROWS_AT_ONCE) {
      const some = cases.slice(from, from + ROWS_AT_ONCE);
      await insertReplayRows(
        tx,
        some.map((one) => replayRow(one, snapshot)),
      );
    }
  });
}

/** What a replay answers: what it counted, how long it took, and the memory that it needed. */
type ReplayAnswer = ReplayCounts & { readonly seconds: number; readonly peak_rss_mb: number };

const WORDS: Readonly<Record<keyof ReplayAnswer, string>> = {
  rows: 'reports',
  on_time: 'ended in time',
  late: 'ended late',
  open_overdue: 'open, overdue',
  open_in_time: 'open, in time',
  no_deadline: 'without a deadline',
  flag_agrees: "the source's flag agrees",
  flag_differs: "the source's flag differs",
  rule_fits: 'policy and calendar give the promise',
  rule_misses: 'policy and calendar give another due',
  events: 'lines of history',
  seconds: 'seconds',
  peak_rss_mb: 'MiB at most',
};

function tableOf(result: ReplayAnswer): string {
  const table = new Table({ colAligns: ['left', 'right'], style: { head: [], border: [] } });
  for (const [name, words] of Object.entries(WORDS)) {
    table.push([words, String(result[name as keyof ReplayAnswer])]);
  }
  return table.toString();
}

async function countAll(place: ReplayPlace, started: number): Promise<ReplayAnswer> {
  const { counts, pids } = await place.store.transaction({ role: 'owner' }, async (tx) => ({
    counts: await replayCounts(tx),
    pids: place.serverIsOurs ? await backendPids(tx) : [],
  }));
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { ...counts, seconds, peak_rss_mb: peakRssMb(pids) };
}

async function replayIn(
  place: ReplayPlace,
  file: string,
  options: ReplayOptions,
  stop: AbortSignal,
): Promise<{ refused: readonly RefusedRow[] }> {
  const folder = options.reference ?? projectFile(SEEDS[options.format]);
  await prepare(place, 'simulated', BEGIN, folder);
  const { cases, refused } = await readCases(options.format, place, file, folder);
  tell(`${cases.length} rows read, ${refused.length} refused`);
  await noteRows(place, cases);
  const player = new Player({ store: place.store, reference: await place.reference.get() });
  await player.play(cases, options.asOf ?? new Date(), progress('reports replayed'), stop);
  return { refused: [...refused, ...player.refused] };
}

/**
 * `kip replay FILE`: plays a history of cases through the stages in a simulated database of its
 * own, and counts what came of it. Exit code 1 where rows were refused.
 */
export async function replay(file: string, options: ReplayOptions): Promise<number> {
  const stop = stopSignal();
  const started = performance.now();
  const config = readConfig(process.env);
  await checkHead(file, HEADS[options.format]);
  const place = await openReplay({ config, demo: true, notice: tell });
  try {
    const { refused } = await replayIn(place, file, options, stop);
    const result = await countAll(place, started);
    for (const { line, reason } of refused) tell(`line ${line}: ${reason}`);
    if (options.json) answerJson(result);
    else answer(tableOf(result));
    return refused.length === 0 ? 0 : 1;
  } finally {
    if (options.keep) tell(`kept: the database ${place.database}`);
    else await place.drop();
    await place.close();
  }
}
