import { randomUUID } from 'node:crypto';
import { type DeliveryJob } from '#libs/contracts';
import { Queue, Worker } from 'bullmq';
import { type Engine } from './engine.js';
import { bulkOf } from './relay.js';
import { WORKER_OPTIONS } from './workers.js';

const NAME = 'bench';
const BULK = 250;

/**
 * How fast the queue itself is: the same jobs as the relay adds, in bulk, taken by a worker that is
 * set as the router's and does nothing.
 * @returns seconds from the first addition to the last job
 */
export async function noopJobs(engine: Engine, many: number): Promise<number> {
  const at = { connection: engine.connection, prefix: engine.prefix('router') };
  const queue = new Queue<DeliveryJob>(NAME, at);
  let done = 0;
  let allDone: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    allDone = resolve;
  });
  const worker = new Worker(
    NAME,
    async () => {
      done += 1;
      if (done === many) allDone();
    },
    { ...at, ...WORKER_OPTIONS },
  );
  queue.on('error', () => undefined);
  worker.on('error', () => undefined);
  try {
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
    const begun = performance.now();
    for (let first = 0; first < many; first += BULK) {
      const size = Math.min(BULK, many - first);
      const jobs = Array.from({ length: size }, () => ({
        id: randomUUID(),
        consumer: 'route' as const,
        generation: 1,
      }));
      await queue.addBulk(bulkOf(jobs));
    }
    await ended;
    return (performance.now() - begun) / 1_000;
  } finally {
    await worker.close();
    await queue.close();
  }
}
