import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const controller = new AbortController();
let heeded = false;

/**
 * Makes Ctrl-C and a service manager's wish end this process in order: as a command wishes that
 * asked for `stopSignal`, else at once, yet with what `exit` handlers have to do (the embedded
 * server stops).
 */
export function heedSignals(): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (!heeded || controller.signal.aborted) process.exit(128 + constants.signals[signal]);
      controller.abort(new Stopped(signal));
    });
  }
}

/** Somebody asked this process to end. */
export class Stopped extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    this.name = 'Stopped';
  }
}

/** From now on the first wish to end only aborts this signal; a second one ends at once. */
export function stopSignal(): AbortSignal {
  heeded = true;
  return controller.signal;
}

/** Settles when somebody asks this process to end, or has done so. */
export function untilStopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    stop.addEventListener('abort', () => {
      resolve();
    });
  });
}
