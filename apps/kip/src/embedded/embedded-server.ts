import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askServer, connectionUrl, createDatabase, dropDatabase, hasDatabase } from './admin.js';
import { type Binaries, locateBinaries } from './binaries.js';
import { prepareCluster } from './cluster.js';
import { EmbeddedServerError, fileError } from './embedded-error.js';
import { ownIdentity, toIdentity, withLock } from './lock-file.js';
import { place } from './placement.js';
import { checkPort, HOST } from './port.js';
import { findRunning, type RunningServer } from './postmaster-file.js';
import { isAlive, isSame } from './process-identity.js';
import { createSecret, readSecret } from './secret.js';
import { startServer, stopOnExit, stopServer } from './server-process.js';

/** A Postgres server of this product's own, reachable on loopback only. */
export interface EmbeddedServer {
  readonly host: string;
  readonly port: number;
  /** Where the data really lies; see {@link place} for when that is outside of home. */
  readonly dataDir: string;
  /** It was already running and another living kip process owns it, so `stop` leaves it alone. */
  readonly adopted: boolean;
  /** The superuser's connection string for a database, existing or not. */
  url(database: string): string;
  /**
   * Creates a database, empty or as a copy of `template`.
   * @throws EmbeddedServerError DATABASE_EXISTS, DATABASE_MISSING (the template), DATABASE_BUSY
   */
  createDatabase(name: string, template?: string): Promise<void>;
  /** Drops a database and all connections to it; fine when there is none of that name. */
  dropDatabase(name: string): Promise<void>;
  hasDatabase(name: string): Promise<boolean>;
  /** Stops the server and waits until its process is gone; may be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** The folder for data (`pg`), log (`pg.log`) and secret (`pg.secret`); created when absent. */
  readonly home: string;
  /** True: what is committed survives a power cut. False, for demo and tests: it may not. */
  readonly durable: boolean;
  /** A wish; when taken a free port is chosen and told. None: any free port. */
  readonly port?: number;
  /** Settings of the server besides its own; for a server that is started now. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Gets one English sentence for whatever went another way than asked for. */
  readonly onNotice?: (text: string) => void;
}

async function makeHome(path: string): Promise<string> {
  const home = resolve(path);
  try {
    const created = await mkdir(home, { recursive: true });
    // The server's system user must pass through, whatever the umask.
    if (created !== undefined && process.getuid?.() === 0) await chmod(home, 0o755);
    return await realpath(home);
  } catch (error) {
    throw fileError(error, 'create the folder of the database', home);
  }
}

/** Who answers for the running server; valid only for that very run of it. */
async function hasLivingOwner(path: string, server: RunningServer): Promise<boolean> {
  try {
    const record: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof record !== 'object' || record === null) return false;
    const of = 'server' in record ? toIdentity(record.server) : undefined;
    const owner = 'owner' in record ? toIdentity(record.owner) : undefined;
    if (of === undefined || owner === undefined) return false;
    return isSame(of, server.process) && isAlive(owner);
  } catch {
    // Missing or damaged: nobody answers for it.
    return false;
  }
}

async function recordOwner(path: string, server: RunningServer): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify({ server: server.process, owner: ownIdentity() }));
    await rename(draft, path);
  } catch (error) {
    throw fileError(error, 'note the owner of the database', path);
  }
}

function handle(
  running: RunningServer,
  options: { dataDir: string; secret: string; adopted: boolean; binaries: Binaries },
): EmbeddedServer {
  const { dataDir, secret, adopted, binaries } = options;
  const url = (database: string) => connectionUrl(running.port, secret, database);
  const release = adopted ? () => undefined : stopOnExit(running.process, binaries.pgCtl);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopServer(running.process, binaries.pgCtl);
    release();
  };
  return {
    host: HOST,
    port: running.port,
    dataDir,
    adopted,
    url,
    createDatabase: (name, template) => createDatabase(url('postgres'), name, template),
    dropDatabase: (name) => dropDatabase(url('postgres'), name),
    hasDatabase: (name) => hasDatabase(url('postgres'), name),
    stop: () => (adopted ? Promise.resolve() : (stopping ??= stop())),
  };
}

