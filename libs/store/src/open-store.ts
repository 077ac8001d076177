import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, type Faults } from '#libs/config';
import { Store } from './store.js';

const LOOK_EVERY_MS = 1_000;
/** While nothing changes, what is waited for is told again after so long. */
const TELL_AGAIN_MS = 10_000;

/** Errors for which waiting is of no use, by SQLSTATE, and their remedy. */
const REMEDIES: Readonly<Record<string, string>> = {
  '3D000': 'there is no such database on the server: create it',
  '28P01': 'the server does not take this password',
  '28000': 'the server does not let this user in',
};

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

/** Tells a state when it is new, and again every ten seconds while it lasts. */
function changes(tell: (text: string) => void): (text: string) => void {
  let last = '';
  let toldAt = 0;
  return (text) => {
    if (text === last && performance.now() - toldAt < TELL_AGAIN_MS) return;
    last = text;
    toldAt = performance.now();
    tell(text);
  };
}

/**
 * Opens the database as soon as its server answers: processes and servers may be started in any
 * order.
 *
 * @param tell is told in words what is waited for, at most once a second
 * @param stop ends the waiting; what it was aborted with is thrown
 * @param faults what is to go wrong in this process
 * @throws ConfigError where waiting is of no use
 */
export async function openStore(
  url: string,
  poolSize: number,
  tell: (text: string) => void,
  stop: AbortSignal,
  faults?: Faults,
): Promise<Store> {
  const waiting = changes(tell);
  for (;;) {
    stop.throwIfAborted();
    try {
      return await Store.open(url, poolSize, faults);
    } catch (error) {
      const code = codeOf(error);
      const remedy = REMEDIES[code];
      if (remedy !== undefined) throw new ConfigError('DATABASE_URL', '…', remedy);
      const { host } = new URL(url);
      waiting(`waiting for the database server at ${host} (${code})`);
    }
    await pause(stop);
  }
}

/**
 * Waits until the tables are those of this version, as `kip migrate` makes them.
 * @param tell is told in words what is waited for, at most once a second
 * @param stop ends the waiting; what it was aborted with is thrown
 */
export async function untilMigrated(
  store: Store,
  tell: (text: string) => void,
  stop: AbortSignal,
): Promise<void> {
  const waiting = changes(tell);
  for (;;) {
    stop.throwIfAborted();
    try {
      const missing = await missingMigrations(store);
      if (missing.length === 0) return;
      waiting(`waiting for kip migrate: ${missing.join(', ')}`);
    } catch (error) {
      waiting(`waiting for the database server (${codeOf(error)})`);
    }
    await pause(stop);
  }
}

/** Names of what `kip migrate` has not done yet. Makes nothing itself, unlike TypeORM's own look. */
async function missingMigrations({ dataSource }: Store): Promise<readonly string[]> {
  const names = dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
  const [made] = await dataSource.query<{ made: boolean }[]>(
    `SELECT to_regclass('migrations') IS NOT NULL AND to_regclass('installation') IS NOT NULL AS made`,
  );
  if (made?.made !== true) return names;
  const done = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations');
  const kinds = await dataSource.query<unknown[]>('SELECT FROM installation');
  const known = new Set(done.map(({ name }) => name));
  const missing = names.filter((name) => !known.has(name));
  return missing.length === 0 && kinds.length === 0 ? ['the installation itself'] : missing;
}

async function pause(stop: AbortSignal): Promise<void> {
  await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => {
    stop.throwIfAborted();
  });
}
