import { rm } from 'node:fs/promises';
import { answerFigures } from '#libs/figures';
import { FiguresQuery, type FiguresBody } from '#libs/dto';
import { NO_LIMITS, readConfig, stopSignal, untilStopped } from '#libs/config';
import { openEngine } from '#libs/queue';
import { openWatch } from '#libs/watch';
import { nextDueInstant, setClock } from '#libs/store';
import { type Serving, serve } from '../all-in-one.js';
import { demoMedia } from '../demo/media.js';
import { demoSignIn, openDemoAccounts } from '../demo/accounts.js';
import { DemoClient } from '../demo/client.js';
import { drained } from '../demo/drained.js';
import { type Stage, playScenario } from '../demo/player.js';
import { type ScenarioWish, checkWish, writeScenario } from '../demo/scenario.js';
import { type Installation, openEmptyDemo, prepare } from '../installation.js';

import { answer, answerJson, progress, tell } from './frame.js';
import { servingText } from './serving-text.js';

export interface DemoOptions extends ScenarioWish {
  readonly exit?: boolean;
  readonly json?: boolean;
}

/** The branch that the story is about. */
const CATEGORY = 'telecom';

/** The database's clock and the machine's work, as the player moves them. */
function stageOf({ store }: Installation, { ticks }: Serving): Stage {
  return {
    nextDue: () => nextDueInstant(store),
    moveTo: (instant) => setClock(store, instant),
    tick: () => ticks.tick(),
    drained: () => drained(store),
  };
}

/** The year's figures of the branch, from what the database holds. */
async function figuresOf({ store, reference }: Installation, year: number): Promise<FiguresBody> {
  const query = Object.assign(new FiguresQuery(), {
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    category: [CATEGORY],
  });
  const snapshot = await reference.get();
  return store.transaction({ role: 'worker' }, (tx) => answerFigures(tx, snapshot, query));
}

async function tellStory(
  installation: Installation,
  serving: Serving,
  wish: ScenarioWish,
  stop: AbortSignal,
): Promise<FiguresBody> {
  const reference = await installation.reference.get();
  const episodes = writeScenario(wish, reference);
  await openDemoAccounts(installation.store, reference);
  const emailOf = (code: string): string => reference.people.get(code)?.email ?? '';
  const client = new DemoClient(serving, emailOf, wish.seed);
  const stage = stageOf(installation, serving);
  await playScenario(wish, episodes, client, stage, progress(`${wish.year}: steps`), stop);
  return figuresOf(installation, wish.year);
}

/**
 * `kip demo`: a year of the telecom network, filed and handled over HTTP and through the queue by
 * a clock that is moved on, and its figures.
 */
export async function demo(options: DemoOptions): Promise<number> {
  const { exit, json, ...wish } = options;
  checkWish(wish);
  const stop = stopSignal();
  const started = performance.now();
  const config = readConfig(process.env);
  const installation = await openEmptyDemo({ config, demo: true, notice: tell });
  try {
    tell(`a simulated database in ${installation.name}; the one for real use is not touched`);
    await prepare(installation, 'simulated', new Date(Date.UTC(wish.year - 1, 11, 31)));
    // The story needs nothing but itself: its queues are in its own database.
    const engine = openEngine({ redis: null }, installation.url);
    // A year is thousands of requests: what the log has to say of them is nothing for the story.
    const watch = await openWatch('kip', config, 'warn');
    // A story's people are told nothing: its alarms are of another year.
    const mail = { ...config.mail, server: null };
    // Beside its database: photos of the installation for real use are not a story's to remove.
    const media = demoMedia(config.home);
    await rm(media.folder, { recursive: true, force: true });
    // A story's citizens file a whole year's reports within a minute, from this machine.
    const abuse = { ...config.abuse, limits: NO_LIMITS, holdFloods: false };
    const settings = demoSignIn({ ...config, mail, media, abuse });
    const serving = await serve(installation, settings, engine, watch, tell);
    try {
      const figures = await tellStory(installation, serving, wish, stop);
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      if (json) answerJson({ ...wish, sentence: figures.sentence, total: figures.total, seconds });
      else answer(figures.sentence?.vi ?? '');
      if (exit) return 0;
      tell(await servingText(installation, serving, settings, true));
      await untilStopped(stop);
      tell('ending what is under way');
      return 0;
    } finally {
      await serving.stop();
      await watch.close();
    }
  } finally {
    await installation.close();
  }
}
