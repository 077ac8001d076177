import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultPlan, poisonOf } from '#libs/config';
import {
  breachLateness,
  type Store,
  deadLetters,
  dueReports,
  nextPromise,
  reviveDeadLetters,
  setClock,
} from '#libs/store';
import { type Fault, type Inflicted } from './fault.js';
import { type World, appsOf, recovered } from './world.js';

const COPIES = 3;
const DRAINED_WITHIN_MS = 20_000;

async function restart(world: World, plan: FaultPlan): Promise<void> {
  await Promise.all(appsOf(world).map((app) => app.run({ ...world.usual, plan })));
}

/** Every job comes three times, in another order. */
export const thrice: Fault = {
  name: 'thrice',
  what: 'each job delivered three times, in another order',
  inflict: async (world, { reports }) => {
    await restart(world, { ...world.usual.plan, copies: COPIES });
    await world.client.file(reports);
    await recovered(world, DRAINED_WITHIN_MS);
    await restart(world, world.usual.plan ?? {});
    return { kills: 0, times: reports * COPIES, violations: [] };
  },
};

/** What is carried out fails at first, and has to be tried again. */
export const stumbles: Fault = {
  name: 'stumbles',
  what: 'every fourth report cannot be routed at first',
  inflict: async (world, { reports }) => {
    const stumbling = { ...world.usual, plan: { ...world.usual.plan, stumble: true } };
    await Promise.all(world.routers.map((router) => router.run(stumbling)));
    await world.client.file(reports);
    await recovered(world, DRAINED_WITHIN_MS);
    await Promise.all(world.routers.map((router) => router.run(world.usual)));
    return { kills: 0, times: Math.round(reports / 4), violations: [] };
  },
};

/** So many citizens at once. */
const TALKERS = 8;

/** Several acts on one report at the same moment, while it is being routed. */
export const races: Fault = {
  name: 'races',
  what: 'several acts on one report at the same moment, while it is being routed',
  inflict: async ({ client }, { reports }) => {
    const each = Math.ceil(reports / TALKERS);
    await Promise.all(Array.from({ length: TALKERS }, () => client.fileTalking(each)));
    return { kills: 0, times: each * TALKERS, violations: [] };
  },
};

const CLOCKS_MS: readonly number[] = [0, 7_200_000, -7_200_000];
const BEFORE_MS = 3_000;
const AFTER_MS = 8_000;
const STEP_MS = 100;
/** For each thousand reports that fall due at one instant. */
const LATE_MS = 5_000;
const THOUSAND_BREACHES = 2_000;
const CAUGHT_UP_WITHIN_MS = 120_000;

/** Clocks of processes are wrong and their queue is gone; deadlines are the database's alone. */
export const wrongClocks: Fault = {
  name: 'clock',
  what: "deadlines fall without Redis: the worker's clock right, two hours ahead, two hours behind",
  inflict: async (world, { reports }) => {
    const violations: string[] = [];
    let noticed = 0;
    let latest = 0;
    for (const clockMs of CLOCKS_MS) {
      await world.client.file(Math.ceil(reports / CLOCKS_MS.length));
      await recovered(world, DRAINED_WITHIN_MS);
      await world.deadlines.run({ ...world.usual, clockMs });
      await world.redis?.kill();
      const late = await untilPromised(world);
      await world.redis?.start();
      noticed += late.length;
      latest = Math.max(latest, late.at(-1) ?? 0);
      const early = late.filter((ms) => ms <= 0).length;
      const tooLate = late[Math.floor(late.length * 0.99)] ?? 0;
      if (late.length === 0) violations.push('no deadline fell');
      if (early > 0) violations.push(`${early} breaches were noticed early`);
      // A report breaches twice, its promise and its leg.
      if (tooLate >= LATE_MS * Math.max(1, late.length / THOUSAND_BREACHES))
        violations.push(`1 % of the breaches were noticed ${tooLate} ms late`);
    }
    await world.deadlines.run(world.usual);
    return { kills: 0, times: noticed, violations, figures: { latest_ms: latest } };
  },
};

async function caughtUp(store: Store): Promise<void> {
  const end = performance.now() + CAUGHT_UP_WITHIN_MS;
  const nextDue = (): Promise<readonly unknown[]> =>
    store.transaction({ role: 'worker' }, (tx) => dueReports(tx, 1));
  while ((await nextDue()).length > 0) {
    if (performance.now() > end) throw new Error('what fell due is not done within two minutes');
    await sleep(STEP_MS);
  }
}

/** Lets the next promises fall due in real time; gives how late each breach was noticed, in order. */
async function untilPromised({ store }: World): Promise<readonly number[]> {
  const due = await store.transaction({ role: 'worker' }, nextPromise);
  if (due === null) return [];
  await setClock(store, new Date(due.getTime() - BEFORE_MS));
  // Days have passed at once: what fell due in them would be in the way of what falls now.
  await caughtUp(store);
  const begin = performance.now();
  for (;;) {
    const past = performance.now() - begin;
    if (past > BEFORE_MS + AFTER_MS) break;
    await setClock(store, new Date(due.getTime() - BEFORE_MS + Math.floor(past)));
    await sleep(STEP_MS);
  }
  return store.transaction({ role: 'worker' }, (tx) => breachLateness(tx, due));
}

const POISONED_WITHIN_MS = 400_000;
const TRIES = 5;

/** Some reports make the worker that routes them throw, exit, run out of memory or never end. */
export const poison: Fault = {
  name: 'poison',
  what: 'reports that make a worker throw, exit, run out of memory or loop for ever',
  inflict: async (world, { reports }): Promise<Inflicted> => {
    await restart(world, { ...world.usual.plan, poison: true });
    await world.client.file(reports);
    await recovered(world, POISONED_WITHIN_MS);
    const { store } = world;
    const dead = await store.transaction({ role: 'worker' }, (tx) => deadLetters(tx, reports));
    const healthy = dead.filter(({ reportId }) => poisonOf(reportId) === null);
    const often = dead.filter(({ attempts, crashes }) => Math.max(attempts, crashes) > TRIES);
    const ends = world.routers.reduce((sum, router) => sum + router.ends, 0);
    await restart(world, world.usual.plan ?? {});
    await store.transaction({ role: 'worker' }, (tx) => reviveDeadLetters(tx, null));
    return {
      kills: 0,
      times: dead.length,
      violations: [
        ...healthy.map((one) => `${one.reportCode} is healthy and became a dead letter`),
        ...often.map((one) => `${one.reportCode} was tried more than ${TRIES} times`),
      ],
      figures: { dead: dead.length, workers_ended: ends },
    };
  },
};
