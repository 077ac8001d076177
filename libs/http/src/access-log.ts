import { type Watch } from '#libs/watch';
import { type FastifyInstance } from 'fastify';
import { isHealth } from './health.js';

/** Stands for every address that no route has. */
const NO_ROUTE = '(none)';
/** Refused because there is too much: a line for each would be too much again. */
const SHED = [429, 503];

/**
 * One line and one count for each request; those that are shed are told once a second, by the filter
 * of problems. The route is its pattern: addresses hold the codes of
 * reports, and what is asked in them may be anything.
 */
export function addAccessLog(server: FastifyInstance, { log, metrics }: Watch): void {
  server.addHook('onResponse', async (request, reply) => {
    const { method, id } = request;
    const route = request.is404 ? NO_ROUTE : (request.routeOptions.url ?? NO_ROUTE);
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.request(method, route, status, ms / 1_000);
    const quiet = SHED.includes(status) || (isHealth(request) && status < 400);
    const level = quiet ? 'debug' : 'info';
    log.write(level, { method, route, status, ms, request: id }, 'request');
  });
}
