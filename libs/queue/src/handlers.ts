import { CONSUMERS, CONSUMER_NAMES, type ConsumerName, type QueueName } from '#libs/contracts';
import { type DeliveryHandler, type DeliveryHandlers } from './tokens.js';

/** The handlers of a process do not fit the catalogue: it must not start. */
export class HandlerMismatch extends Error {
  readonly code = 'handler_mismatch';
  constructor(problems: readonly string[]) {
    super(`the handlers do not fit the catalogue: ${problems.join('; ')}`);
    this.name = 'HandlerMismatch';
  }
}

/**
 * Joins the handlers of the queues that a process works, and proves at start that each consumer
 * of those queues has exactly one.
 * @throws HandlerMismatch naming every missing, doubled or unknown handler
 */
export function joinHandlers(
  mounted: readonly {
    readonly queue: QueueName;
    readonly handlers: Partial<DeliveryHandlers<QueueName>>;
  }[],
): ReadonlyMap<ConsumerName, DeliveryHandler> {
  const problems: string[] = [];
  const joined = new Map<ConsumerName, DeliveryHandler>();
  for (const { queue, handlers } of mounted) {
    for (const [name, handler] of Object.entries(handlers)) {
      const consumer = CONSUMER_NAMES.find((known) => known === name);
      if (!consumer) problems.push(`"${name}" is no consumer of the catalogue`);
      else if (CONSUMERS[consumer].queue !== queue)
        problems.push(`"${name}" is not of queue ${queue}`);
      else if (joined.has(consumer)) problems.push(`"${name}" has two handlers`);
      else joined.set(consumer, handler);
    }
    for (const consumer of CONSUMER_NAMES) {
      if (CONSUMERS[consumer].queue === queue && !joined.has(consumer)) {
        problems.push(`"${consumer}" has no handler`);
      }
    }
  }
  if (problems.length > 0) throw new HandlerMismatch(problems);
  return joined;
}
