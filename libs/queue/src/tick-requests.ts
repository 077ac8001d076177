import { setTimeout as sleep } from 'node:timers/promises';
import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { type Queue } from 'bullmq';

const PATIENCE_MS = 60_000;
const FIRST_LOOK_MS = 2;
const LONGEST_BETWEEN_LOOKS_MS = 50;

/** Asks the deadlines' worker for a tick now and waits for it: for a clock that is moved by hand. */
@Injectable()
export class TickRequests {
  constructor(@InjectQueue('deadlines') private readonly queue: Queue) {}

  /**
   * The end is looked for and not listened for: where the queues are in the database, whoever listens
   * reads on from the last event seen, and never sees one that was numbered before it and committed
   * after it.
   * @throws when the tick failed or did not end within a minute
   */
  async tick(): Promise<void> {
    const kept = { removeOnComplete: { count: 100 }, removeOnFail: { count: 100 } };
    const { id = '' } = await this.queue.add('tick', {}, kept);
    const end = performance.now() + PATIENCE_MS;
    for (let pause = FIRST_LOOK_MS; ; pause = Math.min(2 * pause, LONGEST_BETWEEN_LOOKS_MS)) {
      await sleep(pause);
      const job = (await this.queue.getJob(id)) as
        { readonly finishedOn?: number; readonly failedReason?: string } | undefined;
      if (job?.failedReason) throw new Error(`the tick ${id} failed: ${job.failedReason}`);
      if (job?.finishedOn !== undefined) return;
      if (performance.now() > end) throw new Error(`the tick ${id} did not end within a minute`);
    }
  }
}
