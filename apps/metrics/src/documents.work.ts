import { deskPerson } from '#libs/access';
import { makeScheduled, printNext } from '#libs/documents';
import { type ReferenceCache, SHORT_MS, type Store } from '#libs/store';
import { atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 1_000;
const PATIENCE_MS = 15_000;

const log = new Logger('Documents');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** Asks for the documents whose period is over, each once, as far as whoever made the schedule sees. */
export async function askScheduled(store: Store, references: ReferenceCache): Promise<void> {
  const reference = await references.get();
  const made = await store.transaction({ role: 'worker', withinMs: SHORT_MS }, (tx) =>
    makeScheduled(tx, reference, (person) => deskPerson(person, reference).scope),
  );
  if (made > 0) log.log(`${made} scheduled documents are asked for`);
}

/** Prints what schedules want and people at the desk have asked for, one after the other. */
export function startPrinting(store: Store, reference: ReferenceCache): Repeating {
  const print = async (stop: AbortSignal): Promise<void> => {
    await askScheduled(store, reference);
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
