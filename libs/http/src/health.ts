import { type Store } from '#libs/store';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { RETRY_AFTER_S } from './problem.filter.js';
import { languageOf, problemBody } from './problem-body.js';

const READY_WITHIN_MS = 1_000;

async function answersInTime(store: Store): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, READY_WITHIN_MS);
  });
  const asked = store
    .transaction({ role: 'worker', withinMs: READY_WITHIN_MS }, async () => true)
    .catch(() => false);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

const HEALTH = '/health/';

/** Asked every few seconds by whoever keeps the process alive: never refused, and hardly logged. */
export function isHealth(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith(HEALTH) ?? false;
}

/** `/health/live`: the process runs. `/health/ready`: it can serve, for the database answers. */
export function addHealth(server: FastifyInstance, store: Store): void {
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (request, reply) => {
    if (await answersInTime(store)) return { status: 'ready' };
    const body = problemBody(
      'unavailable',
      'database',
      languageOf(request.headers['accept-language']),
    );
    return reply
      .status(body.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .header('Retry-After', String(RETRY_AFTER_S[503]))
      .send(JSON.stringify(body));
  });
}
