import { randomBytes } from 'node:crypto';
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
import { createDatabase, dropDatabase, setUpPassing } from './embedded/admin.js';
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
  /** A database of that server by its name, such as one that a replay has left; absent: the usual one. */
  readonly database?: string;
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
  { config: { poolSize, faults }, notice, patience }: Choice,
): Promise<Installation> {
  const store = patience
    ? await openStore(url, poolSize, notice, patience, faults)
    : await Store.open(url, poolSize, faults);
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
  const { config, demo, database, notice } = choice;
  if (config.databaseUrl !== null && !demo) {
    const url = urlOf(config.databaseUrl, database);
    const { host, pathname } = new URL(url);
    return connect(null, url, `${host}${pathname}`, choice);
  }
  const home = homeOf(choice);
  makeHome(config.home);
  const server = await openEmbeddedServer({ home, durable: !demo, onNotice: notice });
  const name = database ?? DATABASE;
  // Only the usual one is made: another name that does not exist is a slip.
  if (database === undefined && !(await server.hasDatabase(name))) {
    await server.createDatabase(name);
  }
  return connect(server, server.url(name), home, choice);
}

/** The same server's URL for another database. */
function urlOf(server: string, database: string | undefined): string {
  if (database === undefined) return server;
  const url = new URL(server);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}

/** A simulated database of a replay's own. */
export interface ReplayPlace extends Installation {
  readonly database: string;
  /** Whether the server is this installation's embedded one, on this machine. */
  readonly serverIsOurs: boolean;
  /** Drops the database; the server stays. */
  drop(): Promise<void>;
}

/**
 * Makes a new database for a replay, beside the demo's on the embedded server or on the one that
 * DATABASE_URL names. It does not wait for the disk: a replay can be run again.
 */
export async function openReplay(choice: Choice): Promise<ReplayPlace> {
  const { config, notice } = choice;
  const database = `kip_replay_${randomBytes(6).toString('hex')}`;
  let server: EmbeddedServer | null = null;
  if (config.databaseUrl === null) {
    makeHome(config.home);
    const home = homeOf({ ...choice, demo: true });
    server = await openEmbeddedServer({ home, durable: false, onNotice: notice });
  }
  const admin = server?.url('postgres') ?? config.databaseUrl ?? '';
  await createDatabase(admin, database);
  await setUpPassing(admin, database);
  const url = server?.url(database) ?? urlOf(admin, database);
  const installation = await connect(server, url, database, choice);
  const drop = async (): Promise<void> => {
    await installation.store.close();
    await dropDatabase(admin, database);
  };
  return { ...installation, database, serverIsOurs: server !== null, drop };
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
 * Brings tables and queues up to date and, where there is no reference data yet, writes Huế's own
 * or that of another folder.
 * Later changes of it are the administrators': `kip seed` alone writes over them.
 */
export async function prepare(
  installation: Installation,
  kind: DatabaseKind,
  clock: Date | null = null,
  seed = projectFile('deploy/seed/hue'),
): Promise<void> {
  // The queues' tables first: who waits for the others then finds both.
  await migrateQueues(installation.store);
  await migrateDatabase(installation.store, kind, clock);
  const { streams } = await installation.reference.get();
  if (streams.size > 0) return;
  await writeSeed(installation.store, readSeed(seed));
  installation.reference.forget();
}
