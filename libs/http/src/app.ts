import { randomUUID } from 'node:crypto';
import { ConfigError } from '#libs/config';
import { KEY_RIGHTS } from '#libs/domain';
import { Store } from '#libs/store';
import { type Watch } from '#libs/watch';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type FastifyInstance } from 'fastify';
import { addAccessLog } from './access-log.js';
import { addClosing } from './closing.js';
import { addHealth } from './health.js';
import { type PagesOf, addPages } from './pages.js';
import { withProblems } from './problem-schema.js';
import { type PageSources, withSources } from './page-sources.js';
import { ProblemFilter } from './problem.filter.js';
import { ACCESS, demandRules } from './route-rules.js';
import { type Shedding, addShedding } from './shedding.js';
import { addUploads } from './uploads.js';
import { validation } from './validation.js';
import { WellFormedPipe } from './well-formed.pipe.js';

const BODY_LIMIT = 64 * 1024;

/**
 * The interface of an app in words, as `/docs` shows it. Every operation can answer a problem.
 * @param asksFor what every request must show: a key in a header, or a session's cookie
 */
export function describeApi(app: NestFastifyApplication, asksFor?: AsksFor): OpenAPIObject {
  const description = 'Phản ánh hiện trường: tiếp nhận, phân luồng, thời hạn, kết quả.';
  const builder = new DocumentBuilder().setTitle('Kịp').setDescription(description).setVersion('1');
  if (asksFor === 'key') {
    const name = 'Desk-Key';
    builder.addApiKey({ type: 'apiKey', in: 'header', name }, name).addSecurityRequirements(name);
  }
  if (asksFor === 'session') {
    builder.addCookieAuth('kip', { type: 'apiKey' }, 'session').addSecurityRequirements('session');
    builder.addBearerAuth({ type: 'http', scheme: 'bearer' }, 'integrator');
  }
  return withKeysAsNeeded(withProblems(SwaggerModule.createDocument(app, builder.build())));
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const NEEDS_NO_KEY: readonly unknown[] = ['public', 'case_token'];

const FOR_INTEGRATORS: readonly unknown[] = KEY_RIGHTS.map((right) => `right: ${right}`);

/** What anybody may use asks for no key and no session; what other systems may, for either. */
function withKeysAsNeeded(document: OpenAPIObject): OpenAPIObject {
  const signedIn = 'integrator' in (document.components?.securitySchemes ?? {});
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation && ACCESS in operation && NEEDS_NO_KEY.includes(operation[ACCESS])) {
        operation.security = [];
      }
      if (
        signedIn &&
        operation &&
        ACCESS in operation &&
        FOR_INTEGRATORS.includes(operation[ACCESS])
      ) {
        operation.security = [{ session: [] }, { integrator: [] }];
      }
    }
  }
  return document;
}

/** What a browser may do with an answer: load what is this site's own, and be framed by nobody. */
const HEADERS: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      // The pages' components and /docs bring styles with them; no script may stand in a page.
      styleSrc: ["'self'", "'unsafe-inline'"],
      // A photo is shown before it is sent; the map draws its own pictures.
      imgSrc: ["'self'", 'data:', 'blob:'],
      connectSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
};

/** What a request has to show: the one key of the installation, or the cookie of a session. */
export type AsksFor = 'key' | 'session';

/** What an app may have besides its module. */
export interface HttpExtras {
  /** For the description; absent: nothing. */
  readonly asksFor?: AsksFor;
  /** Logs and counts its requests. */
  readonly watch?: Watch;
  /** When it refuses; unless given, never because of too much. */
  readonly shedding?: Shedding;
  /** Whose word on where a client is is believed: addresses and ranges; absent: nobody's. */
  readonly trustedProxies?: readonly string[];
  /** What its pages fetch from elsewhere; absent: nothing. */
  readonly sources?: PageSources;
  /** Whose pages it serves; absent: none. */
  readonly pages?: PagesOf;
  /** Adds what is no controller of Nest's, before the routes are closed. */
  readonly mount?: (server: FastifyInstance) => void;
}

/**
 * An HTTP app on Fastify with what all of them share: validated bodies, problem+json, a body
 * limit, private answers that nobody caches, health, and the description at `/docs`. The module
 * must provide `Store`. It listens and heeds signals only when told to.
 * @throws Error where a route does not say who may use it
 */
export async function createHttpApp(
  module: DynamicModule,
  { asksFor, watch, shedding, trustedProxies = [], sources = {}, pages, mount }: HttpExtras = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Refused by `addClosing` instead, as a problem.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    // Only by name: whoever is believed blindly chooses the address by which everybody is limited.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: watch?.log ?? ['error', 'warn'],
  });
  const server = adapter.getInstance();
  if (watch) addAccessLog(server, watch);
  await server.register(helmet, withSources(HEADERS, sources));
  server.addHook('onSend', async (request, reply) => {
    void reply.header('X-Request-Id', request.id);
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
  });
  demandRules(app);
  addClosing(server);
  if (shedding) await addShedding(server, shedding);
  await addUploads(server);
  app.useGlobalPipes(new WellFormedPipe(), validation());
  app.useGlobalFilters(new ProblemFilter());
  addHealth(server, app.get(Store, { strict: false }));
  mount?.(server);
  if (pages) await addPages(server, pages);
  SwaggerModule.setup('docs', app, () => describeApi(app, asksFor));
  await app.init();
  // JSON alone: a form of another site can send these two without asking, and is not even read.
  server.removeContentTypeParser(['text/plain', 'application/x-www-form-urlencoded']);
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
