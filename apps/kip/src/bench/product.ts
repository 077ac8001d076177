import { type ChildProcess, spawn } from 'node:child_process';
import { projectFile } from '../project.js';
import { type BenchServers } from './servers.js';

/** The product itself, running as it is run for real. */
export interface Product {
  readonly intakeUrl: string;
  stop(): Promise<void>;
}

/** What each app says on stdout when it listens. */
const INTAKE_AT = /(?:"intake": "|intake: )(http:[^"\s]+)/;

function startApp(app: string, args: readonly string[], env: Record<string, string>): ChildProcess {
  const main = projectFile(`dist/apps/${app}/src/main.js`);
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, KIP_PORT: '0', KIP_DESK_PORT: '0', KIP_METRICS_PORT: '', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

function untilItListens(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = INTAKE_AT.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => {
      reject(new Error(`the intake ended with ${code}`));
    });
  });
}

/**
 * Starts the product on the servers of a bench: `kip up` where the queues are in the database, each
 * app as a process of its own where they are in Redis.
 * @param home where it may keep its secrets
 */
export async function startProduct(servers: BenchServers, home: string): Promise<Product> {
  const { database, redisUrl } = servers;
  // A bench files thousands of reports from one address.
  const env = {
    ...{ DATABASE_URL: database, REDIS_URL: redisUrl ?? '', KIP_HOME: home },
    ...{ KIP_LIMITS: 'off', KIP_HOLD_FLOODS: 'off' },
  };
  const apps =
    redisUrl === null
      ? [startApp('kip', ['up', '--json'], env)]
      : ['intake', 'router', 'deadlines'].map((app) => startApp(app, [], env));
  const stop = async (): Promise<void> => {
    const alive = apps.filter((child) => child.exitCode === null && child.signalCode === null);
    await Promise.all(
      alive.map((child) => {
        const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        child.kill('SIGTERM');
        return ended;
      }),
    );
  };
  try {
    const [first] = apps;
    if (!first) throw new Error('nothing was started');
    return { intakeUrl: await untilItListens(first), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
