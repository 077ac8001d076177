import path from 'node:path';
import { type Config, makeHome } from '#libs/config';
import { migrateQueues } from '#libs/queue';
import {
  type DatabaseKind,
  ReferenceCache,
  Store,
  migrateDatabase,
  openStore,
  readSeed,
  writeSeed,
} from '#libs/store';
import { type EmbeddedServer, openEmbeddedServer } from './embedded/embedded-server.js';
import { projectFile } from './project.js';

/** The database that a command works on, open. */
export interface Installation {
  readonly url: string;
  readonly store: Store;
  readonly reference: ReferenceCache;
  /** How it is called for people: the folder, or the server. */
  readonly name: string;
  close(): Promise<void>;
}

/** Which database: a server's, the real one in the home folder, or the demo's beside it. */
export interface Choice {
  readonly config: Config;
  readonly demo: boolean;
  readonly notice: (text: string) => void;
  /** Given by what goes on for long: a server that is not there is waited for until this aborts. */
  readonly patience?: AbortSignal;
}

const DATABASE = 'kip';

/** Where the demo's own server keeps its data; nothing in it is worth a power cut. */
function homeOf({ config, demo }: Choice): string {
  return demo ? path.join(config.home, 'demo') : config.home;
}

async function connect(
  server: EmbeddedServer | null,
  url: string,
  name: string,
  { config: { poolSize }, notice, patience }: Choice,
): Promise<Installation> {
  const store = patience
    ? await openStore(url, poolSize, notice, patience)
    : await Store.open(url, poolSize);
  const close = async (): Promise<void> => {
    await store.close();
    await server?.stop();
  };
  return { url, store, reference: new ReferenceCache(store), name, close };
}

/**
 * Opens the database, starting the embedded server where none is running and DATABASE_URL names no
 * other. It is not migrated: see `prepare`.
 */
export async function openInstallation(choice: Choice): Promise<Installation> {
  const { config, demo, notice } = choice;
  if (config.databaseUrl !== null && !demo) {
    const { host, pathname } = new URL(config.databaseUrl);
    return connect(null, config.databaseUrl, `${host}${pathname}`, choice);
  }
  const home = homeOf(choice);
  makeHome(config.home);
  const server = await openEmbeddedServer({ home, durable: !demo, onNotice: notice });
  if (!(await server.hasDatabase(DATABASE))) await server.createDatabase(DATABASE);
  return connect(server, server.url(DATABASE), home, choice);
}

/** Begins the demo anew: its database is dropped, and only its. */
export async function openEmptyDemo(choice: Choice): Promise<Installation> {
  makeHome(choice.config.home);
  const server = await openEmbeddedServer({
    home: homeOf(choice),
    durable: false,
    onNotice: choice.notice,
  });
  await server.dropDatabase(DATABASE);
  await server.createDatabase(DATABASE);
  return connect(server, server.url(DATABASE), homeOf(choice), choice);
}

/**
 * Brings tables and queues up to date and, where there is no reference data yet, writes Huế's own.
 * Later changes of it are the administrators': `kip seed` alone writes over them.
 */
export async function prepare(
  installation: Installation,
  kind: DatabaseKind,
  clock: Date | null = null,
): Promise<void> {
  // The queues' tables first: who waits for the others then finds both.
  await migrateQueues(installation.store);
  await migrateDatabase(installation.store, kind, clock);
  const { streams } = await installation.reference.get();
  if (streams.size > 0) return;
  await writeSeed(installation.store, readSeed(projectFile('deploy/seed/hue')));
  installation.reference.forget();
}
