import { setTimeout as sleep } from 'node:timers/promises';
import { emptyQueues } from '#libs/queue';
import { deliveryFigures, endConnection } from '#libs/store';
import { since } from './client.js';
import { type Fault, shareOf } from './fault.js';
import { type World } from './world.js';

async function repeat(times: number, work: () => Promise<void>): Promise<void> {
  for (let time = 0; time < times; time += 1) await work();
}

/** Every queue is emptied, idle or busy. */
export const emptied: Fault = {
  name: 'emptied',
  what: 'every queue emptied (FLUSHALL, or the tables truncated), busy and idle',
  inflict: async (world, dose) => {
    const times = shareOf(dose, 1 / 6);
    const emptying = repeat(times, async () => {
      await sleep(world.random.whole(100, 1_500));
      await empty(world);
    });
    await world.client.fileWhile(emptying, dose.reports);
    await emptyFull(world);
    return { kills: 0, times: times + 1, violations: [] };
  },
};

/** So many are on a queue that nobody works when it is emptied. */
const ON_QUEUE = 20;
const QUEUED_WITHIN_MS = 60_000;

async function emptyFull(world: World): Promise<void> {
  for (const router of world.routers) router.signal('SIGSTOP');
  await world.client.file(ON_QUEUE);
  const { store } = world;
  // Nobody waits on a queue before it was put there.
  const end = performance.now() + QUEUED_WITHIN_MS;
  while ((await store.transaction({ role: 'worker' }, deliveryFigures)).pending > 0) {
    if (performance.now() > end) throw new Error('what was filed is put on no queue');
    await sleep(50);
  }
  await empty(world);
  for (const router of world.routers) router.signal('SIGCONT');
}

async function empty({ redis, store }: World): Promise<void> {
  if (redis) await redis.flush();
  else await emptyQueues(store);
}

const AWAY_MS = 5_000;
const BACK_MS = 1_000;
/** Others on this machine may keep the intake from working, with Redis or without. */
const TOO_BUSY = 503;

/** Redis dies with all that was in it, and is away for a while. The intake must not care. */
export const redisAway: Fault = {
  name: 'redis-away',
  what: 'Redis killed without a file of its own, away for 5 s; the intake must go on answering',
  engine: 'redis',
  inflict: async (world, dose) => {
    const { redis, client, ledger } = world;
    if (!redis) throw new Error('no Redis to kill');
    const times = shareOf(dose, 1 / 20);
    const before = client.statuses;
    let silent = 0;
    const away = repeat(times, async () => {
      await redis.kill();
      const acknowledged = ledger.length;
      await sleep(AWAY_MS);
      if (ledger.length === acknowledged) silent += 1;
      await redis.start();
      await sleep(BACK_MS);
    });
    await client.fileWhile(away, dose.reports);
    const violations = since(before, client.statuses)
      .filter(({ status }) => status === 0 || (status >= 500 && status !== TOO_BUSY))
      .map(({ status, many }) => `without Redis the intake answered ${status} ${many} times`);
    if (silent > 0) violations.push(`no report was taken in ${silent} of ${times} outages`);
    return { kills: 0, times, violations };
  },
};

/** The database server and all its processes die at once. */
export const postgresKilled: Fault = {
  name: 'postgres',
  what: 'Postgres and all its processes killed at once, and started again',
  inflict: async (world, dose) => {
    const times = shareOf(dose, 1 / 10);
    const killing = repeat(times, async () => {
      await sleep(world.random.whole(100, 2_000));
      await world.postgres.killAndStart();
    });
    await world.client.fileWhile(killing, dose.reports);
    return { kills: times, times, violations: [] };
  },
};

/** Single connections to the database are ended, whoever holds them. */
export const connectionsEnded: Fault = {
  name: 'connections',
  what: 'single connections to the database ended from its side',
  inflict: async (world, dose) => {
    const times = dose.kills * 2;
    const ending = repeat(times, async () => {
      await sleep(world.random.whole(5, 100));
      const number = world.random.whole(0, 1_000);
      await world.store.transaction({ role: 'owner' }, (tx) => endConnection(tx, number));
    });
    await world.client.fileWhile(ending, dose.reports);
    return { kills: 0, times, violations: [] };
  },
};

const DROPPING_MS = 300;

/** Replies are swallowed after the work was done: nobody can know that it was. */
export const repliesDropped: Fault = {
  name: 'replies',
  what: 'replies dropped after the work: of the intake to citizens, of the queue to the relay',
  inflict: async (world, dose) => {
    const times = dose.kills;
    const proxies = [world.toIntake, world.toRedis ?? world.toDatabase];
    const dropping = repeat(times, async () => {
      const proxy = world.random.pick(proxies);
      proxy.dropReplies();
      await sleep(world.random.whole(20, DROPPING_MS));
      proxy.cut();
      proxy.pass();
      await sleep(world.random.whole(50, DROPPING_MS));
    });
    await world.client.fileWhile(dropping, dose.reports);
    return { kills: 0, times, violations: [] };
  },
};
