import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** An app as it was built; `make test` builds it first. */
const mainOf = (app: string): string => path.resolve(`dist/apps/${app}/src/main.js`);

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  app: string,
  args: readonly string[],
  env: Record<string, string>,
  input?: string,
): ChildProcess {
  const main = mainOf(app);
  if (!existsSync(main)) throw new Error(`${main} is missing: run make build`);
  const ofTheTests = ['NODE_OPTIONS', 'DATABASE_URL', 'REDIS_URL'];
  const inherited = Object.entries(process.env).filter(([name]) => !ofTheTests.includes(name));
  const child = spawn(process.execPath, [main, ...args], {
    // A suite files from one address as much as it likes, unless it is about that.
    env: {
      ...Object.fromEntries(inherited),
      ...{ KIP_PORT: '0', KIP_DESK_PORT: '0', KIP_LIMITS: 'off', KIP_HOLD_FLOODS: 'off' },
      ...env,
    },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  return child;
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const seen = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (seen.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (seen.stderr += chunk.toString()));
  return seen;
}

/** Runs `kip` as a person would, as a process of its own, to its end; `input` is what it reads. */
export async function kip(
  args: readonly string[],
  env: Record<string, string>,
  input?: string,
): Promise<Ended> {
  const child = start('kip', args, env, input);
  const seen = collect(child);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...seen };
}

/** A process that goes on until it is stopped. */
export interface GoingOn {
  readonly pid: number;
  /** Settles when stdout matches; fails when the process ends before. */
  ready(pattern: RegExp): Promise<RegExpMatchArray>;
  /** The same of stderr, where words for people go. */
  told(pattern: RegExp): Promise<RegExpMatchArray>;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

const started = new Set<ChildProcess>();

/** Ends what a failed test has left running. */
export function endAll(): void {
  for (const child of started) child.kill('SIGKILL');
}

/** Starts an app, `kip` among them, as a process of its own. */
export function goingOn(
  app: string,
  args: readonly string[],
  env: Record<string, string>,
): GoingOn {
  const child = start(app, args, env);
  const seen = collect(child);
  started.add(child);
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  void closed.then(() => started.delete(child));
  const until = (stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(seen[stream]);
        if (match) resolve(match);
      };
      child[stream]?.on('data', look);
      void closed.then((code) => {
        reject(new Error(`ended with ${code} before it was ready: ${seen.stderr}`));
      });
      look();
    });
  return {
    pid: child.pid ?? 0,
    ready: (pattern) => until('stdout', pattern),
    told: (pattern) => until('stderr', pattern),
    stop: async (signal) => {
      child.kill(signal);
      return { code: await closed, ...seen };
    },
  };
}
