import { readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedServer, openEmbeddedServer } from '../embedded/embedded-server.js';
import { readPostmasterFile } from '../embedded/postmaster-file.js';

/** A Postgres of one's own, durable, that can be killed and comes back with what it had committed. */
export interface PostgresServer {
  readonly port: number;
  url(database: string): string;
  createDatabase(name: string): Promise<void>;
  /** Kills the server and all its processes at once, and starts it again. */
  killAndStart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const home = await mkdtemp(path.join(tmpdir(), 'kip-faults-'));
  // The server runs as a user of its own when this runs as root: let it pass.
  await chmod(home, 0o755);
  let server: EmbeddedServer = await openEmbeddedServer({ home, durable: true });
  const { port } = server;
  return {
    port,
    url: (database) => server.url(database),
    createDatabase: (name) => server.createDatabase(name),
    killAndStart: async () => {
      await killAtOnce(server.dataDir);
      server = await openEmbeddedServer({ home, durable: true, port });
      if (server.port !== port) throw new Error(`the server came back on port ${server.port}`);
    },
    stop: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** SIGKILL to the postmaster and to each of its children: shared memory outlives the first alone. */
async function killAtOnce(dataDir: string): Promise<void> {
  const file = await readPostmasterFile(dataDir);
  if (!file) throw new Error(`no server on ${dataDir}`);
  const pids = [file.pid, ...childrenOf(file.pid)];
  for (const pid of pids) end(pid);
  while (pids.some(isThere)) await sleep(10);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ESRCH') throw error;
  }
}

/** From /proc/PID/stat, whose fields behind the name in brackets are the state and the parent. */
function statOf(pid: number): { readonly state: string; readonly parent: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && statOf(pid)?.parent === parent);
}

function isThere(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== null && stat.state !== 'Z';
}
