import { type EventKind, type JsonObject } from '#libs/domain';

/** The queues, each worked by one app. */
export const QUEUES = ['router', 'deadlines'] as const;
export type QueueName = (typeof QUEUES)[number];

interface ConsumerSpec {
  readonly queue: QueueName;
  /** The events of a history that it hears. */
  readonly hears: readonly EventKind[];
  /** Whose events: those of whole reports, or of the children of a split one. */
  readonly of: 'reports' | 'children';
}

/**
 * Who hears what: one delivery is written for each (event, consumer), in the transaction that
 * writes the event. Read from top to bottom it is the flow of the product.
 */
export const CONSUMERS = {
  route: { queue: 'router', hears: ['receive'], of: 'reports' },
  settle_parent: {
    queue: 'router',
    hears: ['resolve', 'reject', 'spam', 'merge', 'withdraw'],
    of: 'children',
  },
} as const satisfies Record<string, ConsumerSpec>;
export type ConsumerName = keyof typeof CONSUMERS;
export const CONSUMER_NAMES = Object.keys(CONSUMERS) as ConsumerName[];

/** The consumers that a queue's worker must have a handler for. */
export type ConsumerOf<Q extends QueueName> = {
  [C in ConsumerName]: (typeof CONSUMERS)[C]['queue'] extends Q ? C : never;
}[ConsumerName];

/** The consumers of an event, in catalogue order. */
export function consumersOf(kind: EventKind, isChild: boolean): readonly ConsumerName[] {
  return CONSUMER_NAMES.filter((name) => {
    const spec: ConsumerSpec = CONSUMERS[name];
    return spec.hears.includes(kind) && spec.of === (isChild ? 'children' : 'reports');
  });
}

/** A job that carries out a delivery: ids only, what it is about is read from the database. */
export interface DeliveryJob {
  readonly delivery: string;
  readonly generation: number;
}

/** Job name → payload. Delivery jobs bear their consumer's name; `tick` looks for what is due. */
export type JobPayloads = { readonly [C in ConsumerName]: DeliveryJob } & {
  readonly tick: Readonly<Record<string, never>>;
};
export type JobName = keyof JobPayloads;

/** A payload that is not plain JSON (a Date, say) does not compile. */
type PlainJson<P> = P extends JsonObject ? true : never;
const plain: PlainJson<{ [K in keyof DeliveryJob]: DeliveryJob[K] }> = true;
void plain;
