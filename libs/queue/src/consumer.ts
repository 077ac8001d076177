import { type ConsumerName, type DeliveryJob, isRetryable } from '#libs/contracts';
import { ReferenceCache, Store, completeDeliveries, failDelivery, noteCrash } from '#libs/store';
import { atMostOncePerSecond, errorWords } from '#libs/watch';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type DeliveryHandler, HANDLERS } from './tokens.js';

/**
 * Carries out deliveries. Done is set in the transaction of the effect: a job that comes twice, or
 * late, or after its generation was replaced finds nothing to do. Tries and crashes are counted in
 * the database, not by the queue, which forgets both.
 */
@Injectable()
export class Consumer {
  private readonly log = new Logger(Consumer.name);
  private readonly troubles = atMostOncePerSecond((text) => {
    this.log.warn(text);
  });

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
    @Inject(HANDLERS) private readonly handlers: ReadonlyMap<ConsumerName, DeliveryHandler>,
  ) {}

  /** @param startedBefore a worker had begun this very job and never ended it */
  async consume(job: DeliveryJob, startedBefore: boolean): Promise<void> {
    const { delivery: id, generation } = job;
    if (startedBefore) {
      const state = await this.store.transaction({ role: 'worker' }, (tx) =>
        noteCrash(tx, id, generation),
      );
      if (state === 'dead') this.log.error(`delivery ${id} is dead: its worker stopped too often`);
      if (state !== 'enqueued') return;
    }
    try {
      const reference = await this.reference.get();
      await this.store.transaction({ role: 'worker' }, async (tx) => {
        const [delivered] = await completeDeliveries(tx, [{ id, generation }]);
        if (!delivered) {
          this.log.debug(`delivery ${id} generation ${generation} had nothing left to do`);
          return;
        }
        const handler = this.handlers.get(delivered.consumer);
        if (!handler) throw new Error(`no handler for ${delivered.consumer}`);
        await handler(tx, reference, [delivered]);
      });
    } catch (error) {
      await this.failed(job, error);
    }
  }

  private async failed({ delivery: id, generation }: DeliveryJob, error: unknown): Promise<void> {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const failed = { id, generation, error: text, retry: isRetryable(error) };
    const state = await this.store.transaction({ role: 'worker' }, (tx) =>
      failDelivery(tx, failed),
    );
    if (state === 'dead') this.log.error(`delivery ${id} is dead: ${errorWords(error)}`);
    else if (state === 'pending') {
      this.troubles('again', `delivery ${id} is tried again: ${errorWords(error)}`);
    }
  }
}
