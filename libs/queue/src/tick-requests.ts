import { atMostOncePerSecond, errorWords } from '#libs/watch';
import { InjectQueue } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type Queue, QueueEvents } from 'bullmq';
import { ENGINE, type Engine, begun, connected } from './engine.js';

const PATIENCE_MS = 60_000;

/** Asks the deadlines' worker for a tick now and waits for it: for a clock that is moved by hand. */
@Injectable()
export class TickRequests implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly events: QueueEvents;

  constructor(
    @InjectQueue('deadlines') private readonly queue: Queue,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {
    this.events = new QueueEvents('deadlines', {
      connection: engine.connection,
      prefix: engine.prefix('deadlines'),
    });
    const log = new Logger(TickRequests.name);
    const troubles = atMostOncePerSecond((text) => {
      log.warn(text);
    });
    // An error that nobody hears is printed whole by the queue, as often as it comes.
    this.events.on('error', (error) => {
      troubles('events', `the ends of ticks are not heard: ${errorWords(error)}`);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await begun(this.engine, this.events);
  }

  /** @throws when the tick failed or did not end within a minute */
  async tick(): Promise<void> {
    await this.events.waitUntilReady();
    const kept = { removeOnComplete: { count: 100 }, removeOnFail: { count: 100 } };
    const job = await this.queue.add('tick', {}, kept);
    await job.waitUntilFinished(this.events, PATIENCE_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await connected(this.engine, this.events);
    await this.events.close();
  }
}
