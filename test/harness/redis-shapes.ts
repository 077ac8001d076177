import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../apps/kip/src/embedded/port.js';
import { FOR_TESTS, type RedisProcess, type TestRedis, startProcess } from './redis.js';
import { eventually } from './working.js';

const MASTER = 'kip-test';
const SENTINELS = 3;
const HOST = '127.0.0.1';

/** What a server answers to a command, through redis-cli. */
async function ask(port: number, ...command: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('redis-cli', ['-p', String(port), ...command]);
  return stdout;
}

/** A master and its replica, watched by Sentinels. */
export interface WatchedRedis extends TestRedis {
  /** Has the Sentinels put the replica in the master's place while both work; the master follows it. */
  changeOver(): Promise<void>;
  /** Kills the master; the Sentinels put its replica in its place. */
  killMaster(): Promise<void>;
  /** Whether another server than the one at the start, or after the last change, is the master. */
  promoted(): Promise<boolean>;
}

/** Starts a master, a replica and three Sentinels that give a master up after a second. */
export async function startWatchedRedis(): Promise<WatchedRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-sentinel-'));
  const [first, second] = [await freePort(), await freePort()];
  const settings = ['--bind', HOST, '--dir', folder, ...FOR_TESTS];
  const master = await startProcess(['--port', String(first), ...settings]);
  const replica = await startProcess([
    ...['--port', String(second), '--replicaof', HOST, String(first)],
    ...['--repl-diskless-sync-delay', '0', ...settings],
  ]);
  await eventually(async () => (await ask(first, 'INFO', 'replication')).includes('state=online'));
  const watchers: RedisProcess[] = [];
  const ports: number[] = [];
  for (let number = 0; number < SENTINELS; number += 1) {
    const port = await freePort();
    const file = path.join(folder, `sentinel-${number}.conf`);
    const lines = [
      ...[`port ${port}`, `bind ${HOST}`, `dir ${folder}`],
      `sentinel monitor ${MASTER} ${HOST} ${first} 2`,
      `sentinel down-after-milliseconds ${MASTER} 1000`,
      `sentinel failover-timeout ${MASTER} 5000`,
    ];
    await writeFile(file, `${lines.join('\n')}\n`);
    watchers.push(await startProcess([file, '--sentinel'], '+monitor'));
    ports.push(port);
  }
  // Before each knows the others and the replica, there would be nothing to fail over to.
  for (const port of ports) {
    await eventually(async () => {
      const seen = await ask(port, 'SENTINEL', 'MASTER', MASTER);
      return /num-slaves\n1\n/.test(seen) && /num-other-sentinels\n2\n/.test(seen);
    });
  }
  const servers = [
    { port: first, process: master },
    { port: second, process: replica },
  ];
  // A server whose role changes closes its connections: no answer is not yet an answer.
  const isMaster = async (port: number): Promise<boolean | undefined> => {
    const role = await ask(port, 'ROLE').catch(() => undefined);
    return role?.startsWith('master');
  };
  let next = second;
  return {
    url: `redis+sentinel://${ports.map((port) => `${HOST}:${port}`).join(',')}/${MASTER}`,
    changeOver: async () => {
      await ask(ports[0] ?? 0, 'SENTINEL', 'FAILOVER', MASTER);
      await eventually(
        async () => (await isMaster(second)) === true && (await isMaster(first)) === false,
      );
      const online = async (): Promise<boolean> =>
        (await ask(second, 'INFO', 'replication').catch(() => '')).includes('state=online');
      await eventually(online, 30_000);
      next = first;
    },
    killMaster: async () => {
      await servers.find(({ port }) => port !== next)?.process.kill();
    },
    promoted: async () => (await isMaster(next)) === true,
    stop: async () => {
      for (const one of [...watchers, replica, master]) await one.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The bus of a cluster's node is on its port and so many more. */
const BUS = 10_000;
const MAX_PORT = 65_535;

/** A cluster of masters. */
export interface RedisCluster extends TestRedis {
  /** How many keys each node holds. */
  keys(): Promise<readonly number[]>;
}

/** Starts a cluster of three masters without replicas. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-cluster-'));
  const nodes: RedisProcess[] = [];
  const ports: number[] = [];
  while (nodes.length < 3) {
    const port = await freePort();
    if (port + BUS > MAX_PORT) continue;
    const own = path.join(folder, String(port));
    await mkdir(own);
    nodes.push(
      await startProcess([
        ...['--port', String(port), '--bind', HOST, '--dir', own, ...FOR_TESTS],
        ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'],
      ]),
    );
    ports.push(port);
  }
  const addresses = ports.map((port) => `${HOST}:${port}`);
  await promisify(execFile)('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes']);
  for (const port of ports) {
    await eventually(async () => (await ask(port, 'CLUSTER', 'INFO')).includes('cluster_state:ok'));
  }
  return {
    // One node names the others.
    url: `redis+cluster://${addresses[0] ?? ''}`,
    keys: () => Promise.all(ports.map(async (port) => Number(await ask(port, 'DBSIZE')))),
    stop: async () => {
      for (const node of nodes) await node.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
