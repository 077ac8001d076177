import { type EventKind, type JsonObject } from '#libs/domain';

/** The queues, each worked by one app. */
export const QUEUES = ['router', 'deadlines'] as const;
export type QueueName = (typeof QUEUES)[number];

interface ConsumerSpec {
  readonly queue: QueueName;
  /** The events of a history that it hears. */
  readonly hears: readonly EventKind[];
  /** Whose events: those of whole reports, of the children of a split one, or of either. */
  readonly of: 'reports' | 'children' | 'both';
  /** Whether it also hears what is told of then: a case taken over, or a history replayed. */
  readonly told: boolean;
}

/**
 * Who hears what: one delivery is written for each (event, consumer), in the transaction that
 * writes the event. Read from top to bottom it is the flow of the product.
 */
export const CONSUMERS = {
  route: { queue: 'router', hears: ['receive', 'let_pass'], of: 'reports', told: true },
  settle_parent: {
    queue: 'router',
    hears: ['resolve', 'reject', 'spam', 'merge', 'withdraw'],
    of: 'children',
    told: true,
  },
  notify: { queue: 'deadlines', hears: ['warning', 'escalation'], of: 'both', told: false },
} as const satisfies Record<string, ConsumerSpec>;
export type ConsumerName = keyof typeof CONSUMERS;
export const CONSUMER_NAMES = Object.keys(CONSUMERS) as ConsumerName[];

/** The consumers that a queue's worker must have a handler for. */
export type ConsumerOf<Q extends QueueName> = {
  [C in ConsumerName]: (typeof CONSUMERS)[C]['queue'] extends Q ? C : never;
}[ConsumerName];

/** What decides who hears an event. */
export interface Heard {
  readonly kind: EventKind;
  /** It is of a child of a split report. */
  readonly isChild: boolean;
  /** It happened before it was written down: it is told, not lived. */
  readonly told: boolean;
}

/** The consumers of an event, in catalogue order. */
export function consumersOf({ kind, isChild, told }: Heard): readonly ConsumerName[] {
  const whose = isChild ? 'children' : 'reports';
  return CONSUMER_NAMES.filter((name) => {
    const spec: ConsumerSpec = CONSUMERS[name];
    const ofIt = spec.of === 'both' || spec.of === whose;
    return ofIt && spec.hears.includes(kind) && (spec.told || !told);
  });
}

/** A delivery on a queue: ids only, what it is about is read from the database. */
export interface QueuedDelivery {
  readonly delivery: string;
  readonly generation: number;
}

/** A job that carries out deliveries to one consumer: a queue costs by the job, not by what is in it. */
export interface DeliveryJob {
  readonly deliveries: readonly QueuedDelivery[];
}

/** Job name → payload. Delivery jobs bear their consumer's name; `tick` looks for what is due. */
export type JobPayloads = { readonly [C in ConsumerName]: DeliveryJob } & {
  readonly tick: Readonly<Record<string, never>>;
};
export type JobName = keyof JobPayloads;

/** A payload that is not plain JSON (a Date, say) does not compile. */
type PlainJson<P> = P extends JsonObject ? true : never;
const plain: PlainJson<{ [K in keyof QueuedDelivery]: QueuedDelivery[K] }> = true;
void plain;
