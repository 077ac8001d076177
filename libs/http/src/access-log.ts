import { type Watch } from '#libs/watch';
import { type FastifyInstance } from 'fastify';

/** Stands for every address that no route has. */
const NO_ROUTE = '(none)';
/** Asked every few seconds by whoever keeps the process alive. */
const HEALTH = '/health/';

/**
 * One line and one count for each request. The route is its pattern: addresses hold the codes of
 * reports, and what is asked in them may be anything.
 */
export function addAccessLog(server: FastifyInstance, { log, metrics }: Watch): void {
  server.addHook('onResponse', async (request, reply) => {
    const { method, id } = request;
    const route = request.is404 ? NO_ROUTE : (request.routeOptions.url ?? NO_ROUTE);
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.request(method, route, status, ms / 1_000);
    const level = route.startsWith(HEALTH) && status < 400 ? 'debug' : 'info';
    log.write(level, { method, route, status, ms, request: id }, 'request');
  });
}
