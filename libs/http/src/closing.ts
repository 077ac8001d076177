import { Problem } from '#libs/contracts';
import { type FastifyInstance } from 'fastify';

/**
 * From when an app is asked to close it takes no more: what comes on a connection that is still open
 * is refused in the same words as everything else, what was taken before is answered, and either
 * answer ends its connection.
 */
export function addClosing(server: FastifyInstance): void {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.addHook('onRequest', async () => {
    if (closing) throw new Problem('unavailable', 'this process is ending');
  });
  server.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('Connection', 'close');
  });
}
