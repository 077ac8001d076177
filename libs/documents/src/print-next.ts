import { Problem } from '#libs/contracts';
import {
  type Access,
  type HeldDocument,
  type ReferenceCache,
  type Store,
  documentProgress,
  failDocument,
  finishDocument,
  returnDocument,
  takeDocument,
} from '#libs/store';
import { countPeriod } from './count-period.js';
import { printDocument } from './print-document.js';

/** So often one is begun: a process that died under it may not be the document's fault. */
const MOST_TRIES = 3;
/** Counting is most of the work; what is left is writing. Percent. */
const COUNTED = 80;

const AS_WORKER: Access = { role: 'worker' };

async function print(store: Store, references: ReferenceCache, held: HeldDocument): Promise<void> {
  const reference = await references.get();
  const { scope, asked } = held;
  const sight: Access = scope === null ? AS_WORKER : { role: 'desk', scope };
  const told = async (share: number): Promise<void> => {
    const progress = Math.round(share * COUNTED);
    await store.transaction(AS_WORKER, (tx) => documentProgress(tx, held, progress));
  };
  const figures = await store.snapshot(sight, (tx) =>
    countPeriod(tx, reference, asked, tx.now, told),
  );
  const pieces: Uint8Array[] = [];
  const frozen = await printDocument(held, figures, async (piece) => {
    pieces.push(piece);
  });
  const file = Buffer.concat(pieces);
  await store.transaction(AS_WORKER, (tx) => finishDocument(tx, held, frozen, file));
}

/** A refusal is final; anything else is tried again, up to a limit. */
async function giveUp(store: Store, held: HeldDocument, error: unknown): Promise<void> {
  const last = held.tries >= MOST_TRIES;
  await store.transaction(AS_WORKER, async (tx) => {
    if (error instanceof Problem && error.code !== 'unavailable') {
      await failDocument(tx, held, error.code);
    } else if (last) await failDocument(tx, held, 'internal');
    else await returnDocument(tx, held);
  });
}

/**
 * Prints the document that has waited longest, as far as whoever asked for it may see; any number of processes
 * may do so beside each other.
 * @returns whether there was one
 * @throws whatever nobody foresaw, for the log; the document waits again, or has failed
 */
export async function printNext(store: Store, references: ReferenceCache): Promise<boolean> {
  const held = await store.transaction(AS_WORKER, takeDocument);
  if (!held) return false;
  if (held.tries > MOST_TRIES) {
    await store.transaction(AS_WORKER, (tx) => failDocument(tx, held, 'internal'));
    return true;
  }
  try {
    await print(store, references, held);
  } catch (error) {
    await giveUp(store, held, error);
    if (!(error instanceof Problem)) throw error;
  }
  return true;
}
