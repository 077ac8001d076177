import {
  type ConsumerName,
  type DeliveryJob,
  type QueuedDelivery,
  isRetryable,
} from '#libs/contracts';
import {
  Batches,
  type Delivered,
  ReferenceCache,
  Store,
  completeDeliveries,
  failDelivery,
  noteSuspect,
} from '#libs/store';
import { atMostOncePerSecond, errorWords } from '#libs/watch';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { callsOf } from './calls.js';
import { type DeliveryHandler, HANDLERS } from './tokens.js';

/** A delivery of a later generation was lost more than once. */
const LOST_OFTEN = 2;
/** Two groups under way at once: while one commits, the next one gathers. */
const LIMITS = { most: 50, inFlight: 2 };

/**
 * Carries out deliveries, those in flight in one transaction. Done is set in the transaction of the
 * effect: a job that comes twice, or late, finds nothing to do.
 * Tries and crashes are counted in the database, not by the queue, which forgets both.
 */
@Injectable()
export class Consumer {
  private readonly log = new Logger(Consumer.name);
  private readonly troubles = atMostOncePerSecond((text) => {
    this.log.warn(text);
  });
  private readonly batches: Batches<QueuedDelivery, void>;

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
    @Inject(HANDLERS) private readonly handlers: ReadonlyMap<ConsumerName, DeliveryHandler>,
  ) {
    this.batches = new Batches((queued) => this.carryOut(queued), LIMITS);
  }

  /** @param startedBefore a worker had begun this very job and never ended it */
  async consume({ deliveries }: DeliveryJob, startedBefore: boolean): Promise<void> {
    await Promise.all(deliveries.map((one) => this.deliver(one, startedBefore)));
  }

  private async deliver(queued: QueuedDelivery, startedBefore: boolean): Promise<void> {
    // What was begun before, or was lost time and again, may be what killed its worker: it takes
    // nobody along should it do so again. Once is nothing: a queue was emptied, or was long.
    const suspect = startedBefore || queued.generation > LOST_OFTEN;
    try {
      if (suspect) await this.batches.alone(() => this.consumeAgain(queued));
      else await this.batches.add(queued);
    } catch (error) {
      await this.failed(queued, suspect, error);
    }
  }

  /**
   * The try is noted before it is made, since nobody may be left to note it; and not before its turn:
   * who merely waits while another one kills the worker is innocent.
   */
  private async consumeAgain(queued: QueuedDelivery): Promise<void> {
    const { delivery: id } = queued;
    const state = await this.store.transaction({ role: 'worker' }, (tx) => noteSuspect(tx, id));
    if (state === 'dead') this.log.error(`delivery ${id} is dead: its worker stopped too often`);
    if (state === 'enqueued') await this.carryOut([queued]);
  }

  /** One transaction for all of them: the marks that they are done, and their effects. */
  private async carryOut(queued: readonly QueuedDelivery[]): Promise<readonly void[]> {
    const reference = await this.reference.get();
    const { faults } = this.store;
    const ids = queued.map(({ delivery }) => delivery);
    const early = faults.without('done_in_transaction') ? await this.completeEarly(ids) : null;
    await this.store.transaction({ role: 'worker' }, async (tx) => {
      const delivered = early ?? (await completeDeliveries(tx, ids));
      faults.pass('effect.before');
      const idle = queued.length - delivered.length;
      if (idle > 0) this.log.debug(`${idle} of ${queued.length} deliveries had nothing left to do`);
      faults.taste(delivered.map(({ reportId }) => reportId));
      for (const call of callsOf(delivered)) {
        const consumer = call[0]?.consumer;
        const handler = consumer && this.handlers.get(consumer);
        if (!handler) throw new Error(`no handler for ${consumer}`);
        await handler(tx, reference, call);
      }
      faults.pass('effect.after');
    });
    return queued.map(() => undefined);
  }

  /** For the fault that marks as done what may never be done. */
  private completeEarly(ids: readonly string[]): Promise<Delivered[]> {
    return this.store.transaction({ role: 'worker' }, (tx) => completeDeliveries(tx, ids));
  }

  private async failed(
    { delivery: id }: QueuedDelivery,
    noted: boolean,
    error: unknown,
  ): Promise<void> {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const failed = { id, error: text, retry: isRetryable(error), noted };
    const state = await this.store.transaction({ role: 'worker' }, (tx) =>
      failDelivery(tx, failed),
    );
    if (state === 'dead') this.log.error(`delivery ${id} is dead: ${errorWords(error)}`);
    else if (state === 'pending') {
      this.troubles('again', `delivery ${id} is tried again: ${errorWords(error)}`);
    }
  }
}
