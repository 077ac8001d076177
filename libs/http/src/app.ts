import { randomUUID } from 'node:crypto';
import { ConfigError } from '#libs/config';
import { Store } from '#libs/store';
import { type Watch } from '#libs/watch';
import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type FastifyInstance } from 'fastify';
import { addAccessLog } from './access-log.js';
import { addClosing } from './closing.js';
import { addHealth } from './health.js';
import { withProblems } from './problem-schema.js';
import { ProblemFilter } from './problem.filter.js';
import { type Shedding, addShedding } from './shedding.js';
import { addUploads } from './uploads.js';
import { validation } from './validation.js';

const BODY_LIMIT = 64 * 1024;

/**
 * The interface of an app in words, as `/docs` shows it. Every operation can answer a problem.
 * @param keys headers that every request must show, by name
 */
export function describeApi(
  app: NestFastifyApplication,
  keys: readonly string[] = [],
): OpenAPIObject {
  const description = 'Phản ánh hiện trường: tiếp nhận, phân luồng, thời hạn, kết quả.';
  const builder = new DocumentBuilder().setTitle('Kịp').setDescription(description).setVersion('1');
  for (const name of keys) {
    builder.addApiKey({ type: 'apiKey', in: 'header', name }, name).addSecurityRequirements(name);
  }
  return withProblems(SwaggerModule.createDocument(app, builder.build()));
}

/** What an app may have besides its module. */
export interface HttpExtras {
  /** Logs and counts its requests. */
  readonly watch?: Watch;
  /** When it refuses; unless given, never because of too much. */
  readonly shedding?: Shedding;
  /** Adds what is no controller of Nest's, before the routes are closed. */
  readonly mount?: (server: FastifyInstance) => void;
}

/**
 * An HTTP app on Fastify with what all of them share: validated bodies, problem+json, a body
 * limit, private answers that nobody caches, health, and the description at `/docs`. The module
 * must provide `Store`. It listens and heeds signals only when told to.
 *
 * @param keys headers that every request must show, for the description
 */
export async function createHttpApp(
  module: DynamicModule,
  keys: readonly string[] = [],
  { watch, shedding, mount }: HttpExtras = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Refused by `addClosing` instead, as a problem.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: watch?.log ?? ['error', 'warn'],
  });
  const server = adapter.getInstance();
  if (watch) addAccessLog(server, watch);
  server.addHook('onSend', async (request, reply) => {
    void reply.header('X-Request-Id', request.id);
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
    void reply.header('X-Content-Type-Options', 'nosniff').header('Referrer-Policy', 'no-referrer');
  });
  addClosing(server);
  if (shedding) await addShedding(server, shedding);
  await addUploads(server);
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter());
  addHealth(server, app.get(Store, { strict: false }));
  mount?.(server);
  SwaggerModule.setup('docs', app, () => describeApi(app, keys));
  await app.init();
  await server.ready();
  return app;
}

/** Where an app listens, and what had to be chosen otherwise than asked. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly notice: string | null;
}

function isTaken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'EADDRINUSE';
}

/**
 * Listens. Port 0 is any free one; a port that is taken is replaced by a free one, and the notice
 * names both, unless `fixed`.
 * @throws ConfigError when it is taken and fixed, or not allowed
 */
export async function listen(
  app: NestFastifyApplication,
  host: string,
  port: number,
  options: { readonly fixed?: boolean } = {},
): Promise<Listening> {
  const server = app.getHttpAdapter().getInstance();
  try {
    await server.listen({ host, port });
  } catch (error) {
    if (!isTaken(error) || options.fixed) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ConfigError('KIP_HOST and port', `${host}:${port}`, `name others (${why})`);
    }
    await server.listen({ host, port: 0 });
  }
  const address = server.addresses()[0];
  const chosen = typeof address === 'object' ? address.port : port;
  const shown = host.includes(':') ? `[${host}]` : host;
  const notice = port !== 0 && chosen !== port ? `port ${port} is taken; using ${chosen}` : null;
  return { url: `http://${shown}:${chosen}`, port: chosen, notice };
}
