import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultPlan } from '#libs/config';
import { projectFile } from '../project.js';

export type AppName = 'intake' | 'router' | 'deadlines';

/** How an app is started besides what all of them share. */
export interface Start {
  readonly plan?: FaultPlan;
  /** Milliseconds by which the process's own clock is wrong. */
  readonly clockMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: string;
}

const READY = /metrics: /;
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 20_000;
const LINES_KEPT = 20;

/** Makes a process's clock wrong, from before its first line of code on. */
function wrongClock(byMs: number): string {
  const code =
    `const By=${byMs},Real=Date,now=Real.now.bind(Real);` +
    'globalThis.Date=class Date extends Real{constructor(...a){if(a.length===0)super(now()+By);else super(...a)}' +
    'static now(){return now()+By}};';
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** An app as a process that is started again whenever it ends, as a service manager does it. */
export class App {
  private child: ChildProcess | null = null;
  private next: Start = {};
  private wanted = true;
  private words: string[] = [];
  private up: Promise<void> = Promise.resolve();
  private ended: Promise<void> = Promise.resolve();
  /** How often it has ended although it was to go on. */
  ends = 0;

  constructor(
    readonly name: AppName,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Settles when it is ready. @throws when it is not within a minute */
  async ready(): Promise<void> {
    const end = performance.now() + STARTS_WITHIN_MS;
    for (;;) {
      const { up } = this;
      await Promise.race([up, sleep(STARTS_WITHIN_MS, undefined, { ref: false })]);
      if (up === this.up) return;
      if (performance.now() > end) throw new Error(`${this.name} does not start: ${this.tail}`);
    }
  }

  /** Its last words on stderr. */
  get tail(): string {
    return this.words.join('').slice(-2_000);
  }

  /**
   * Starts it, or starts it anew in another way, and waits until it is ready.
   * @param next how it is started when it has ended; the same way unless given
   */
  async run(start: Start, next?: Start): Promise<void> {
    await this.stop();
    this.next = next ?? start;
    this.wanted = true;
    this.spawn(start);
    // One that is to die soon may do so before it is ready.
    if (!next) await this.ready();
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Waits for its next end that nobody asked for. False: there was none within the time. */
  async dies(withinMs: number): Promise<boolean> {
    const before = this.ends;
    const end = performance.now() + withinMs;
    while (this.ends === before) {
      if (performance.now() > end) return false;
      await sleep(20);
    }
    return true;
  }

  /** Asks it to end, and kills it if it does not. */
  async stop(): Promise<void> {
    this.wanted = false;
    this.child?.kill('SIGCONT');
    this.child?.kill('SIGTERM');
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), ENDS_WITHIN_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private spawn({ plan, clockMs, env, nodeOptions }: Start): void {
    const options = [nodeOptions ?? '', clockMs === undefined ? '' : wrongClock(clockMs)].join(' ');
    const child = spawn(process.execPath, [projectFile(`dist/apps/${this.name}/src/main.js`)], {
      env: {
        PATH: process.env['PATH'],
        ...this.env,
        KIP_METRICS_PORT: '0',
        NODE_OPTIONS: options.trim(),
        ...(plan && { KIP_FAULTS: JSON.stringify(plan) }),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    running.add(child);
    child.stderr.on('data', (chunk: Buffer) => {
      this.words = [...this.words, chunk.toString()].slice(-LINES_KEPT);
    });
    this.up = new Promise((resolve) => {
      let seen = '';
      child.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (READY.test(seen)) resolve();
      });
    });
    this.ended = new Promise((resolve) => {
      child.once('close', () => {
        running.delete(child);
        if (this.child === child && this.wanted) {
          this.ends += 1;
          this.spawn(this.next);
        }
        resolve();
      });
    });
  }
}
