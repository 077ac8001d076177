import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError } from '#libs/config';
import { freePort } from './embedded/port.js';

/** A Redis of one's own on loopback. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Ends it at once; what it keeps nowhere is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** FLUSHALL. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const NO_EVICTION = ['--save', '', '--maxmemory-policy', 'noeviction'];

/**
 * Starts redis-server, which ends with this process at the latest.
 * @param keeps whether it keeps what it was given in a file, and has it after a restart
 * @throws ConfigError where there is no redis-server on this machine
 */
export async function startRedisServer(keeps: boolean): Promise<RedisServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-redis-'));
  const port = await freePort();
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    const settings = ['--appendonly', keeps ? 'yes' : 'no', ...NO_EVICTION];
    server = spawn('redis-server', [...own, ...settings], { stdio: ['ignore', 'pipe', 'ignore'] });
    await ready(server);
  };
  const kill = async (): Promise<void> => {
    const running = server;
    if (running === null) return;
    server = null;
    const ended = new Promise((resolve) => running.once('close', resolve));
    running.kill('SIGKILL');
    await ended;
  };
  const endWithUs = (): void => {
    server?.kill('SIGKILL');
  };
  process.once('exit', endWithUs);
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    flush: () => say(port, 'FLUSHALL'),
    stop: async () => {
      await kill();
      process.removeListener('exit', endWithUs);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ready(server: ChildProcess): Promise<void> {
  let seen = '';
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes('Ready to accept connections')) resolve();
    });
    server.once('error', (error) => {
      const remedy = `install it (node test/install-redis.mjs) or choose --engine embedded (${error.message})`;
      reject(new ConfigError('--engine', 'redis', remedy));
    });
    server.once('exit', () => {
      reject(new Error(`redis-server ended: ${seen}`));
    });
  });
}

/** One command in Redis' own words; it must be answered with OK. */
function say(port: number, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('error', reject);
    socket.once('data', (answer: Buffer) => {
      socket.end();
      const text = answer.toString().trim();
      if (text === '+OK') resolve();
      else reject(new Error(`Redis answered ${text} to ${command}`));
    });
  });
}
