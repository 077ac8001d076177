import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultPlan } from '#libs/config';
import { migrateQueues } from '#libs/queue';
import {
  ReferenceCache,
  Store,
  countDeliveries,
  migrateDatabase,
  readSeed,
  writeSeed,
} from '#libs/store';
import { type Random } from '../demo/random.js';
import { freePort } from '../embedded/port.js';
import { projectFile } from '../project.js';
import { type RedisServer, startRedisServer } from '../redis-server.js';
import { App, type AppName, type Start } from './app.js';
import { Client } from './client.js';
import { Ledger } from './ledger.js';
import { type FaultEngine } from './names.js';
import { type PostgresServer, startPostgres } from './postgres.js';
import { type FaultProxy, startProxy, through } from './proxy.js';

/** Where every run's simulated time begins: Monday 2 March 2026, 09:00 in Huế. */
const BEGIN = new Date('2026-03-02T02:00:00Z');
const DATABASE = 'faults';
const SECRET = 'a-secret-of-the-fault-suite-and-of-nothing-else';
/** Memory of a process, so that one which eats without end does not eat the machine. */
const HEAP = '--max-old-space-size=192';

/** A whole installation in small, each app a process, with everything between them to be broken. */
export interface World {
  readonly engine: FaultEngine;
  readonly random: Random;
  readonly postgres: PostgresServer;
  /** Null: the queues are in the database. */
  readonly redis: RedisServer | null;
  /** Between the apps and the database. */
  readonly toDatabase: FaultProxy;
  /** Between the apps and Redis; null: the queues are in the database. */
  readonly toRedis: FaultProxy | null;
  /** Between citizens and the intake. */
  readonly toIntake: FaultProxy;
  readonly intake: App;
  readonly routers: readonly [App, App];
  readonly deadlines: App;
  readonly client: Client;
  readonly ledger: Ledger;
  /** On a connection that no fault touches. */
  readonly store: Store;
  readonly reference: ReferenceCache;
  /** How each app is started when nothing in particular is to go wrong. */
  readonly usual: Start;
  close(): Promise<void>;
}

export const appsOf = ({ intake, routers, deadlines }: World): readonly App[] => [
  intake,
  ...routers,
  deadlines,
];

async function prepareDatabase(postgres: PostgresServer): Promise<Store> {
  await postgres.createDatabase(DATABASE);
  const store = await Store.open(postgres.url(DATABASE), 4);
  // The server is killed on purpose: what that breaks is opened again by the next question.
  store.onTrouble(() => undefined);
  await migrateQueues(store);
  await migrateDatabase(store, 'simulated', BEGIN);
  await writeSeed(store, readSeed(projectFile('deploy/seed/hue')));
  return store;
}

/**
 * Starts everything.
 * @param plan what is to go wrong in every app from the start on
 */
export async function startWorld(
  engine: FaultEngine,
  random: Random,
  plan: FaultPlan,
): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-ledger-'));
  const postgres = await startPostgres();
  const redis = engine === 'redis' ? await startRedisServer(false) : null;
  const store = await prepareDatabase(postgres);
  const toDatabase = await startProxy(postgres);
  const toRedis = redis ? await startProxy(redis) : null;
  const intakePort = await freePort();
  const toIntake = await startProxy({ port: intakePort });
  const env = {
    DATABASE_URL: through(toDatabase, postgres.url(DATABASE)),
    ...(toRedis && { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
    KIP_HOME: folder,
    KIP_SECRET: SECRET,
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: SECRET,
    KIP_PORT: String(intakePort),
    KIP_LOG_LEVEL: 'warn',
    // Its citizens all file from this machine.
    ...{ KIP_LIMITS: 'off', KIP_HOLD_FLOODS: 'off' },
  };
  const app = (name: AppName): App => new App(name, env);
  const ledger = new Ledger(path.join(folder, 'ledger'));
  const usual = { plan, nodeOptions: HEAP };
  const world: World = {
    ...{ engine, random, postgres, redis, toDatabase, toRedis, toIntake, store, ledger, usual },
    intake: app('intake'),
    routers: [app('router'), app('router')],
    deadlines: app('deadlines'),
    client: new Client(`http://127.0.0.1:${toIntake.port}`, ledger, random),
    reference: new ReferenceCache(store),
    close: async () => {
      await Promise.all(appsOf(world).map((one) => one.stop()));
      await store.close();
      await Promise.all([toDatabase.close(), toIntake.close(), toRedis?.close()]);
      await redis?.stop();
      await postgres.stop();
      ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all(appsOf(world).map((one) => one.run(usual)));
  } catch (error) {
    await world.close();
    throw error;
  }
  return world;
}

/** Waits until every app is ready, after whatever was done to them. */
export async function allReady(world: World): Promise<void> {
  await Promise.all(appsOf(world).map((one) => one.ready()));
}

const LOOK_EVERY_MS = 100;

/**
 * Waits until no delivery is under way, for as long as they become fewer.
 * @param withinMs so long none more was done: what is left will not be
 * @returns the seconds that it took; null where some were left
 */
export async function recovered({ store }: World, withinMs: number): Promise<number | null> {
  const begin = performance.now();
  let fewest = Number.POSITIVE_INFINITY;
  let fewestAt = begin;
  for (;;) {
    const { underWay } = await store.transaction({ role: 'worker' }, countDeliveries);
    const now = performance.now();
    if (underWay === 0) return Math.round((now - begin) / 100) / 10;
    if (underWay < fewest) [fewest, fewestAt] = [underWay, now];
    if (now - fewestAt > withinMs) return null;
    await sleep(LOOK_EVERY_MS);
  }
}
