import { deadlineStage, mayHaveMore, recountStage, sealStage } from '#libs/pipeline';
import { type Tick } from '#libs/queue';
import { type ReferenceCache, type Store, TICK_LANES } from '#libs/store';
import { type Metrics, atMostOncePerSecond } from '#libs/watch';
import { Logger } from '@nestjs/common';

/**
 * A tick: batch after batch until nothing more is due, several at once where much is; then what was
 * committed is sealed, and confirmed corrections of calendars are carried out. It says how late it was,
 * and when it was.
 */
export function deadlinesTick(store: Store, reference: ReferenceCache, metrics?: Metrics): Tick {
  const log = new Logger('Deadlines');
  const troubles = atMostOncePerSecond((text) => {
    log.error(text);
  });
  const lateness = metrics?.lateness(
    'kip_tick_lateness_seconds',
    'From the instant at which something fell due to its notice',
  );
  let last = performance.now();
  metrics?.reading(
    {
      kip_tick_ago_seconds: {
        help: 'Since the last tick of this process that went well, or since its start',
        labels: [],
      },
    },
    async () => [
      { name: 'kip_tick_ago_seconds', labels: {}, value: (performance.now() - last) / 1_000 },
    ],
  );
  const batch = async (): Promise<boolean> => {
    const snapshot = await reference.get();
    const done = await store.transaction({ role: 'worker' }, async (tx) => {
      const done = await deadlineStage(tx, snapshot);
      if (done.due > 0) store.faults.pass('tick.before');
      return done;
    });
    if (done.due > 0) store.faults.pass('tick.after');
    for (const { reportId, error } of done.failed) {
      troubles('report', `report ${reportId} cannot be worked out: ${error}`);
    }
    for (const ms of done.lateMs) lateness?.observe(ms / 1_000);
    last = performance.now();
    return mayHaveMore(done);
  };
  const lane = async (): Promise<void> => {
    while (await batch());
  };
  return async () => {
    // Only where much is due do several work: mostly nothing is.
    if (await batch()) await allEnded(Array.from({ length: TICK_LANES }, lane));
    while (await store.transaction({ role: 'worker' }, sealStage));
    for (let more = true; more;) {
      const snapshot = await reference.get();
      more = await store.transaction({ role: 'worker' }, (tx) => recountStage(tx, snapshot));
    }
  };
}

/** @throws what the first that failed threw, once all have ended */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(works)) {
    if (ended.status === 'rejected') throw ended.reason;
  }
}
