import { Faults } from '#libs/config';
import {
  CONSUMERS,
  CONSUMER_NAMES,
  QUEUES,
  type DeliveryJob,
  type QueueName,
} from '#libs/contracts';
import {
  type Claimed,
  SHORT_MS,
  Store,
  claimDeliveries,
  deleteDone,
  unclaimDeliveries,
} from '#libs/store';
import { atMostOncePerSecond, errorWords } from '#libs/watch';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type Queue } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINE, type Engine, begun } from './engine.js';
import { QUEUE_SET } from './tokens.js';

export type QueueSet = ReadonlyMap<QueueName, Queue<DeliveryJob>>;

type BulkJob = Parameters<Queue<DeliveryJob>['addBulk']>[0][number];

const BATCH = 250;
/** So many are one job: half of what a worker carries out together. */
const MOST_IN_JOB = 25;
/** So many may be on the queues at once; the rest wait in the database. */
const MOST_ENQUEUED = 1_000;
const ADD_WITHIN_MS = 10_000;
const POLL_MS = 1_000;
const CLEAN_EVERY = 60;

/**
 * Puts committed deliveries on their queues, in bulk. A commit of this process wakes it; once a
 * second it looks by itself, for what other processes left and for what a queue has lost.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Relay.name);
  private readonly troubles = atMostOncePerSecond((text) => {
    this.log.warn(text);
  });
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private rounds = 0;

  constructor(
    private readonly store: Store,
    @Inject(QUEUE_SET) private readonly queues: QueueSet,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const queue of this.queues.values()) await begun(this.engine, queue);
    this.store.onDeliveries(() => {
      this.wake();
    });
    this.timer = setInterval(() => {
      this.poll();
    }, POLL_MS);
    // What was left while nobody relayed goes at once.
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.running;
  }

  /** Relays now, or once more after the round that is under way. */
  wake(): void {
    if (this.running) this.again = true;
    else if (this.timer) {
      this.running = this.relayAll().finally(() => {
        this.running = null;
      });
    }
  }

  private poll(): void {
    this.rounds += 1;
    this.wake();
    if (this.rounds % CLEAN_EVERY === 0) {
      this.store
        .transaction({ role: 'worker' }, (tx) => deleteDone(tx, 10_000))
        .catch((error: unknown) => {
          this.tell('cleaning', error);
        });
    }
  }

  private async relayAll(): Promise<void> {
    try {
      do {
        this.again = false;
        if ((await this.relay()) === BATCH) this.again = true;
      } while (this.again);
    } catch (error) {
      this.tell('relaying', error);
    }
  }

  /** One bulk: claimed and committed first, then added; what the queue refuses is put back. */
  private async relay(): Promise<number> {
    if (!this.engine.reachable()) throw new Error('the queues cannot be reached');
    const claimed = await this.store.transaction({ role: 'worker', withinMs: SHORT_MS }, (tx) =>
      claimDeliveries(tx, BATCH, MOST_ENQUEUED),
    );
    for (const name of QUEUES) {
      const own = claimed.filter((one) => CONSUMERS[one.consumer].queue === name);
      if (own.length === 0) continue;
      try {
        const { faults } = this.store;
        faults.pass('add.before');
        const queue = this.queues.get(name);
        if (!queue) throw new Error(`there is no queue ${name}`);
        const added = addAll(queue, bulkOf(own, faults));
        // A late success does no harm: the next generation has replaced these jobs by then.
        await Promise.race([added, failAfter(ADD_WITHIN_MS)]);
        faults.pass('add.after');
      } catch (error) {
        const ids = own.map((one) => one.id);
        await this.store.transaction({ role: 'worker', withinMs: SHORT_MS }, (tx) =>
          unclaimDeliveries(tx, ids),
        );
        throw error;
      }
    }
    return claimed.length;
  }

  private tell(what: string, error: unknown): void {
    this.troubles(what, `${what} failed and is tried again: ${errorWords(error)}`);
  }
}

/**
 * The jobs of deliveries: those of one consumer that were claimed together share one. A queue ignores an
 * id that it has or keeps, whatever became of that job: so an id, which is that of its first delivery, is
 * used for one generation only, and ended jobs are not kept.
 * @param most deliveries in one job
 */
export function bulkOf(
  claimed: readonly Claimed[],
  faults = Faults.NONE,
  most = MOST_IN_JOB,
): BulkJob[] {
  const once = faults.without('generation');
  const groups = CONSUMER_NAMES.flatMap((name) =>
    chunksOf(
      claimed.filter(({ consumer }) => consumer === name),
      once ? 1 : most,
    ),
  );
  const jobs = groups.map(([first, ...others]) => ({
    name: first.consumer,
    data: {
      deliveries: [first, ...others].map(({ id, generation }) => ({ delivery: id, generation })),
    },
    opts: {
      jobId: once ? `${first.id}-1` : `${first.id}-${first.generation}`,
      removeOnComplete: !once,
      removeOnFail: !once,
    },
  }));
  const copies = Array.from({ length: faults.copies - 1 }, (_, copy) =>
    jobs.map((job) => ({ ...job, opts: { ...job.opts, jobId: `${job.opts.jobId}-${copy + 2}` } })),
  );
  return [...copies.flat().reverse(), ...jobs];
}

/**
 * So few jobs go by themselves: in Postgres an addition in bulk makes two tables and drops them, which
 * takes as long as several additions.
 */
const FEW = 4;

async function addAll(queue: Queue<DeliveryJob>, jobs: BulkJob[]): Promise<void> {
  if (jobs.length > FEW) await queue.addBulk(jobs);
  else await Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)));
}

type Chunk<One> = readonly [One, ...One[]];

function chunksOf<One>(all: readonly One[], most: number): readonly Chunk<One>[] {
  const [first, ...rest] = all;
  if (first === undefined) return [];
  return [[first, ...rest.slice(0, most - 1)], ...chunksOf(rest.slice(most - 1), most)];
}

async function failAfter(ms: number): Promise<never> {
  await sleep(ms, undefined, { ref: false });
  throw new Error(`the queue did not answer within ${ms} ms`);
}
