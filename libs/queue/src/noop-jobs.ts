import { randomUUID } from 'node:crypto';
import { type DeliveryJob } from '#libs/contracts';
import { Queue, Worker } from 'bullmq';
import { type Engine } from './engine.js';
import { bulkOf } from './relay.js';
import { WORKER_OPTIONS } from './workers.js';

const NAME = 'bench';
const BULK = 250;
/** What does a queue's jobs fastest; of the router's, which hold many deliveries each, fewer are taken at once. */
const AT_ONCE = 100;

/**
 * How fast the queue itself is: the same jobs as the relay adds, in bulk, taken by a worker that does
 * nothing.
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
    { ...at, ...WORKER_OPTIONS, concurrency: AT_ONCE },
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
      // Each by itself: how fast the queue is, counted by its jobs.
      await queue.addBulk(bulkOf(jobs, undefined, 1));
    }
    await ended;
    return (performance.now() - begun) / 1_000;
  } finally {
    await worker.close();
    await queue.close();
  }
}
