import { foldStage, marksLeft } from '#libs/figures';
import { type Store } from '#libs/store';
import { type Metrics, atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 500;
const PATIENCE_MS = 5_000;

const log = new Logger('Figures');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/**
 * Carries what reports came to into the figures that are kept, twice a second. Nothing becomes wrong
 * without it, for what is marked is counted from its facts; only slower.
 */
export function startFolding(store: Store, metrics?: Metrics): Repeating {
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
  const fold = async (stop: AbortSignal): Promise<void> => {
    while (!stop.aborted && (await store.transaction({ role: 'worker' }, foldStage)));
  };
  return repeat({
    everyMs: EVERY_MS,
    patienceMs: PATIENCE_MS,
    work: fold,
    failed: (error) => {
      troubles('fold', `figures could not be carried on and are tried again: ${errorWords(error)}`);
    },
  });
}
