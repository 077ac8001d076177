import { type ConsumerOf, type QueueName } from '#libs/contracts';
import { type Delivered, type Reference, type Tx } from '#libs/store';

/** Carries out deliveries of one consumer in the transaction that also marks them done. */
export type DeliveryHandler = (
  tx: Tx,
  reference: Reference,
  delivered: readonly Delivered[],
) => Promise<void>;

/** What a queue's worker must have: a handler for each of its consumers, no more and no fewer. */
export type DeliveryHandlers<Q extends QueueName> = Readonly<
  Record<ConsumerOf<Q>, DeliveryHandler>
>;

/** Looks for what is due until nothing is; safe to run by several at once. */
export type Tick = () => Promise<void>;

/** Of a process that lets nothing fall due: a tick that comes to it is lost, and must not pass for done. */
export const NO_TICK: Tick = async () => {
  throw new Error('a tick came to a process that has none: another one works the same queue');
};

/**
 * One tick of this process after the other. Who asks while one is under way is answered by the next,
 * which sees the clock as it stands then; all who ask meanwhile share it.
 */
export function inTurn(tick: Tick): Tick {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = (): Promise<void> => {
    if (!running) {
      running = tick().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
  return run;
}

export const HANDLERS = Symbol('delivery handlers');
export const TICK = Symbol('tick');
export const QUEUE_SET = Symbol('queues by name');
