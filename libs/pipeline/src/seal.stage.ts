import { SEAL_BATCH, type Tx, sealEvents } from '#libs/store';

/** One batch of the history is sealed. True: there may be more. */
export async function sealStage(tx: Tx): Promise<boolean> {
  return (await sealEvents(tx, SEAL_BATCH)) === SEAL_BATCH;
}