interface Found {
  readonly running: RunningServer;
  readonly secret: string;
  readonly durable: boolean;
}

async function askRunning(
  running: RunningServer,
  dataDir: string,
  secret: string | undefined,
): Promise<Found> {
  const remedy = `Stop that server (kill -INT ${running.process.pid}) and start again.`;
  if (secret === undefined) {
    throw new EmbeddedServerError(
      'SECRET_UNUSABLE',
      `A server is running on ${dataDir}, but its secret is missing.`,
      remedy,
    );
  }
  const facts = await askServer(running.port, secret);
  if (facts.dataDir !== (await realpath(dataDir))) {
    throw new EmbeddedServerError(
      'NOT_ANSWERING',
      `Port ${running.port} belongs to a server with other data (${facts.dataDir}).`,
      remedy,
    );
  }
  return { running, secret, durable: facts.durable };
}

/** The running server, asked; one that is being stopped in this very moment is waited for. */
async function joinRunning(
  dataDir: string,
  secret: string | undefined,
): Promise<Found | undefined> {
  for (let tries = 1; ; tries += 1) {
    const running = await findRunning(dataDir);
    if (running === undefined) return undefined;
    try {
      return await askRunning(running, dataDir, secret);
    } catch (error) {
      const passing = error instanceof EmbeddedServerError && error.code === 'NOT_ANSWERING';
      if (!passing || tries >= 20) throw error;
      await sleep(200);
    }
  }
}

/**
 * Opens the embedded Postgres of a home folder: starts it, initialising it the first time, or joins the
 * one that another process has started. Any number of processes may call this at once; one of them
 * starts the server. A server whose owner was killed gets a new owner: the first who opens it.
 *
 * The owner ends the server by `stop()`; ending the process without it asks the server to stop too
 * (not after SIGKILL, nor after a signal that has no handler: then the server runs on until the next
 * opening takes it over).
 *
 * @throws EmbeddedServerError with a code, naming what happened and the remedy
 */
export async function openEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { durable, port } = options;
  const notice = options.onNotice ?? (() => undefined);
  checkPort(port);
  const home = await makeHome(options.home);
  const shipped = await locateBinaries();
  const secretPath = join(home, 'pg.secret');
  const ownerPath = join(home, 'pg.owner');
  const logPath = join(home, 'pg.log');

  return withLock(join(home, 'pg.lock'), async () => {
    const placement = await place(home, shipped, notice);
    const { dataDir, binaries } = placement;
    const known = await readSecret(secretPath);

    const found = await joinRunning(dataDir, known);
    if (found !== undefined) {
      const { running, secret } = found;
      const adopted = await hasLivingOwner(ownerPath, running);
      if (found.durable || !durable) {
        if (!adopted) await recordOwner(ownerPath, running);
        if (port !== undefined && port !== running.port) {
          notice(`The database is already running on port ${running.port}, not ${port}.`);
        }
        return handle(running, { dataDir, secret, adopted, binaries });
      }
      if (adopted) {
        throw new EmbeddedServerError(
          'NOT_DURABLE',
          `The server on ${dataDir} was started by another kip process without durability.`,
          'End that process first, or use another folder.',
        );
      }
      notice('A left-over server ran without durability; it is restarted with it.');
      await stopServer(running.process, binaries.pgCtl);
    }

    const secret = known ?? (await createSecret(secretPath));
    const isNewSecret = known === undefined;
    await prepareCluster(placement, { secret, isNewSecret, durable, notice });
    const started = await startServer({
      ...{ placement, port, durable, logPath, notice },
      more: options.settings ?? {},
    });
    try {
      await askServer(started.port, secret);
      await recordOwner(ownerPath, started);
    } catch (error) {
      await stopServer(started.process, binaries.pgCtl);
      throw error;
    }
    return handle(started, { dataDir, secret, adopted: false, binaries });
  });
}
