import { setTimeout as sleep } from 'node:timers/promises';

/** Work that goes on until it is stopped. */
export interface Repeating {
  /** Asks what is under way to end, and waits for it, but not for ever. */
  stop(): Promise<void>;
}

/** What is done again and again. */
export interface Repeated {
  readonly everyMs: number;
  /** So long an end is waited for. */
  readonly patienceMs: number;
  /** Never twice at once: a run that takes longer leaves out the next ones. `stop` asks it to end. */
  readonly work: (stop: AbortSignal) => Promise<unknown>;
  /** Is told why a run failed; the next one comes all the same. */
  readonly failed: (error: unknown) => void;
}

/** Does something every so often, from one interval after now on. */
export function repeat({ everyMs, patienceMs, work, failed }: Repeated): Repeating {
  const stop = new AbortController();
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    try {
      await work(stop.signal);
    } catch (error) {
      failed(error);
    } finally {
      running = null;
    }
  };
  const timer = setInterval(() => {
    running ??= run();
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      stop.abort();
      await Promise.race([running, sleep(patienceMs, undefined, { ref: false })]);
    },
  };
}
