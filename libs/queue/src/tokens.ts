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

export const HANDLERS = Symbol('delivery handlers');
export const TICK = Symbol('tick');
export const QUEUE_SET = Symbol('queues by name');
