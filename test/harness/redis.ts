import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../apps/kip/src/embedded/port.js';

/** A real Redis of the test run's own. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Settles when it says that it is ready; throws with its own words when it ends before. */
function ready(server: ChildProcess, words: string): Promise<void> {
  let seen = '';
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(words)) resolve();
    });
    server.once('error', (error) => {
      reject(new Error(`redis-server is needed: run test/install-redis.mjs (${error.message})`));
    });
    server.once('exit', () => {
      reject(new Error(`redis-server ended: ${seen}`));
    });
  });
}

/** A process of redis-server. */
export interface RedisProcess {
  /** Kills it, as a power cut would, and waits for its end; done twice it does nothing. */
  kill(): Promise<void>;
}

/**
 * Starts a redis-server and waits until it is ready.
 * @param words by which it says so
 */
export async function startProcess(
  args: readonly string[],
  words = 'Ready to accept connections',
): Promise<RedisProcess> {
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await ready(server, words);
  return {
    kill: async () => {
      server.kill('SIGKILL');
      await ended;
    },
  };
}

/** Settings under which nothing is kept on disk and nothing ever evicted. */
export const FOR_TESTS = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];

/**
 * Starts redis-server on loopback.
 * @param settings arguments for it; unless given, nothing is kept on disk and nothing ever evicted
 */
export async function startRedis(settings: readonly string[] = FOR_TESTS): Promise<TestRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-redis-'));
  const port = await freePort();
  const server = await startProcess([
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    ...settings,
  ]);
  const stop = async (): Promise<void> => {
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}
