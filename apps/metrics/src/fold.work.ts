import { setTimeout as sleep } from 'node:timers/promises';
import { foldStage, marksLeft } from '#libs/figures';
import { type Store } from '#libs/store';
import { type Metrics, atMostOncePerSecond, errorWords } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 500;
const PATIENCE_MS = 5_000;

const log = new Logger('Figures');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** The keeping of figures, going on until it is stopped. */
export interface Folding {
  /** Lets the lot that is under way end; what is marked stays so for the next start. */
  stop(): Promise<void>;
}

/**
 * Carries what reports came to into the figures that are kept, twice a second. Nothing becomes wrong
 * without it, for what is marked is counted from its facts; only slower.
 */
export function startFolding(store: Store, metrics?: Metrics): Folding {
  let stopped = false;
  let running: Promise<void> | null = null;
  metrics?.reading(
    {
      kip_figures_marked: {
        help: 'Reports whose figures are not carried into the sums yet',
        labels: [],
      },
    },
    async () => [
      {
        name: 'kip_figures_marked',
        labels: {},
        value: await store.transaction({ role: 'worker' }, marksLeft),
      },
    ],
  );
  const fold = async (): Promise<void> => {
    while (!stopped && (await store.transaction({ role: 'worker' }, foldStage)));
  };
  const timer = setInterval(() => {
    running ??= fold()
      .catch((error: unknown) => {
        troubles(
          'fold',
          `figures could not be carried on and are tried again: ${errorWords(error)}`,
        );
      })
      .finally(() => {
        running = null;
      });
  }, EVERY_MS);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await Promise.race([running, sleep(PATIENCE_MS, undefined, { ref: false })]);
    },
  };
}
