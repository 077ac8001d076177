import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReferenceCache, Store, migrateDatabase } from '#libs/store';
import { migrateQueues } from '#libs/queue';
import {
  type EmbeddedServer,
  openEmbeddedServer,
} from '../../apps/kip/src/embedded/embedded-server.js';

/** A real server of the test run's own, with a migrated database to copy. */
export interface TestServer {
  readonly server: EmbeddedServer;
  stop(): Promise<void>;
}

export const TEMPLATE = 'template_kip';
/** Where every test's simulated time begins: Monday 2 March 2026, 09:00 in Huế. */
export const BEGIN = new Date('2026-03-02T02:00:00Z');

export async function startTestServer(
  prepare: (store: Store) => Promise<void>,
): Promise<TestServer> {
  const home = await mkdtemp(path.join(tmpdir(), 'kip-test-'));
  // The server runs as a user of its own when the tests run as root: let it pass.
  await chmod(home, 0o755);
  const server = await openEmbeddedServer({ home, durable: false });
  await server.createDatabase(TEMPLATE);
  const store = await Store.open(server.url(TEMPLATE), 2);
  await migrateDatabase(store, 'simulated', BEGIN);
  await migrateQueues(store);
  await prepare(store);
  await store.close();
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { server, stop };
}

/** A database of one test's own, copied from the template. */
export interface TestDatabase {
  readonly url: string;
  readonly store: Store;
  readonly reference: ReferenceCache;
  drop(): Promise<void>;
}

export async function freshDatabase(server: EmbeddedServer): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await server.createDatabase(name, TEMPLATE);
  const url = server.url(name);
  const store = await Store.open(url, 6);
  const drop = async (): Promise<void> => {
    await store.close();
    await server.dropDatabase(name);
  };
  return { url, store, reference: new ReferenceCache(store), drop };
}
