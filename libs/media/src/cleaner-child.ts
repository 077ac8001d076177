import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CleanReply, type CleanRequest, OUT_OF_MEMORY } from './protocol.js';

/** The cleaning process ended before it had answered. */
export class ChildEnded extends Error {
  constructor(readonly why: 'memory' | 'time' | 'ended') {
    super(`the cleaning process is gone: ${why}`);
    this.name = 'ChildEnded';
  }
}

const PROGRAM = 'cleaner-program.js';
/** MiB for its own objects; pixels are kept outside. */
const HEAP_MB = 64;
/** Bytes: one that has grown so large is replaced, since what a library leaks is not given back. */
const GROWN = 300 * 1_024 * 1_024;
const IMAGES_EACH = 200;

/** Beside this file once it is built; from the sources, where the build puts it. */
function programFile(): string {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const built = path.resolve(folder, '../../../dist/libs/media/src');
  const found = [folder, built]
    .map((one) => path.join(one, PROGRAM))
    .find((one) => existsSync(one));
  if (found === undefined) throw new Error(`${PROGRAM} is missing: run make build`);
  return found;
}

/** A process that cleans images, one at a time. It ends with this one at the latest. */
export class CleanerChild {
  private readonly child: ChildProcess;
  private images = 0;
  private peak = 0;

  constructor() {
    this.child = fork(programFile(), [], {
      // No setting and no secret of this process; two arenas, or memory that was freed is kept in each.
      env: { MALLOC_ARENA_MAX: '2' },
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // One that cannot be started or written to is gone, which whoever asks it hears.
    this.child.on('error', () => this.end());
    this.child.unref();
    this.child.channel?.unref();
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Whether it may be given another image. */
  get fit(): boolean {
    const { exitCode, signalCode, connected } = this.child;
    const runs = connected && exitCode === null && signalCode === null;
    return runs && this.images < IMAGES_EACH && this.peak < GROWN;
  }

  /**
   * Has an image cleaned; only once the last one is answered.
   * @throws ChildEnded where it takes longer than `withinMs`, too much memory, or is ended by others
   */
  async ask(request: CleanRequest, withinMs: number): Promise<CleanReply> {
    this.images += 1;
    const reply = await new Promise<CleanReply>((resolve, reject) => {
      const { child } = this;
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        child.off('message', answered).off('exit', exited);
        act();
      };
      const fail = (why: ChildEnded['why']): void => {
        settle(() => {
          reject(new ChildEnded(why));
        });
      };
      const answered = (message: unknown): void => {
        settle(() => {
          resolve(message as CleanReply);
        });
      };
      const exited = (code: number | null): void => {
        fail(code === OUT_OF_MEMORY ? 'memory' : 'ended');
      };
      const timer = setTimeout(() => {
        fail('time');
      }, withinMs);
      child.once('message', answered).once('exit', exited);
      child.send(request, (error) => {
        if (error) fail('ended');
      });
    });
    this.peak = Math.max(this.peak, reply.peakMemory);
    return reply;
  }

  /** Ends it, whatever it does. */
  end(): void {
    this.child.kill('SIGKILL');
  }
}
