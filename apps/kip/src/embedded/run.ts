import { spawn } from 'node:child_process';
import { parse } from 'node:path';
import { textOf } from './embedded-error.js';

/** The system user under which the server runs; undefined everywhere means: as this very user. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Outcome {
  /** The exit code; null when it did not start or was ended by a signal. */
  readonly code: number | null;
  /** Standard output and error, mixed, without the blanks around it. */
  readonly output: string;
}

/**
 * The few variables a Postgres program needs. Nothing else goes along: the environment may hold
 * secrets, and PG* or a locale would change what the programs do and the language of their log.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const wanted = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMPDIR'];
  const kept = wanted.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** What every spawn of a Postgres program has in common; its working folder is one all users can enter. */
export function spawnBase(account: Account | undefined) {
  return {
    cwd: parse(process.cwd()).root,
    env: serverEnvironment(),
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  };
}

/** Runs a program to its end and collects what it says; never rejects. */
export function run(
  command: string,
  args: readonly string[],
  account?: Account,
  input = '',
): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = '';
    const collect = (chunk: string) => {
      output = (output + chunk).slice(-20_000);
    };
    const child = spawn(command, args, { ...spawnBase(account), stdio: 'pipe' });
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', (error) => resolve({ code: null, output: textOf(error) }));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}
