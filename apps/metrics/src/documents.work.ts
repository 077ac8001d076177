import { setTimeout as sleep } from 'node:timers/promises';
import { printNext } from '#libs/documents';
import { type ReferenceCache, type Store } from '#libs/store';
import { atMostOncePerSecond, errorWords } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 1_000;
const PATIENCE_MS = 15_000;

const log = new Logger('Documents');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** The printing of documents, going on until it is stopped. */
export interface PrintingWork {
  /** Lets the one that is under way end; one that takes longer is printed by whoever comes next. */
  stop(): Promise<void>;
}

/** Prints what people at the desk have asked for, one after the other. */
export function startPrinting(store: Store, reference: ReferenceCache): PrintingWork {
  let stopped = false;
  let running: Promise<void> | null = null;
  const print = async (): Promise<void> => {
    while (!stopped && (await printNext(store, reference)));
  };
  const timer = setInterval(() => {
    running ??= print()
      .catch((error: unknown) => {
        troubles('print', `a document could not be printed: ${errorWords(error)}`);
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
