import { randomUUID } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diagnose, failureError } from './diagnosis.js';
import { EmbeddedServerError, fileError } from './embedded-error.js';
import { exists, isFinished, MARKER } from './marker.js';
import { type Placement } from './placement.js';
import { type Account, run } from './run.js';
import { CTYPES, initArguments, SUPERUSER } from './settings.js';

/** Present while the data may be ahead of the disk: the server ran (or runs) without fsync. */
const UNSYNCED = 'kip-unsynced';

async function give(path: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

/** Makes a file's or folder's content survive a power cut; a system that cannot do folders is let off. */
async function syncPath(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function runInit(
  placement: Placement,
  dataDir: string,
  passwordFile: string,
  durable: boolean,
  notice: (text: string) => void,
): Promise<void> {
  for (const ctype of CTYPES) {
    const args = initArguments({ dataDir, passwordFile, ctype, durable });
    const outcome = await run(placement.binaries.initdb, args, placement.account);
    if (outcome.code === 0) {
      if (ctype === 'C') {
        notice('This system has no UTF-8 locale: fuzzy search will ignore accented letters.');
      }
      return;
    }
    if (diagnose(outcome.output) !== 'locale' || ctype === 'C') {
      throw failureError('initdb', outcome.output, placement.dataDir);
    }
  }
}

/**
 * Initialises beside the final place and then renames, so that a data folder is there whole or not at
 * all, whenever the process or the machine dies.
 */
async function create(
  placement: Placement,
  secret: string,
  durable: boolean,
  notice: (text: string) => void,
): Promise<void> {
  const { dataDir, account } = placement;
  const draft = `${dataDir}.init-${randomUUID()}`;
  const passwordFile = `${draft}.pw`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await give(draft, account);
    await writeFile(passwordFile, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    await give(passwordFile, account);
    await runInit(placement, draft, passwordFile, durable, notice);
    const marker = join(draft, MARKER);
    const content = { postgres: placement.binaries.version, at: new Date().toISOString() };
    await writeFile(marker, `${JSON.stringify(content)}\n`, { mode: 0o600 });
    await give(marker, account);
    if (durable) {
      await syncPath(marker);
      await syncPath(draft);
    }
    await rename(draft, dataDir);
    if (durable) await syncPath(dirname(dataDir));
  } catch (error) {
    throw fileError(error, 'initialise the database', dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Removes what interrupted initialisations left; what their last process still holds goes next time. */
async function removeDrafts(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}.init-`;
  const parent = dirname(dataDir);
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  await Promise.all(
    names.map((name) =>
      rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined),
    ),
  );
}

/**
 * Clears the way for a new data folder. Content without the marker was not made whole by this program;
 * since it may be someone's hand-made copy it is moved aside, not deleted.
 */
async function clearUnfinished(dataDir: string, notice: (text: string) => void): Promise<void> {
  if (!(await exists(dataDir))) return;
  try {
    if ((await readdir(dataDir)).length === 0) {
      await rm(dataDir, { recursive: true });
      return;
    }
    const aside = `${dataDir}.unfinished-${new Date().toISOString().replaceAll(':', '')}`;
    await rename(dataDir, aside);
    notice(`An unfinished data folder was moved to ${aside}; it can be deleted. Starting anew.`);
  } catch (error) {
    throw fileError(error, 'clear an unfinished data folder', dataDir);
  }
}

async function checkVersion(placement: Placement): Promise<void> {
  const { dataDir, binaries } = placement;
  const path = join(dataDir, 'PG_VERSION');
  let found: string;
  try {
    found = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw fileError(error, 'read the version of the data', path);
  }
  if (found === binaries.major) return;
  throw new EmbeddedServerError(
    'WRONG_VERSION',
    `The data in ${dataDir} was written by Postgres ${found}; this kip brings Postgres ${binaries.major}.`,
    `Use the kip that wrote it, or copy the data over with pg_dumpall of Postgres ${found} into a new folder. It is left untouched.`,
  );
}

/** Keeps the note whether the data may be ahead of the disk, and makes up for it before a durable run. */
async function settleDurability(placement: Placement, durable: boolean): Promise<void> {
  const { dataDir, account, binaries } = placement;
  const note = join(dataDir, UNSYNCED);
  if (!durable) {
    await writeFile(note, '', { mode: 0o600 });
    await give(note, account);
  } else if (await exists(note)) {
    const outcome = await run(binaries.initdb, ['--sync-only', '-D', dataDir], account);
    if (outcome.code !== 0) throw failureError('initdb', outcome.output, dataDir);
    await rm(note, { force: true });
  }
}

/** Gives the superuser a new password by a stand-alone backend; the server must not be running. */
async function setPassword(placement: Placement, secret: string): Promise<void> {
  const { dataDir, account, binaries } = placement;
  const statement = `ALTER ROLE ${SUPERUSER} PASSWORD '${secret}'\n`;
  const args = ['--single', '-D', dataDir, 'postgres'];
  const outcome = await run(binaries.postgres, args, account, statement);
  if (outcome.code !== 0 || /ERROR:|FATAL:/.test(outcome.output)) {
    throw failureError('postgres', outcome.output, dataDir);
  }
}

/**
 * Makes the data folder ready for a start: initialised, of the right version, with this password. No
 * server may be running on it, and the caller holds the lock of its home.
 *
 * @param secret the superuser's password, of letters, digits, - and _ only
 * @param isNewSecret the secret was made just now, so existing data knows another one
 * @throws EmbeddedServerError WRONG_VERSION, INIT_FAILED, DISK_FULL, NOT_WRITABLE
 */
export async function prepareCluster(
  placement: Placement,
  options: {
    readonly secret: string;
    readonly isNewSecret: boolean;
    readonly durable: boolean;
    readonly notice: (text: string) => void;
  },
): Promise<void> {
  const { dataDir, record } = placement;
  const { secret, isNewSecret, durable, notice } = options;
  try {
    await removeDrafts(dataDir);
    const finished = await isFinished(dataDir);
    if (!finished) {
      await clearUnfinished(dataDir, notice);
      await create(placement, secret, durable, notice);
    }
    await checkVersion(placement);
    await settleDurability(placement, durable);
    if (finished && isNewSecret) {
      await setPassword(placement, secret);
      notice('The secret of the database was missing; a new one was set.');
    }
    if (record !== undefined) await writeFile(record, `${dataDir}\n`);
  } catch (error) {
    throw fileError(error, 'prepare the data folder', dataDir);
  }
}
