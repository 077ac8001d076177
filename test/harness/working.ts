import { setTimeout as sleep } from 'node:timers/promises';
import { QueueModule } from '#libs/queue';
import { countDeliveries } from '#libs/store';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { routerHandlers } from '../../apps/router/src/router.work.js';
import { type TestDatabase } from './servers.js';

/** The router's worker and the relay on a test's database, as a process would run them. */
export function startRouter(place: TestDatabase): Promise<INestApplicationContext> {
  const module = QueueModule.on(place, { router: routerHandlers });
  return NestFactory.createApplicationContext(module, { logger: ['error', 'warn'] });
}

/** Waits until no delivery is under way, or throws: a wait that ends silently hides what is stuck. */
export async function drained({ store }: TestDatabase, withinMs = 15_000): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    const { underWay, dead } = await store.transaction({ role: 'worker' }, countDeliveries);
    if (dead > 0) throw new Error(`${dead} deliveries are dead`);
    if (underWay === 0) return;
    if (performance.now() > end)
      throw new Error(`${underWay} deliveries did not finish within ${withinMs} ms`);
    await sleep(10);
  }
}

/** Waits until something is so, or throws. */
export async function eventually(isSo: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not so within ${withinMs} ms`);
    await sleep(20);
  }
}
