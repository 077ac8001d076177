import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { deadlineStage } from '#libs/pipeline';
import { type Place, QueueModule, openEngine } from '#libs/queue';
import { ReferenceCache, Store, setClock } from '#libs/store';
import { openWatch } from '#libs/watch';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { deadlinesTick } from '../../../../deadlines/src/deadlines.work.js';
import { deadlinesHandlers } from '../../../../deadlines/src/mail.work.js';
import { serveParent } from '../children.js';
import { runLoop, statementsOf } from '../statements.js';

/** In MiB: of the whole process, the most of it since the worker was started, and what is in use. */
export interface Memory {
  readonly rssMb: number;
  readonly peakMb: number;
  readonly heapMb: number;
}

/** The deadlines' worker in a process of its own, set up as that app's process is. */
export interface TickCalls {
  open(place: { readonly database: string; readonly poolSize: number }): Promise<void>;
  /** Ticks a second of the installation's clock apart, one by one; how long each took. */
  idle(what: { readonly from: string; readonly ticks: number }): Promise<readonly number[]>;
  /** Starts the worker: it ticks by itself from now on, and carries out what its ticks leave. */
  start(nothing: null): Promise<void>;
  /** What the process holds now; it collects its garbage first, after looking at its size. */
  memory(nothing: null): Promise<Memory>;
  stop(nothing: null): Promise<void>;
  /** A batch of the stage, and another one's bare statements, turn about; milliseconds of each. */
  batches(what: {
    readonly many: number;
  }): Promise<{ readonly stageMs: readonly number[]; readonly bareMs: readonly number[] }>;
}

const SECOND_MS = 1_000;
const MB = 2 ** 20;
const SAMPLE_MS = 20;
let place: Place | null = null;
let app: INestApplicationContext | null = null;
let sampler: NodeJS.Timeout | undefined;
let peak = 0;

function opened(): Place {
  if (!place) throw new Error('not open');
  return place;
}

const open: TickCalls['open'] = async ({ database, poolSize }) => {
  const off = { logLevel: null, metricsPort: null, metricsHost: '127.0.0.1' };
  await openWatch('deadlines', off, 'warn');
  const store = await Store.open(database, poolSize);
  const engine = openEngine({ redis: null }, database);
  await engine.refusal(5_000);
  place = { store, reference: new ReferenceCache(store), engine };
};

const idle: TickCalls['idle'] = async ({ from, ticks }) => {
  const { store, reference } = opened();
  const tick = deadlinesTick(store, reference);
  const took: number[] = [];
  for (let second = 1; second <= ticks; second += 1) {
    await setClock(store, new Date(new Date(from).getTime() + second * SECOND_MS));
    const begun = performance.now();
    await tick();
    took.push(performance.now() - begun);
  }
  return took;
};

const start: TickCalls['start'] = async () => {
  const { store, reference } = opened();
  const mail = { server: null, digestMinutes: 15, publicUrl: null };
  const deadlines = { tick: deadlinesTick(store, reference), handlers: deadlinesHandlers(mail) };
  app = await NestFactory.createApplicationContext(QueueModule.on(opened(), { deadlines }), {
    logger: false,
  });
  peak = process.memoryUsage.rss();
  sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
};

/** Node lets its garbage lie until it needs the room; what is left after this is in use. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}

const memory: TickCalls['memory'] = async () => {
  const rss = process.memoryUsage.rss();
  collectGarbage();
  const { heapUsed } = process.memoryUsage();
  return { rssMb: rss / MB, peakMb: Math.max(peak, rss) / MB, heapMb: heapUsed / MB };
};

const stop: TickCalls['stop'] = async () => {
  clearInterval(sampler);
  await app?.close();
  app = null;
};

const batches: TickCalls['batches'] = async ({ many }) => {
  const { store, reference } = opened();
  const snapshot = await reference.get();
  const stageMs: number[] = [];
  const bareMs: number[] = [];
  const stage = async (): Promise<void> => {
    const begun = performance.now();
    const { done } = await store.transaction({ role: 'worker' }, (tx) =>
      deadlineStage(tx, snapshot),
    );
    stageMs.push(performance.now() - begun);
    if (done === 0) throw new Error('nothing was due for the stage');
  };
  const bare = async (): Promise<void> => {
    const own = await statementsOf(store, async (tx) => {
      await deadlineStage(tx, snapshot);
    });
    bareMs.push(SECOND_MS / (await runLoop(store, [own], 1)));
  };
  for (let turn = 0; turn < many; turn += 1) {
    for (const one of turn % 2 === 0 ? [stage, bare] : [bare, stage]) await one();
  }
  return { stageMs, bareMs };
};

serveParent<TickCalls>({ open, idle, start, memory, stop, batches }, async () => {
  await stop(null);
  await place?.engine.close();
  await place?.store.close();
});
