import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateQueues } from '#libs/queue';
import { ReferenceCache, Store, migrateDatabase, readSeed, writeSeed } from '#libs/store';
import { openEmbeddedServer } from '../embedded/embedded-server.js';
import { projectFile } from '../project.js';
import { startRedisServer } from '../redis-server.js';

/** The servers of one bench, its own: nothing else works on them, and nothing of them is left. */
export interface BenchServers {
  /** A folder of their own, gone with them. */
  readonly home: string;
  readonly database: string;
  readonly store: Store;
  readonly reference: ReferenceCache;
  /** Where the queues are; null: in the database. */
  readonly redisUrl: string | null;
  close(): Promise<void>;
}

/** What a measurement reads besides what an installation needs. */
const SETTINGS = {
  shared_preload_libraries: 'pg_stat_statements',
  track_commit_timestamp: 'on',
};

/**
 * Starts a durable Postgres with Huế's reference data, and a Redis where it is asked for.
 * @param poolSize connections of this process
 * @param clock where a simulated time begins; null: the database's clock is the machine's
 */
export async function startServers(
  withRedis: boolean,
  poolSize: number,
  clock: Date | null = null,
): Promise<BenchServers> {
  const home = await mkdtemp(path.join(tmpdir(), 'kip-bench-'));
  // The server may run as a user of its own: let it pass.
  await chmod(home, 0o755);
  const open: (() => Promise<void>)[] = [() => rm(home, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const one of open.splice(0).reverse()) await one();
  };
  try {
    const server = await openEmbeddedServer({ home, durable: true, settings: SETTINGS });
    open.push(() => server.stop());
    await server.createDatabase('kip');
    const database = server.url('kip');
    const store = await Store.open(database, poolSize);
    open.push(() => store.close());
    await migrateQueues(store);
    await migrateDatabase(store, clock === null ? 'real' : 'simulated', clock);
    await writeSeed(store, readSeed(projectFile('deploy/seed/hue')));
    const redis = withRedis ? await startRedisServer(true) : null;
    if (redis) open.push(() => redis.stop());
    const redisUrl = redis?.url ?? null;
    return { home, database, store, reference: new ReferenceCache(store), redisUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
