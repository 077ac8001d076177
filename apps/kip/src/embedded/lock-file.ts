import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, EmbeddedServerError, fileError } from './embedded-error.js';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';

/** The identity written in a lock or owner record, or undefined when the value has another form. */
export function toIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('pid' in value) || !('started' in value)) return undefined;
  if (typeof value.pid !== 'number' || typeof value.started !== 'string') return undefined;
  return { pid: value.pid, started: value.started };
}

/** This very process. */
export function ownIdentity(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, started: '' };
}

function holderOf(text: string): ProcessIdentity | undefined {
  try {
    return toIdentity(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Links a complete file into place, so that nobody ever reads a lock without its holder. */
async function tryTake(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { mode: 0o644, flag: 'wx' });
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw fileError(error, 'take the lock', path);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Takes away a lock whose holder is dead. It is moved first and then looked at, for another process may
 * have done the same and taken the lock since; a living holder's lock is put back.
 */
async function clearStale(path: string): Promise<void> {
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw fileError(error, 'clear a stale lock', path);
  }
  const holder = holderOf(await readFile(aside, 'utf8'));
  if (holder !== undefined && isAlive(holder)) {
    await link(aside, path).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

async function readHolder(path: string): Promise<ProcessIdentity | 'gone' | 'unreadable'> {
  try {
    return holderOf(await readFile(path, 'utf8')) ?? 'unreadable';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'gone';
    throw fileError(error, 'read the lock', path);
  }
}

/**
 * Runs `action` while no other process that uses the same lock file runs its own. The lock of a process
 * that died is taken over. It guards starting up (seconds), never the running server: against two
 * servers on one folder Postgres has its own guard.
 *
 * @param patienceMs how long to wait for the holder, in milliseconds
 * @throws EmbeddedServerError LOCKED when the holder keeps it too long, NOT_WRITABLE, DISK_FULL
 */
export async function withLock<T>(
  path: string,
  action: () => Promise<T>,
  patienceMs = 330_000,
): Promise<T> {
  const own = JSON.stringify({ ...ownIdentity(), key: randomUUID() });
  const deadline = Date.now() + patienceMs;
  while (!(await tryTake(path, own))) {
    const holder = await readHolder(path);
    if (holder === 'gone') continue;
    if (holder === 'unreadable' || !isAlive(holder)) {
      await clearStale(path);
      continue;
    }
    if (Date.now() > deadline) {
      throw new EmbeddedServerError(
        'LOCKED',
        `Process ${holder.pid} has been starting the embedded server for too long (${path}).`,
        `Wait for it, or end that process and try again.`,
      );
    }
    await sleep(30);
  }
  try {
    return await action();
  } finally {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text === own) await rm(path, { force: true });
  }
}
