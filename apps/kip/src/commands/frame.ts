import { type Config, readConfig } from '#libs/config';
import { type Installation, openInstallation } from '../installation.js';

/** Options that every command has. */
export interface CommonOptions {
  readonly demo?: boolean;
  readonly database?: string;
  readonly json?: boolean;
}

/** Words for people go to stderr, so that stdout holds the answer and nothing else. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The answer of a command. */
export function answer(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function answerJson(value: unknown): void {
  answer(JSON.stringify(value, null, 2));
}

/** A line of progress that rewrites itself on a terminal, and is told now and then elsewhere. */
export function progress(what: string): (done: number, all?: number) => void {
  let lastTold = 0;
  return (done, all) => {
    const now = performance.now();
    const ended = done === all;
    if (!ended && now - lastTold < (process.stderr.isTTY ? 100 : 5_000)) return;
    lastTold = now;
    const line = all === undefined ? `${what} ${done}` : `${what} ${done}/${all}`;
    process.stderr.write(process.stderr.isTTY ? `\r${line}${ended ? '\n' : ''}` : `${line}\n`);
  };
}

/**
 * Opens the chosen database, does the work, and closes it whatever happens.
 * @param patience a server that is not there is waited for until this aborts; unless given, not at all
 */
export async function withInstallation<Result>(
  options: CommonOptions,
  work: (installation: Installation, config: Config) => Promise<Result>,
  patience?: AbortSignal,
): Promise<Result> {
  const config = readConfig(process.env);
  const installation = await openInstallation({
    config,
    demo: options.demo ?? false,
    ...(options.database !== undefined && { database: options.database }),
    notice: tell,
    ...(patience && { patience }),
  });
  try {
    return await work(installation, config);
  } finally {
    await installation.close();
  }
}
