import { type DeliveryJob, type JobName, type JobPayloads } from '#libs/contracts';
import { Store } from '#libs/store';
import { atMostOncePerSecond, errorWords } from '#libs/watch';
import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type Job, type Queue } from 'bullmq';
import { Consumer } from './consumer.js';
import { ENGINE, type Engine, begun, connected } from './engine.js';
import { TICK, type Tick } from './tokens.js';

const log = new Logger('Workers');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** How long a silent worker keeps its jobs; they come back until the database says that it is enough. */
const PATIENCE = { lockDuration: 10_000, stalledInterval: 10_000, maxStalledCount: 100 };

/**
 * More at once than a transaction takes: while one group commits, the next one gathers. Few enough that
 * a worker leaves to others what they could do.
 */
export const WORKER_OPTIONS = { concurrency: 20, ...PATIENCE };

/** Works the router's queue. */
@Processor('router', WORKER_OPTIONS)
export class RouterWorker extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly consumer: Consumer,
    private readonly store: Store,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await begun(this.engine, this.worker);
  }

  override async process(job: Job<DeliveryJob, void, JobName>): Promise<void> {
    await this.consumer.consume(job.data, job.attemptsStarted > 1);
    this.store.faults.pass('acknowledge.before');
  }

  @OnWorkerEvent('completed')
  acknowledged(): void {
    this.store.faults.pass('acknowledge.after');
  }

  @OnWorkerEvent('error')
  failed(error: Error): void {
    troubles('router', `the router's worker: ${errorWords(error)}`);
  }

  /** What is under way ends before the queues close. */
  async onModuleDestroy(): Promise<void> {
    await connected(this.engine, this.worker);
    await this.worker.close();
  }
}

function isDelivery(data: JobPayloads[JobName]): data is DeliveryJob {
  return 'deliveries' in data;
}

/**
 * Works the deadlines' queue: ticks, and deliveries. A tick that failed is followed by the next in a
 * second; of several at once a few work, each on reports of its own, and the others find nothing to do.
 */
@Processor('deadlines', WORKER_OPTIONS)
export class DeadlinesWorker extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly consumer: Consumer,
    @Inject(TICK) private readonly tick: Tick,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await begun(this.engine, this.worker);
  }

  override async process(job: Job<JobPayloads[JobName], void, JobName>): Promise<void> {
    if (isDelivery(job.data)) await this.consumer.consume(job.data, job.attemptsStarted > 1);
    else await this.tick();
  }

  @OnWorkerEvent('error')
  failed(error: Error): void {
    troubles('deadlines', `the deadlines' worker: ${errorWords(error)}`);
  }

  async onModuleDestroy(): Promise<void> {
    await connected(this.engine, this.worker);
    await this.worker.close();
  }
}

const EVERY_MS = 1_000;
/** Without a queue nothing is noticed later than this, but for the work itself. */
const WATCH_MS = 2_000;
const ROUNDS_A_MINUTE = 60_000 / WATCH_MS;

/**
 * Keeps the clock ticking: a job scheduler every second, put up again at start and every minute in
 * case the queue has lost it, and a tick of the process's own when no job has come for a while.
 */
@Injectable()
export class Ticker implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private rounds = 0;
  private scheduling: Promise<void> = Promise.resolve();

  constructor(
    @InjectQueue('deadlines') private readonly queue: Queue,
    @Inject(TICK) private readonly tick: Tick,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {}

  onApplicationBootstrap(): void {
    // Not waited for: where Redis is away, the job is put up when it comes.
    this.scheduling = this.schedule();
    this.guard(this.scheduling);
    this.timer = setInterval(() => {
      this.rounds += 1;
      if (this.rounds % ROUNDS_A_MINUTE === 0 && this.engine.reachable()) {
        this.scheduling = this.schedule();
        this.guard(this.scheduling);
      }
      this.guard(this.tick());
    }, WATCH_MS);
  }

  /** What is being put up is up before its queue closes. */
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    if (this.engine.reachable()) await Promise.allSettled([this.scheduling]);
  }

  private async schedule(): Promise<void> {
    const template = {
      name: 'tick',
      data: {},
      opts: { removeOnComplete: true, removeOnFail: true },
    };
    await this.queue.upsertJobScheduler('tick', { every: EVERY_MS }, template);
  }

  private guard(work: Promise<void>): void {
    work.catch((error: unknown) => {
      troubles('tick', `the clock's own tick failed and comes again: ${errorWords(error)}`);
    });
  }
}
