import { setTimeout as sleep } from 'node:timers/promises';
import { type CrashPoint } from '#libs/config';
import { nextDueInstant, setClock } from '#libs/store';
import { type App } from './app.js';
import { type Fault, shareOf } from './fault.js';
import { type World, allReady, appsOf } from './world.js';

/** A process is left to work for up to so long before it is killed. */
const WORKS_MS = 800;
const DIES_WITHIN_MS = 5_000;

/** Any process, at any moment. */
export const killAtRandom: Fault = {
  name: 'kill',
  what: 'kill -9 of a process chosen at random, at a random moment',
  inflict: async (world, { reports, kills }) => {
    await world.client.fileWhile(killMany(world, kills), reports);
    return { kills, times: kills, violations: [] };
  },
};

async function killMany(world: World, kills: number): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    const app = world.random.pick(appsOf(world));
    await app.ready();
    await sleep(world.random.whole(0, WORKS_MS));
    app.signal('SIGKILL');
    await app.dies(DIES_WITHIN_MS);
  }
  await allReady(world);
}

type Place = readonly [app: App, point: CrashPoint];

/** The points that each app passes. */
function places(
  { intake, routers: [router], deadlines }: World,
  points: readonly CrashPoint[],
): readonly Place[] {
  const all: readonly Place[] = [
    [intake, 'commit.before'],
    [intake, 'commit.after'],
    [intake, 'add.before'],
    [intake, 'add.after'],
    [router, 'effect.before'],
    [router, 'effect.after'],
    [router, 'acknowledge.before'],
    [router, 'acknowledge.after'],
    [deadlines, 'tick.before'],
    [deadlines, 'tick.after'],
  ];
  return all.filter(([, point]) => points.includes(point));
}

const LATEST_PASS = 5;
const REACHED_WITHIN_MS = 60_000;

/** Each process, at each named point of a report's way. */
export const killAtPoints: Fault = {
  name: 'points',
  what: 'kill -9 of each process at each named point, before and after',
  inflict: async (world, dose) => {
    const rounds = shareOf(dose, 1 / 20);
    const violations: string[] = [];
    const killing = (async () => {
      let kills = 0;
      for (let round = 0; round < rounds; round += 1) {
        for (const [app, at] of places(world, dose.points)) {
          if (await killAt(world, app, at)) kills += 1;
          else violations.push(`${app.name} never came to ${at}`);
        }
      }
      await allReady(world);
      return kills;
    })();
    const kills = await world.client.fileWhile(killing, dose.reports);
    return { kills, times: kills, violations };
  },
};

/** Whether it came there and died. Once it has, it starts as usual. */
async function killAt(world: World, app: App, at: CrashPoint): Promise<boolean> {
  const pass = world.random.whole(1, LATEST_PASS);
  await app.run(
    { ...world.usual, plan: { ...world.usual.plan, crash: { at, pass } } },
    world.usual,
  );
  const over = new AbortController();
  const moving = app === world.deadlines ? moveOn(world, over.signal) : undefined;
  const died = await app.dies(REACHED_WITHIN_MS);
  over.abort();
  await moving;
  return died;
}

const TICKS_MS = 250;

/** Moves the clock on from one thing that falls due to the next. */
async function moveOn({ store }: World, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const due = await nextDueInstant(store);
    if (due !== null) await setClock(store, due);
    await sleep(TICKS_MS);
  }
}

/** Beyond its lock on a job, and beyond the time after which a delivery is taken for lost. */
const FROZEN_MS = 17_000;

/** A worker that stops in the middle of its work and goes on later, as if nothing had been. */
export const freeze: Fault = {
  name: 'freeze',
  what: 'a worker frozen beyond its lock, which then goes on',
  inflict: async (world, dose) => {
    const times = shareOf(dose, 1 / 20);
    await world.client.fileWhile(freezeMany(world, times), dose.reports);
    return { kills: 0, times, violations: [] };
  },
};

async function freezeMany(world: World, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const router = world.random.pick(world.routers);
    await sleep(world.random.whole(50, WORKS_MS));
    router.signal('SIGSTOP');
    await sleep(FROZEN_MS);
    router.signal('SIGCONT');
  }
}
