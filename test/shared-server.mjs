// One Postgres for a whole run of the tests: starting one for each suite took a third of their time.
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import 'reflect-metadata';
import { openEmbeddedServer } from '../dist/apps/kip/src/embedded/embedded-server.js';
import { Store, migrateDatabase, readSeed, writeSeed } from '../dist/libs/store/src/index.js';
import { migrateQueues } from '../dist/libs/queue/src/index.js';

/** Where every test's simulated time begins; `test/harness/servers.ts` says the same. */
const BEGIN = new Date('2026-03-02T02:00:00Z');

/** Two workers, each with the pools of a few processes, and a browser's installation. */
const CONNECTIONS = '200';

/**
 * Starts it in a folder of its own, with a migrated database to copy, and one with Huế's reference data.
 * @returns what tells the suites of it, and how to end it
 */
export async function startSharedServer(folder) {
  const home = path.join(folder, 'server');
  mkdirSync(home);
  // The server runs as a user of its own when the tests run as root: let it pass.
  chmodSync(folder, 0o755);
  chmodSync(home, 0o755);
  const server = await openEmbeddedServer({
    ...{ home, durable: false, settings: { max_connections: CONNECTIONS } },
  });
  const prepare = async (name, template, work) => {
    await server.createDatabase(name, template);
    const store = await Store.open(server.url(name), 2);
    await work(store);
    await store.close();
  };
  await prepare('template_kip', undefined, async (store) => {
    await migrateDatabase(store, 'simulated', BEGIN);
    await migrateQueues(store);
  });
  await prepare('template_hue', 'template_kip', async (store) => {
    await writeSeed(store, readSeed('deploy/seed/hue'));
  });
  return {
    env: { KIP_TEST_SERVER: home },
    stop: async () => {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
