import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { errorWords } from './error-words.js';

const BEAT_MS = 500;
const LOOK_MS = 1_000;
/** A worker whose locks have run out is of no use to anybody. */
const MOST_LOOKS = 10;

/** Runs in a thread of its own, which goes on while the process's own is stuck. */
const THREAD = `
const { workerData: { beats, app, lookMs, most } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let last = -1;
let missed = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  missed = now === last ? missed + 1 : 0;
  last = now;
  if (missed < most) return;
  writeSync(2, JSON.stringify({ level: 'error', app, context: 'Watchdog',
    msg: 'nothing has moved for ' + most + ' s: this process ends itself' }) + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, lookMs);
`;

/**
 * Ends this process when its event loop has been stuck for ten seconds, so that whoever looks after it
 * starts it again. Counted in looks and not in time: a process that was itself stopped is not stuck.
 * @param app whose line it is
 * @returns ends the watch
 */
export function watchOver(app: string): () => Promise<void> {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const timer = setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  const workerData = { beats, app, lookMs: LOOK_MS, most: MOST_LOOKS };
  // Without this process's own arguments, which may be about how its code is read.
  const thread = new Worker(THREAD, { eval: true, workerData, execArgv: [] });
  thread.on('error', (error) => {
    new Logger('Watchdog').error(`nobody watches over this process: ${errorWords(error)}`);
  });
  thread.unref();
  return async () => {
    clearInterval(timer);
    await thread.terminate();
  };
}
