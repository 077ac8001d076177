import { type Media } from '#libs/media';
import { type Store, forgetOldBlocks, forgetOrigins } from '#libs/store';
import { atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 60_000;
const PATIENCE_MS = 5_000;

const log = new Logger('Media');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** From where a report came is of use for as long as somebody floods, and no longer. */
const ORIGINS_KEPT_DAYS = 30;
const ORIGINS_AT_ONCE = 5_000;
const DAY_MS = 86_400_000;

/**
 * Removes every minute what was uploaded and never became a photo of a report, and forgets from where old
 * reports came, and who may file again since long; a bounded lot each time.
 */
export function startTidying(media: Media, store: Store): Repeating {
  const sweep = async (): Promise<void> => {
    await store.transaction({ role: 'worker' }, async (tx) => {
      const before = new Date(tx.now.getTime() - ORIGINS_KEPT_DAYS * DAY_MS);
      await forgetOrigins(tx, before, ORIGINS_AT_ONCE);
      await forgetOldBlocks(tx, before);
    });
    const removed = await media.sweep();
    if (removed > 0) log.log(`${removed} uploads that no report took are removed`);
  };
  return repeat({
    everyMs: EVERY_MS,
    patienceMs: PATIENCE_MS,
    work: sweep,
    failed: (error) => {
      troubles('sweep', `uploads could not be removed and are tried again: ${errorWords(error)}`);
    },
  });
}
