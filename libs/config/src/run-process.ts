import { ConfigError } from './config-error.js';
import { Stopped, heedSignals, stopSignal, untilStopped } from './signals.js';

const DRAIN_WITHIN_MS = 10_000;

/**
 * The life of an app that is a process of its own: it starts, runs until it is asked to end, and
 * then lets end what is under way. Exit code 2: a setting is wrong; 3: it could not start, or did
 * not end within ten seconds.
 *
 * @param start brings the app up, gives up when it is asked to end meanwhile, and gives what ends it,
 *   in the right order
 */
export async function runProcess(
  name: string,
  start: (stop: AbortSignal) => Promise<() => Promise<void>>,
): Promise<void> {
  heedSignals();
  const stop = stopSignal();
  try {
    const end = await start(stop);
    await untilStopped(stop);
    setTimeout(() => {
      process.stderr.write(`${name}: did not end within ${DRAIN_WITHIN_MS / 1000} s\n`);
      process.exit(3);
    }, DRAIN_WITHIN_MS).unref();
    await end();
  } catch (error) {
    if (error instanceof Stopped) process.exit(0);
    const known = error instanceof ConfigError;
    const text = error instanceof Error && !known ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${name}: ${known ? error.message : text}\n`);
    // What had started must not keep a process alive that does nothing.
    process.exit(known ? 2 : 3);
  }
}
