import { type QueueName } from '#libs/contracts';
import { SHORT_MS, type Store, deliveryFigures } from '#libs/store';
import { type Metrics } from '#libs/watch';
import { type INestApplicationContext } from '@nestjs/common';
import { type QueueSet } from './relay.js';
import { QUEUE_SET } from './tokens.js';

const STATES = ['waiting', 'active', 'delayed'] as const;

type Depths = Readonly<Record<(typeof STATES)[number], number>>;

async function depthsOf(queues: QueueSet): Promise<readonly (readonly [QueueName, Depths])[]> {
  return Promise.all(
    [...queues].map(async ([name, queue]) => {
      const counts = await queue.getJobCounts(...STATES);
      const depths = {
        waiting: counts['waiting'] ?? 0,
        active: counts['active'] ?? 0,
        delayed: counts['delayed'] ?? 0,
      };
      return [name, depths] as const;
    }),
  );
}

/**
 * Adds to the metrics how long the queues are and how the deliveries fare. Both are read from what
 * all processes share, so each of them shows the same.
 * @param context one that the queues were opened in
 */
export function measureQueues(
  context: INestApplicationContext,
  store: Store,
  metrics: Metrics,
): void {
  const queues = context.get<QueueSet>(QUEUE_SET, { strict: false });
  metrics.reading(
    { kip_queue_jobs: { help: 'Jobs on a queue, by state', labels: ['queue', 'state'] } },
    async () =>
      (await depthsOf(queues)).flatMap(([queue, depths]) =>
        STATES.map((state) => ({
          name: 'kip_queue_jobs' as const,
          labels: { queue, state },
          value: depths[state],
        })),
      ),
  );
  metrics.reading(
    {
      kip_deliveries: { help: 'Deliveries that are not done, by state', labels: ['state'] },
      kip_delivery_oldest_seconds: {
        help: 'Since when the oldest delivery that is pending or enqueued is on its way; 0: none is',
        labels: [],
      },
    },
    async () => {
      const { pending, enqueued, dead, oldestSeconds } = await store.transaction(
        { role: 'worker', withinMs: SHORT_MS },
        deliveryFigures,
      );
      return [
        ...Object.entries({ pending, enqueued, dead }).map(([state, value]) => ({
          name: 'kip_deliveries' as const,
          labels: { state },
          value,
        })),
        { name: 'kip_delivery_oldest_seconds' as const, labels: {}, value: oldestSeconds },
      ];
    },
  );
}
