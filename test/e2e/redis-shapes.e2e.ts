import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { QueueModule, TickRequests, requireSafeQueues } from '#libs/queue';
import { deadlinesTick } from '../../apps/deadlines/src/deadlines.work.js';
import { deadlinesHandlers } from '../../apps/deadlines/src/mail.work.js';
import { routerHandlers } from '../../apps/router/src/router.work.js';
import { fileReports } from '../harness/filing.js';
import { type TestRedis } from '../harness/redis.js';
import {
  type RedisCluster,
  type WatchedRedis,
  startRedisCluster,
  startWatchedRedis,
} from '../harness/redis-shapes.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';
import { NO_MAIL, drained, eventually } from '../harness/working.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(smallReference);
}, 60_000);
afterAll(async () => {
  await server.stop();
});

/** A database of its own whose queues are in that Redis, and workers on all of them. */
async function startOn(
  redis: TestRedis,
): Promise<{ database: TestDatabase; workers: INestApplicationContext }> {
  const database = await freshDatabase({ ...server, redisUrl: redis.url });
  await requireSafeQueues(database.engine);
  const tick = deadlinesTick(database.store, database.reference);
  const deadlines = { tick, handlers: deadlinesHandlers(NO_MAIL) };
  const workers = await NestFactory.createApplicationContext(
    QueueModule.on(database, { router: routerHandlers, deadlines }),
    { logger: ['error'] },
  );
  return { database, workers };
}

/** Ends all of it; the servers also where the workers do not end in time, as after a failed test. */
async function stopAll(
  redis: TestRedis,
  workers: INestApplicationContext,
  database: TestDatabase,
): Promise<void> {
  const closed = await Promise.race([
    workers.close().then(() => true),
    setTimeout(15_000, false, { ref: false }),
  ]);
  await redis.stop();
  await database.drop();
  expect(closed).toBe(true);
}

async function unrouted({ store }: TestDatabase): Promise<number> {
  const [row] = await store.transaction({ role: 'worker' }, (tx) =>
    tx.query<{ many: number }>(
      `SELECT count(*)::int AS many FROM reports WHERE state = 'received'`,
    ),
  );
  return row?.many ?? 0;
}

/** How many seals there are: a tick makes one where there is something to seal. */
async function sealed({ store }: TestDatabase): Promise<number> {
  const [row] = await store.transaction({ role: 'worker' }, (tx) =>
    tx.query<{ many: number }>('SELECT count(*)::int AS many FROM seals'),
  );
  return row?.many ?? 0;
}

describe('queues in a Redis that Sentinels watch', () => {
  let redis: WatchedRedis;
  let database: TestDatabase;
  let workers: INestApplicationContext;
  beforeAll(async () => {
    redis = await startWatchedRedis();
    ({ database, workers } = await startOn(redis));
  }, 60_000);
  afterAll(() => stopAll(redis, workers, database), 30_000);

  it('route and tick, and go on where the replica takes the place of the master', async () => {
    await fileReports(database, 3);
    await drained(database);
    await workers.get(TickRequests, { strict: false }).tick();
    const before = await sealed(database);
    expect(before).toBeGreaterThan(0);

    await redis.changeOver();
    await fileReports(database, 2);
    await drained(database, 45_000);

    await redis.killMaster();
    await fileReports(database, 1);
    await eventually(() => redis.promoted(), 40_000);
    await drained(database, 45_000);
    expect(await unrouted(database)).toBe(0);
    await workers.get(TickRequests, { strict: false }).tick();
    expect(await sealed(database)).toBeGreaterThan(before);
    expect(await database.engine.settings()).toHaveLength(1);
  }, 150_000);
});

describe('queues in a Redis Cluster', () => {
  let redis: RedisCluster;
  let database: TestDatabase;
  let workers: INestApplicationContext;
  beforeAll(async () => {
    redis = await startRedisCluster();
    ({ database, workers } = await startOn(redis));
  }, 60_000);
  afterAll(() => stopAll(redis, workers, database), 30_000);

  it('route and tick, each queue on the node of its keys', async () => {
    await fileReports(database, 6);
    await drained(database);
    expect(await unrouted(database)).toBe(0);
    await workers.get(TickRequests, { strict: false }).tick();
    expect(await sealed(database)).toBeGreaterThan(0);
    expect((await redis.keys()).reduce((sum, keys) => sum + keys, 0)).toBeGreaterThan(0);
    expect(await database.engine.settings()).toHaveLength(3);
  }, 60_000);
});
