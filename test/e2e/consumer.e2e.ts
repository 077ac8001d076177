import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type DeliveryJob, type QueuedDelivery } from '#libs/contracts';
import { joinHandlers, type DeliveryHandlers } from '#libs/queue';
import { settleParentStage, routeStage } from '#libs/pipeline';
import { claimDeliveries } from '#libs/store';
import { Consumer } from '../../libs/queue/src/consumer.js';
import { fileReports } from '../harness/filing.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';

const MANY = 30;
let server: TestServer;
let database: TestDatabase;
let queued: readonly QueuedDelivery[];
/** Ten of them in each. */
let jobs: readonly DeliveryJob[];
/** How many deliveries each call of the routing brought. */
let calls: number[];

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await startTestServer(smallReference);
}, 60_000);
afterAll(() => server.stop());

beforeEach(async () => {
  database = await freshDatabase(server);
  calls = [];
  await fileReports(database, MANY);
  const claimed = await database.store.transaction({ role: 'worker' }, (tx) =>
    claimDeliveries(tx, MANY, MANY),
  );
  queued = claimed.map(({ id, generation }) => ({ delivery: id, generation }));
  jobs = [0, 10, 20].map((first) => ({ deliveries: queued.slice(first, first + 10) }));
});
afterEach(() => database.drop());

/** @param bad the text of a report that cannot be routed begins with it */
function consumer(bad: string | null = null): Consumer {
  const route: DeliveryHandlers<'router'>['route'] = async (tx, reference, delivered) => {
    calls.push(delivered.length);
    await routeStage(tx, reference, delivered);
    const found = await tx.query(
      'SELECT FROM reports WHERE id = ANY ($1::uuid[]) AND starts_with(text, $2)',
      [delivered.map((one) => one.reportId), bad],
    );
    if (found.length > 0) throw new Error('cannot be routed');
  };
  const handlers = joinHandlers([
    { queue: 'router', handlers: { route, settle_parent: settleParentStage } },
  ]);
  return new Consumer(database.store, database.reference, handlers);
}

async function states(): Promise<readonly { state: string; attempts: number; crashes: number }[]> {
  return database.store.dataSource.query(
    'SELECT state, attempts, crashes FROM deliveries ORDER BY state, attempts, crashes',
  );
}

async function routed(): Promise<number> {
  const rows = await database.store.dataSource.query<unknown[]>(
    `SELECT FROM events WHERE kind IN ('assign', 'review', 'offer')`,
  );
  return rows.length;
}

describe('deliveries in flight', () => {
  it('are carried out together, each once, however often its job comes', async () => {
    const one = consumer();
    await Promise.all([...jobs, ...jobs].map((job) => one.consume(job, false)));
    await Promise.all(jobs.map((job) => one.consume(job, true)));
    expect(await routed()).toBe(MANY);
    expect(calls.length).toBeLessThan(MANY / 3);
    expect(await states()).toEqual(queued.map(() => ({ state: 'done', attempts: 0, crashes: 0 })));
  });

  it('do not fail with a bad neighbour, whose tries are its own', async () => {
    const one = consumer('7:');
    await Promise.all(jobs.map((job) => one.consume(job, false)));
    expect(await routed()).toBe(MANY - 1);
    const good = queued.slice(1).map(() => ({ state: 'done', attempts: 0, crashes: 0 }));
    expect(await states()).toEqual([...good, { state: 'pending', attempts: 1, crashes: 0 }]);
  });

  it('whose worker was killed are then carried out alone, and the crash is noted', async () => {
    const one = consumer();
    await Promise.all(jobs.map((job) => one.consume(job, true)));
    expect(calls).toEqual(queued.map(() => 1));
    expect(await states()).toEqual(queued.map(() => ({ state: 'done', attempts: 0, crashes: 1 })));
  });

  it('that a frozen worker still holds are left to it, and nobody waits', async () => {
    const [held, ...rest] = queued;
    const one = consumer();
    await database.store.transaction({ role: 'worker' }, async (tx) => {
      await tx.query('SELECT FROM deliveries WHERE id = $1 FOR UPDATE', [held?.delivery]);
      await Promise.all(jobs.map((job) => one.consume(job, false)));
      await Promise.all(jobs.map((job) => one.consume(job, true)));
    });
    expect(await routed()).toBe(MANY - 1);
    const good = rest.map(() => ({ state: 'done', attempts: 0, crashes: 0 }));
    expect(await states()).toEqual([...good, { state: 'enqueued', attempts: 0, crashes: 0 }]);
  });
});
