import { setTimeout as sleep } from 'node:timers/promises';
import { DEADLINE_BATCH } from '#libs/pipeline';
import {
  type BreachAccount,
  type Store,
  breachAccount,
  countBreaches,
  countOpenLegs,
  secondsToBreach,
  serverFacts,
  setClock,
} from '#libs/store';
import { type Child, endChildren, startChild } from './children.js';
import { type DueFigures, benchDue } from './due.js';
import { type Planted, STORY_BEGINS, plant } from './planting.js';
import { type Memory, type TickCalls } from './processes/tick.js';
import {
  type Figures,
  type Surroundings,
  median,
  percentile,
  short,
  surroundings,
} from './rounds.js';
import { type BenchServers, startServers } from './servers.js';

/** What is planted and how much of it falls due. */
export interface DeadlinesOptions {
  readonly openLegs: number;
  readonly due: number;
  readonly seed: number;
}

/** What the bench answers; the stored breaches were counted, and are as many as fell due. */
export interface DeadlinesResult extends DueFigures, Surroundings {
  readonly bench: 'deadlines';
  readonly ratios: Figures;
  readonly open_legs: number;
  readonly due: number;
  readonly held_back: number;
  readonly plant_seconds: number;
  readonly idle_tick_ms: number;
  readonly idle_tick_ms_p95: number;
  readonly idle_ticks: number;
  readonly breach_seconds: number;
  readonly breached_reports_per_second: number;
  readonly breaches: BreachAccount;
  readonly rss_mb_before: number;
  readonly rss_mb_peak: number;
  readonly heap_mb_before: number;
  readonly heap_mb_after: number;
  readonly stage_batch_ms: number;
  readonly bare_batch_ms: number;
  readonly batches: number;
}

/** Connections of the worker's process, as those of an app that is set up by nothing. */
const POOL = 10;
const IDLE_TICKS = 300;
/** Batches of each kind that are compared, and for how long their reports are held back. */
const MOST_BATCHES = 5;
const HELD_MS = 60_000;
const LOOK_MS = 100;
const STALLED_MS = 60_000;
/** Of each report that falls due, its promise and its leg. */
const BREACHES_OF_ONE = 2;

/** Waits until so many breaches are stored. @throws Error when no more come for a minute */
async function untilBreached(
  store: Store,
  many: number,
  told: (done: number) => void,
): Promise<void> {
  let last = { stored: 0, at: performance.now() };
  for (;;) {
    const stored = await store.transaction({ role: 'owner' }, countBreaches);
    told(Math.floor(stored / BREACHES_OF_ONE));
    if (stored >= many * BREACHES_OF_ONE) return;
    const at = performance.now();
    if (stored > last.stored) last = { stored, at };
    if (at - last.at > STALLED_MS) {
      throw new Error(
        `${stored} breaches are stored of ${many * BREACHES_OF_ONE}, and no more come`,
      );
    }
    await sleep(LOOK_MS);
  }
}

/** @throws Error where what is stored is not each leg's and each promise's breach, once */
function demandOnce(account: BreachAccount, due: number): void {
  const { other_alarms, events, clocks_told_of, ...each } = account;
  const wrong = Object.entries(each).filter(([, many]) => many !== due);
  const told = [events, clocks_told_of].some((many) => many !== due * BREACHES_OF_ONE);
  if (wrong.length === 0 && !told && other_alarms === 0) return;
  throw new Error(
    `the breaches are not those of ${due} reports, each once: ${JSON.stringify(account)}`,
  );
}

interface Breached {
  readonly seconds: number;
  readonly breaches: BreachAccount;
  readonly before: Memory;
  readonly after: Memory;
}

/** The worker ticks by itself; then the due passes. */
async function breach(
  { store }: BenchServers,
  work: Child<TickCalls>,
  { dueAt }: Planted,
  due: number,
  told: (done: number, all: number) => void,
): Promise<Breached> {
  await work.ask('start', null);
  // Its first ticks and the scheduler's first job have come.
  await sleep(3_000);
  const before = await work.ask('memory', null);
  await setClock(store, new Date(dueAt.getTime() + 1));
  await untilBreached(store, due, (done) => {
    told(done, due);
  });
  const after = await work.ask('memory', null);
  await work.ask('stop', null);
  return store.transaction({ role: 'owner' }, async (tx) => {
    const breaches = await breachAccount(tx, dueAt);
    demandOnce(breaches, due);
    return { seconds: await secondsToBreach(tx), breaches, before, after };
  });
}

/** How the bench tells of itself. */
export interface Telling {
  readonly tell: (text: string) => void;
  readonly planted: (done: number, all: number) => void;
  readonly breached: (done: number, all: number) => void;
}

/**
 * `kip bench deadlines`: what open legs cost until they are due, and how soon all that falls due at
 * one instant is recorded.
 * @throws Error where the breaches that are stored are not those that fell due, each once
 */
export async function benchDeadlines(
  { openLegs, due, seed }: DeadlinesOptions,
  { tell, planted: toldPlanted, breached: toldBreached }: Telling,
): Promise<DeadlinesResult> {
  const servers = await startServers(false, 4, STORY_BEGINS);
  const work = startChild<TickCalls>('tick');
  try {
    const { store, reference, database } = servers;
    const dues = benchDue(await reference.get(), seed);
    tell(`one due takes ${dues.due_us_median} µs (seed ${seed})`);
    const many = Math.min(MOST_BATCHES, Math.ceil(due / DEADLINE_BATCH));
    const held = 2 * many * DEADLINE_BATCH;
    const plan = { openLegs, due, held, heldMs: HELD_MS };
    const planted = await plant(servers, plan, toldPlanted, tell);
    await demandLegs(store, openLegs + held);
    await work.ask('open', { database, poolSize: POOL });
    const from = new Date(planted.dueAt.getTime() - 2 * IDLE_TICKS * 1_000);
    await setClock(store, from);
    const idle = await work.ask('idle', { from: from.toISOString(), ticks: IDLE_TICKS });
    tell(`a tick takes ${median(idle).toPrecision(3)} ms when nothing is due`);
    const breached = await breach(servers, work, planted, due, toldBreached);
    await setClock(store, new Date(planted.dueAt.getTime() + HELD_MS + 1));
    const { stageMs, bareMs } = await work.ask('batches', { many });
    const figures = short({
      plant_seconds: planted.seconds,
      idle_tick_ms: median(idle),
      idle_tick_ms_p95: percentile(idle, 0.95),
      breach_seconds: breached.seconds,
      breached_reports_per_second: due / breached.seconds,
      rss_mb_before: breached.before.rssMb,
      rss_mb_peak: breached.after.peakMb,
      heap_mb_before: breached.before.heapMb,
      heap_mb_after: breached.after.heapMb,
      stage_batch_ms: median(stageMs),
      bare_batch_ms: median(bareMs),
    });
    const ratios = short({ stage_vs_bare_statements: median(bareMs) / median(stageMs) });
    return {
      ...{ bench: 'deadlines', ratios, open_legs: openLegs, due },
      ...figures,
      ...dues,
      ...{ breaches: breached.breaches, held_back: held, idle_ticks: IDLE_TICKS, batches: many },
      ...surroundings(await serverFacts(store), undefined),
    };
  } finally {
    await work.end();
    endChildren();
    await servers.close();
  }
}

async function demandLegs(store: Store, many: number): Promise<void> {
  const open = await store.transaction({ role: 'owner' }, countOpenLegs);
  if (open !== many) throw new Error(`${open} legs were planted, not ${many}`);
}
