import { type Config, ConfigError } from '#libs/config';
import {
  ReferenceCache,
  openStore,
  requireDurable,
  requireNoFaults,
  untilMigrated,
} from '#libs/store';
import { type Watch } from '#libs/watch';
import { type Engine, openEngine } from './engine.js';
import { type Place } from './queue.module.js';

/** So long a start waits for Redis to say how it is set up; a Redis that is away holds nobody up. */
const REDIS_WITHIN_MS = 2_000;

/** A place that is open, and how it is closed, after everything that stands on it. */
export interface OpenPlace extends Place {
  close(): Promise<void>;
}

/**
 * Opens what an app of its own stands on, in any order of starting: it waits for the database and
 * for its tables, and goes on without Redis, which the relay looks for by itself.
 *
 * @param url of the database
 * @param stop ends the waiting
 * @throws ConfigError where a server is set up so that it loses what it was given, or a fault is
 * planned on a real database
 */
export async function openPlace(
  config: Config,
  url: string,
  watch: Watch,
  stop: AbortSignal,
): Promise<OpenPlace> {
  const tell = watch.trouble('start');
  const store = await openStore(url, config.poolSize, tell, stop, config.faults);
  store.onTrouble(watch.trouble('database'));
  await untilMigrated(store, tell, stop);
  await requireNoFaults(store);
  await requireDurable(store);
  const engine = openEngine(config, url, watch.trouble('queues'));
  await requireSafeQueues(engine);
  return {
    store,
    reference: new ReferenceCache(store),
    engine,
    close: async () => {
      await engine.close();
      await store.close();
    },
  };
}

/**
 * Lets nothing run on queues that may lose what they were given. A Redis that does not answer now is
 * looked at when it does, and nothing is put on its queues until it is right.
 * @throws ConfigError naming the setting and the remedy
 */
export async function requireSafeQueues(engine: Engine): Promise<void> {
  const refusal = await engine.refusal(REDIS_WITHIN_MS);
  if (refusal === null) return;
  await engine.close();
  throw new ConfigError('REDIS_URL', '…', refusal);
}
