import { type INestApplicationContext } from '@nestjs/common';
import { type FastifyPluginCallback } from 'fastify';
import { type QueueSet } from './relay.js';
import { QUEUE_SET } from './tokens.js';

/** Pages that show what is on the queues, wherever those are kept. They change nothing. */
export interface Board {
  /** To be registered on an HTTP server under the prefix that the board was opened for. */
  readonly plugin: FastifyPluginCallback;
  /** Shows the queues of a context; before, the board is empty. */
  readonly show: (context: INestApplicationContext) => void;
}

/**
 * Opens an empty board. Loaded only where it is asked for: of the processes, only the desk's has one.
 * @param prefix the path below which it is served
 */
export async function openBoard(prefix: string): Promise<Board> {
  const [{ createBullBoard }, { BullMQAdapter }, { FastifyAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/fastify'),
  ]);
  const serverAdapter = new FastifyAdapter().setBasePath(prefix);
  const uiConfig = { boardTitle: 'Kịp' };
  const { setQueues } = createBullBoard({ queues: [], serverAdapter, options: { uiConfig } });
  return {
    plugin: serverAdapter.registerPlugin(),
    show: (context) => {
      const queues = context.get<QueueSet>(QUEUE_SET, { strict: false });
      setQueues(
        [...queues.values()].map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
      );
    },
  };
}
