import 'reflect-metadata';
import { redisPlace } from '#libs/config';
import { REPORTER } from '#libs/domain';
import { FILING_FIELDS, filingBodyOf, filingOf, receiveBatch } from '#libs/pipeline';
import { type Place, QueueModule, Relay, noopJobs, openEngine } from '#libs/queue';
import { ReferenceCache, Store, countDeliveries } from '#libs/store';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { routerHandlers } from '../../../../router/src/router.work.js';
import { serveParent } from '../children.js';
import { newKey, numbers, reportBody } from '../parts.js';
import { type Statement, runLoop } from '../statements.js';
import { BENCH_SECRET } from '../variants.js';

/** The pipeline's worker in a process of its own, set up as the router's is: relay and worker. */
export interface WorkCalls {
  open(place: {
    readonly database: string;
    readonly redisUrl: string | null;
    readonly poolSize: number;
  }): Promise<void>;
  /** Files reports, whose deliveries then wait. */
  file(what: { readonly many: number; readonly seed: number }): Promise<void>;
  /** Routes what waits; a second. */
  route(what: { readonly many: number }): Promise<number>;
  /** Jobs that do nothing; a second. */
  noop(what: { readonly many: number }): Promise<number>;
  /** The statements of one report's routing after the other, by several clients; a second. */
  loop(what: {
    readonly clients: number;
    readonly all: readonly (readonly Statement[])[];
  }): Promise<number>;
}

const AT_ONCE = 100;
const PATIENCE_MS = 120_000;
let place: Place | null = null;

function opened(): Place {
  if (!place) throw new Error('not open');
  return place;
}

const open: WorkCalls['open'] = async ({ database, redisUrl, poolSize }) => {
  const off = { logLevel: null, metricsPort: null, metricsHost: '127.0.0.1' };
  await openWatch('router', off, 'warn');
  const store = await Store.open(database, poolSize);
  const engine = openEngine({ redis: redisUrl === null ? null : redisPlace(redisUrl) }, database);
  await engine.refusal(5_000);
  place = { store, reference: new ReferenceCache(store), engine };
};

const file: WorkCalls['file'] = async ({ many, seed }) => {
  const { store, reference } = opened();
  const snapshot = await reference.get();
  const next = numbers(seed);
  for (let left = many; left > 0; left -= AT_ONCE) {
    const filings = Array.from({ length: Math.min(left, AT_ONCE) }, () => {
      const door = { actor: REPORTER, channel: 'web', client: 'bench', secret: BENCH_SECRET };
      return filingOf(
        filingBodyOf(reportBody(next)),
        { ...door, channel: 'web', idempotencyKey: newKey() },
        snapshot,
        FILING_FIELDS,
      );
    });
    await store.transaction({ role: 'intake' }, (tx) => receiveBatch(tx, snapshot, filings));
  }
};

async function untilDone(store: Store, within: number): Promise<void> {
  const late = performance.now() + within;
  for (;;) {
    const { underWay, dead } = await store.transaction({ role: 'worker' }, countDeliveries);
    if (dead > 0) throw new Error(`${dead} deliveries are dead`);
    if (underWay === 0) return;
    if (performance.now() > late) throw new Error(`${underWay} deliveries were not carried out`);
    await sleep(2);
  }
}

const route: WorkCalls['route'] = async ({ many }) => {
  const { store } = opened();
  let done = 0;
  let nearlyDone: () => void = () => undefined;
  const counted = new Promise<void>((resolve) => {
    nearlyDone = resolve;
  });
  const router = {
    ...routerHandlers,
    route: async (...[tx, reference, delivered]: Parameters<typeof routerHandlers.route>) => {
      await routerHandlers.route(tx, reference, delivered);
      done += delivered.length;
      if (done >= many) nearlyDone();
    },
  };
  const app = await NestFactory.createApplicationContext(QueueModule.on(opened(), { router }), {
    logger: false,
  });
  try {
    const begun = performance.now();
    app.get(Relay).wake();
    // Only at the end is the database asked, so that asking costs nothing while it works.
    await Promise.race([counted, sleep(PATIENCE_MS, undefined, { ref: false })]);
    await untilDone(store, PATIENCE_MS);
    return many / ((performance.now() - begun) / 1_000);
  } finally {
    await app.close();
  }
};

const noop: WorkCalls['noop'] = async ({ many }) => many / (await noopJobs(opened().engine, many));

const loop: WorkCalls['loop'] = ({ clients, all }) => runLoop(opened().store, all, clients);

serveParent<WorkCalls>({ open, file, route, noop, loop }, async () => {
  await place?.engine.close();
  await place?.store.close();
});
