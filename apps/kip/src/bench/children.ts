import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a process of a bench can be asked for, each with one argument that JSON can carry. */
export type Calls<C> = { readonly [Name in keyof C]: (argument: never) => Promise<unknown> };

/** What a call comes to. */
type Answer<Call> = Call extends (argument: never) => Promise<infer Result> ? Result : never;

interface Question {
  readonly number: number;
  readonly name: string;
  readonly argument: unknown;
}
interface Reply {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A process of its own that carries out calls. */
export interface Child<C extends Calls<C>> {
  readonly pid: number;
  ask<Name extends keyof C & string>(
    name: Name,
    argument: Parameters<C[Name]>[0],
  ): Promise<Answer<C[Name]>>;
  /** Asks it to end and waits for that. */
  end(): Promise<void>;
}

/** As the image sets it up: what waits for a commit is not moved to where its end costs more. */
const NODE_ARGUMENTS = ['--max-semi-space-size=64'];
const END_WITHIN_MS = 15_000;
const running = new Set<ChildProcess>();

/** Ends what is still running, whatever it does: when a bench failed or was interrupted. */
export function endChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

/**
 * Starts a process of a bench. It logs as ever, but to nowhere; what goes wrong comes as an answer.
 * @param file its name in `processes`
 */
export function startChild<C extends Calls<C>>(file: string): Child<C> {
  const path = fileURLToPath(new URL(`./processes/${file}.js`, import.meta.url));
  const child = fork(path, [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [...process.execArgv, ...NODE_ARGUMENTS],
  });
  running.add(child);
  const waiting = new Map<number, (reply: Reply) => void>();
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child);
      const error = `the process ${file} ended (${code ?? 'killed'})`;
      for (const [number, settle] of waiting) settle({ number, error });
      resolve();
    });
  });
  child.on('message', (message) => {
    const reply = message as Reply;
    waiting.get(reply.number)?.(reply);
    waiting.delete(reply.number);
  });
  let number = 0;
  return {
    pid: child.pid ?? 0,
    ask: async (name, argument) => {
      number += 1;
      const question: Question = { number, name, argument };
      const reply = await new Promise<Reply>((settle) => {
        waiting.set(question.number, settle);
        child.send(question, (error) => {
          if (error) settle({ number: question.number, error: error.message });
        });
      });
      if (reply.error !== undefined) throw new Error(`${file}: ${reply.error}`);
      const { result } = reply;
      return result as Answer<C[typeof name]>;
    },
    end: async () => {
      const late = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
      if (child.connected) child.disconnect();
      await gone;
      clearTimeout(late);
    },
  };
}

/**
 * The other side: carries out what the parent asks for until the parent lets go.
 * @param close lets end what is open
 */
export function serveParent<C extends Calls<C>>(calls: C, close: () => Promise<void>): void {
  const byName = new Map<string, (argument: never) => Promise<unknown>>(Object.entries(calls));
  process.on('message', (message) => {
    const { number, name, argument } = message as Question;
    const call = byName.get(name);
    const work = call ? call(argument as never) : Promise.reject(new Error(`no call ${name}`));
    work.then(
      (result) => process.send?.({ number, result } satisfies Reply),
      (error: unknown) => {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.send?.({ number, error: text } satisfies Reply);
      },
    );
  });
  process.once('disconnect', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
