import { printNext } from '#libs/documents';
import { type ReferenceCache, type Store } from '#libs/store';
import { atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 1_000;
const PATIENCE_MS = 15_000;

const log = new Logger('Documents');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** Prints what people at the desk have asked for, one after the other. */
export function startPrinting(store: Store, reference: ReferenceCache): Repeating {
  const print = async (stop: AbortSignal): Promise<void> => {
    while (!stop.aborted && (await printNext(store, reference)));
  };
  return repeat({
    everyMs: EVERY_MS,
    patienceMs: PATIENCE_MS,
    work: print,
    failed: (error) => {
      troubles('print', `a document could not be printed: ${errorWords(error)}`);
    },
  });
}
