import { type DeliveryJob, type JobName } from '#libs/contracts';
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
import { ENGINE, type Engine, connected } from './engine.js';
import { TICK, type Tick } from './tokens.js';

const log = new Logger('Workers');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** Works the router's queue. A stalled job comes back until the database says that it is enough. */
@Processor('router', { concurrency: 8, maxStalledCount: 100 })
export class RouterWorker extends WorkerHost implements OnModuleDestroy {
  constructor(
    private readonly consumer: Consumer,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {
    super();
  }

  override async process(job: Job<DeliveryJob, void, JobName>): Promise<void> {
    await this.consumer.consume(job.data, job.attemptsStarted > 1);
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

/** Works the queue of ticks; one that failed is followed by the next in a second. */
@Processor('deadlines', { concurrency: 1, maxStalledCount: 100 })
export class DeadlinesWorker extends WorkerHost implements OnModuleDestroy {
  constructor(
    @Inject(TICK) private readonly tick: Tick,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {
    super();
  }

  override async process(): Promise<void> {
    await this.tick();
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
const WATCH_MS = 5_000;

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
      if (this.rounds % 12 === 0 && this.engine.reachable()) {
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
