import { deadlineStage, mayHaveMore } from '#libs/pipeline';
import { type Tick } from '#libs/queue';
import { type ReferenceCache, type Store } from '#libs/store';
import { Logger } from '@nestjs/common';

/** A tick: batch after batch until nothing more is due. */
export function deadlinesTick(store: Store, reference: ReferenceCache): Tick {
  const log = new Logger('Deadlines');
  return async () => {
    for (;;) {
      const snapshot = await reference.get();
      const batch = await store.transaction({ role: 'worker' }, (tx) =>
        deadlineStage(tx, snapshot),
      );
      for (const { reportId, error } of batch.failed) log.error(`report ${reportId}: ${error}`);
      if (!mayHaveMore(batch)) return;
    }
  };
}
