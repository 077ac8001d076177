import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, EmbeddedServerError, fileError } from './embedded-error.js';
import { canBeServerOf, identify, type ProcessIdentity } from './process-identity.js';

/** What a Postgres server writes about itself into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  /** Absent while the server has not opened its port yet, and for a stand-alone backend. */
  readonly port: number | undefined;
  readonly ready: boolean;
}

/** A server that answers on its port. */
export interface RunningServer {
  readonly process: ProcessIdentity;
  readonly port: number;
}

/**
 * Reads the text of `postmaster.pid`. Lines (Postgres, `utils/pidfile.h`): 1 process id (negative for a
 * stand-alone backend), 4 port, 8 status. The file grows while the server starts, so later lines may be
 * missing.
 *
 * @returns undefined when there is no process id in it (yet)
 */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const first = Number(lines[0] === '' ? Number.NaN : lines[0]);
  if (!Number.isSafeInteger(first) || first === 0) return undefined;
  const port = Number(lines[3] === '' ? Number.NaN : lines[3]);
  const hasPort = first > 0 && Number.isSafeInteger(port) && port > 0 && port < 65536;
  return {
    pid: Math.abs(first),
    port: hasPort ? port : undefined,
    ready: hasPort && lines[7] === 'ready',
  };
}

/** The parsed `postmaster.pid` of a data folder, or undefined when there is none. */
export async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  const path = join(dataDir, 'postmaster.pid');
  try {
    return parsePostmasterFile(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw fileError(error, 'see whether a server is running', path);
  }
}

const PATIENCE_MS = 300_000;

/**
 * Looks whether a server is running on this data folder. One that is starting (perhaps recovering after
 * a crash) or stopping is waited for.
 *
 * A `postmaster.pid` left by a killed server is no server: where its process id is free Postgres itself
 * clears the file away; where the id now belongs to an unrelated process (common in containers, where
 * ids are small and come again) Postgres would refuse to start, so the file is removed here.
 *
 * @throws EmbeddedServerError NOT_ANSWERING after five minutes, NOT_WRITABLE without the right to read
 */
export async function findRunning(dataDir: string): Promise<RunningServer | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const file = await readPostmasterFile(dataDir);
    if (file === undefined) return undefined;
    const process = identify(file.pid);
    if (process === undefined) return undefined;
    if (!canBeServerOf(file.pid, await realpath(dataDir))) {
      await rm(join(dataDir, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (file.ready && file.port !== undefined) return { process, port: file.port };
    if (Date.now() > deadline) {
      throw new EmbeddedServerError(
        'NOT_ANSWERING',
        `The Postgres server (process ${file.pid}) on ${dataDir} has neither become ready nor ended.`,
        `Read pg.log beside the data folder, then end it with: kill -INT ${file.pid}`,
      );
    }
    await sleep(25);
  }
}
