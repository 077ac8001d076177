import { setTimeout as sleep } from 'node:timers/promises';
import { type MailSettings } from '#libs/config';
import { QueueModule } from '#libs/queue';
import { countDeliveries } from '#libs/store';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { deadlinesHandlers } from '../../apps/deadlines/src/mail.work.js';
import { routerHandlers } from '../../apps/router/src/router.work.js';
import { type TestDatabase } from './servers.js';

/** Nobody is told by mail. */
export const NO_MAIL: MailSettings = { server: null, digestMinutes: 15, publicUrl: null };

/**
 * The workers of all deliveries and the relay on a test's database, as a process would run them. The
 * clock is the test's own: nothing falls due by itself.
 */
export function startRouter(
  place: TestDatabase,
  mail: MailSettings = NO_MAIL,
): Promise<INestApplicationContext> {
  const deadlines = { handlers: deadlinesHandlers(mail), tick: null };
  const module = QueueModule.on(place, { router: routerHandlers, deadlines });
  return NestFactory.createApplicationContext(module, { logger: ['error', 'warn'] });
}

/** Waits until no delivery is under way, or throws: a wait that ends silently hides what is stuck. */
export async function drained(
  { store }: Pick<TestDatabase, 'store'>,
  withinMs = 15_000,
): Promise<void> {
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
