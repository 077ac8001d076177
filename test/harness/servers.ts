import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReferenceCache, Store, migrateDatabase } from '#libs/store';
import { redisPlace } from '#libs/config';
import { type Place, migrateQueues, openEngine } from '#libs/queue';
import {
  type EmbeddedServer,
  openEmbeddedServer,
} from '../../apps/kip/src/embedded/embedded-server.js';
import { startRedis } from './redis.js';

declare global {
  /** Set by the project of jest.config.js that runs the pipeline's suites on Redis. */
  var queuesInRedis: boolean | undefined;
}

/** A real server of the test run's own, with a migrated database to copy. */
export interface TestServer {
  readonly server: EmbeddedServer;
  /** Where the queues are kept when these suites run on Redis. */
  readonly redisUrl: string | null;
  stop(): Promise<void>;
}

export const TEMPLATE = 'template_kip';
/** Where every test's simulated time begins: Monday 2 March 2026, 09:00 in Huế. */
export const BEGIN = new Date('2026-03-02T02:00:00Z');

/** @param durable true: as an installation for real use needs it, and slower */
export async function startTestServer(
  prepare: (store: Store) => Promise<void>,
  durable = false,
): Promise<TestServer> {
  const redis = globalThis.queuesInRedis ? await startRedis() : null;
  const home = await mkdtemp(path.join(tmpdir(), 'kip-test-'));
  // The server runs as a user of its own when the tests run as root: let it pass.
  await chmod(home, 0o755);
  const server = await openEmbeddedServer({ home, durable });
  await server.createDatabase(TEMPLATE);
  const store = await Store.open(server.url(TEMPLATE), 2);
  await migrateDatabase(store, 'simulated', BEGIN);
  await migrateQueues(store);
  await prepare(store);
  await store.close();
  const stop = async (): Promise<void> => {
    await server.stop();
    await redis?.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { server, redisUrl: redis?.url ?? null, stop };
}

/** A database of one test's own, copied from the template. */
export interface TestDatabase extends Place {
  readonly url: string;
  drop(): Promise<void>;
}

export async function freshDatabase({ server, redisUrl }: TestServer): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await server.createDatabase(name, TEMPLATE);
  const url = server.url(name);
  const store = await Store.open(url, 6);
  const engine = openEngine({ redis: redisUrl === null ? null : redisPlace(redisUrl) }, url);
  const drop = async (): Promise<void> => {
    await engine.close();
    await store.close();
    await server.dropDatabase(name);
  };
  return { url, store, reference: new ReferenceCache(store), engine, drop };
}
