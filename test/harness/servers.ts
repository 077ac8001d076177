import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReferenceCache, Store, migrateDatabase, readSeed, writeSeed } from '#libs/store';
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

/** A real server, with a migrated database to copy. */
export interface TestServer {
  readonly server: EmbeddedServer;
  /** What each test's database is a copy of. */
  readonly template: string;
  /** Where the queues are kept when these suites run on Redis. */
  readonly redisUrl: string | null;
  stop(): Promise<void>;
}

/** Where every test's simulated time begins: Monday 2 March 2026, 09:00 in Huế. */
export const BEGIN = new Date('2026-03-02T02:00:00Z');

/** Huế's reference data, as `kip seed` writes it. */
export async function hueReference(store: Store): Promise<void> {
  await writeSeed(store, readSeed('deploy/seed/hue'));
}

/**
 * A server with what `prepare` wrote. In a run of all suites it is the one of `test/shared-server.mjs`,
 * which has a migrated database already; by itself, a suite starts one of its own.
 * @param durable true: as an installation for real use needs it, slower, and always of the suite's own
 */
export async function startTestServer(
  prepare: (store: Store) => Promise<void>,
  durable = false,
): Promise<TestServer> {
  const redis = globalThis.queuesInRedis ? await startRedis() : null;
  const template = `template_${randomBytes(6).toString('hex')}`;
  const home = process.env['KIP_TEST_SERVER'];
  const shared = home !== undefined && !durable;
  const { server, end } = shared ? await sharedServer(home, template) : await ownServer(durable);
  const copied = prepare === hueReference ? 'template_hue' : 'template_kip';
  await server.createDatabase(template, shared ? copied : undefined);
  if (!shared || copied === 'template_kip') {
    const store = await Store.open(server.url(template), 2);
    if (!shared) {
      await migrateDatabase(store, 'simulated', BEGIN);
      await migrateQueues(store);
    }
    await prepare(store);
    await store.close();
  }
  const stop = async (): Promise<void> => {
    await end();
    await redis?.stop();
  };
  return { server, template, redisUrl: redis?.url ?? null, stop };
}

interface Opened {
  readonly server: EmbeddedServer;
  readonly end: () => Promise<void>;
}

/** The run's server, which goes on for the other suites. */
async function sharedServer(home: string, template: string): Promise<Opened> {
  const server = await openEmbeddedServer({ home, durable: false });
  return { server, end: () => server.dropDatabase(template) };
}

async function ownServer(durable: boolean): Promise<Opened> {
  const home = await mkdtemp(path.join(tmpdir(), 'kip-test-'));
  // The server runs as a user of its own when the tests run as root: let it pass.
  await chmod(home, 0o755);
  const server = await openEmbeddedServer({ home, durable });
  const end = async (): Promise<void> => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { server, end };
}

/** A database of one test's own, copied from the template. */
export interface TestDatabase extends Place {
  readonly url: string;
  drop(): Promise<void>;
}

export async function freshDatabase({
  server,
  template,
  redisUrl,
}: TestServer): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await server.createDatabase(name, template);
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
