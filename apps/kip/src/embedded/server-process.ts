import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { diagnose, failureError } from './diagnosis.js';
import { EmbeddedServerError, fileError, textOf } from './embedded-error.js';
import { type Placement } from './placement.js';
import { freePort, HOST, isFree } from './port.js';
import { type RunningServer, readPostmasterFile } from './postmaster-file.js';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';
import { spawnBase } from './run.js';
import { serverArguments } from './settings.js';

const LOG_LIMIT_BYTES = 10_000_000;
const SLOW_START_MS = 10_000;
const START_LIMIT_MS = 300_000;

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** What was written into the log since a position, at most the last 20 kB. */
async function readLog(path: string, from: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const start = Math.max(from, (await handle.stat()).size - 20_000);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(20_000), 0, 20_000, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

type Attempt = { running: RunningServer } | { log: string };

/** One try: ends when the server is ready or has ended. */
async function attempt(options: {
  readonly placement: Placement;
  readonly port: number;
  readonly durable: boolean;
  readonly more: Readonly<Record<string, string>>;
  readonly logPath: string;
  readonly notice: (text: string) => void;
}): Promise<Attempt> {
  const { placement, port, durable, more, logPath, notice } = options;
  const { dataDir, binaries, account } = placement;
  const logStart = await sizeOf(logPath);
  let log: number;
  try {
    // Statements in the log may hold personal data: for the owner's eyes only.
    log = openSync(logPath, 'a', 0o600);
  } catch (error) {
    throw fileError(error, 'write the log of the database', logPath);
  }
  // Its own session, so that Ctrl-C in a terminal does not end it before our own shutdown has drained;
  // its log goes straight to the file, so that it outlives a killed parent.
  const child = spawn(binaries.postgres, serverArguments({ dataDir, port, durable, more }), {
    ...spawnBase(account),
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  child.unref();
  let ended: string | undefined;
  child.once('error', (error) => (ended = textOf(error)));
  child.once('exit', () => (ended ??= ''));
  const started = Date.now();
  let toldSlow = false;
  while (ended === undefined) {
    const file = await readPostmasterFile(dataDir);
    if (file?.ready === true && file.pid === child.pid) {
      const process = identify(file.pid);
      if (process !== undefined) return { running: { process, port } };
    }
    const waited = Date.now() - started;
    if (waited > SLOW_START_MS && !toldSlow) {
      toldSlow = true;
      notice('The database is recovering after an unclean end; this may take minutes.');
    }
    if (waited > START_LIMIT_MS) {
      child.kill('SIGQUIT');
      throw new EmbeddedServerError(
        'START_FAILED',
        `The server on ${dataDir} was not ready after ${START_LIMIT_MS / 60_000} minutes.`,
        `Read ${logPath} and start again: recovery goes on where it was.`,
      );
    }
    await sleep(15);
  }
  return { log: `${await readLog(logPath, logStart)}\n${ended}` };
}

async function choosePort(wish: number | undefined, notice: (text: string) => void) {
  if (wish === undefined) return freePort();
  if (await isFree(wish)) return wish;
  const port = await freePort();
  notice(`Port ${wish} on ${HOST} is taken; the database uses ${port}.`);
  return port;
}

/**
 * Starts the server on a prepared data folder and waits until it takes connections. A port that is
 * taken (or may not be used) is replaced by a free one, and told.
 *
 * @throws EmbeddedServerError START_FAILED, PORT_UNAVAILABLE, DISK_FULL, NOT_WRITABLE, WRONG_VERSION
 */
export async function startServer(options: {
  readonly placement: Placement;
  readonly port: number | undefined;
  readonly durable: boolean;
  readonly more: Readonly<Record<string, string>>;
  readonly logPath: string;
  readonly notice: (text: string) => void;
}): Promise<RunningServer> {
  const { placement, logPath, notice } = options;
  if ((await sizeOf(logPath)) > LOG_LIMIT_BYTES) await rename(logPath, `${logPath}.1`);
  let port = await choosePort(options.port, notice);
  let portTries = 0;
  const deadline = Date.now() + 15_000;
  for (;;) {
    const outcome = await attempt({ ...options, port });
    if ('running' in outcome) return outcome.running;
    const failure = diagnose(outcome.log);
    if (failure === 'port' && portTries < 3) {
      portTries += 1;
      const other = await freePort();
      notice(`Port ${port} on ${HOST} could not be used; the database uses ${other}.`);
      port = other;
    } else if (failure === 'still-in-use' && Date.now() < deadline) {
      // The processes of a killed server notice it within moments and end.
      await sleep(200);
    } else {
      throw failureError('postgres', outcome.log, placement.dataDir);
    }
  }
}

/** Asks for a fast shutdown: sessions are ended, everything is written. Windows has no such signal. */
function askToStop(pid: number, signal: 'SIGINT' | 'SIGQUIT', pgCtl: string): void {
  try {
    if (process.platform === 'win32') {
      spawnSync(pgCtl, ['kill', signal === 'SIGINT' ? 'INT' : 'QUIT', String(pid)]);
    } else {
      process.kill(pid, signal);
    }
  } catch {
    // It has ended in the meantime.
  }
}

async function isGoneWithin(server: ProcessIdentity, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (isAlive(server)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Stops the server and waits until it is gone: fast, and after a minute at once (then the next start
 * recovers from the log; nothing committed is lost).
 *
 * @throws EmbeddedServerError STOP_FAILED when the process will not go
 */
export async function stopServer(server: ProcessIdentity, pgCtl: string): Promise<void> {
  if (!isAlive(server)) return;
  askToStop(server.pid, 'SIGINT', pgCtl);
  if (await isGoneWithin(server, 60_000)) return;
  askToStop(server.pid, 'SIGQUIT', pgCtl);
  if (await isGoneWithin(server, 10_000)) return;
  throw new EmbeddedServerError(
    'STOP_FAILED',
    `The Postgres server (process ${server.pid}) does not end.`,
    `Look for a hanging disk; as a last means: kill -9 ${server.pid}`,
  );
}

const owned = new Map<number, { server: ProcessIdentity; pgCtl: string }>();

/** When this process ends without having stopped its servers, they are at least asked to stop. */
function stopOwned(): void {
  for (const { server, pgCtl } of owned.values()) {
    if (isAlive(server)) askToStop(server.pid, 'SIGINT', pgCtl);
  }
}

/** Ties the server's life to this process; the answer unties it again. */
export function stopOnExit(server: ProcessIdentity, pgCtl: string): () => void {
  if (owned.size === 0) process.once('exit', stopOwned);
  owned.set(server.pid, { server, pgCtl });
  return () => {
    owned.delete(server.pid);
    if (owned.size === 0) process.removeListener('exit', stopOwned);
  };
}
