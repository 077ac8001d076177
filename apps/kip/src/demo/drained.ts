import { setTimeout as sleep } from 'node:timers/promises';
import { type Store, countDeliveries } from '#libs/store';

const LOOK_MS = 5;
const PATIENCE_MS = 60_000;

/**
 * Waits until no delivery is under way.
 * @throws Error when one is dead, or when they do not end within a minute
 */
export async function drained(store: Store): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { underWay, dead } = await store.transaction({ role: 'worker' }, countDeliveries);
    if (dead > 0) throw new Error(`${dead} deliveries are dead; see the errors above`);
    if (underWay === 0) return;
    if (performance.now() > end) throw new Error(`${underWay} deliveries do not end`);
    await sleep(LOOK_MS);
  }
}
