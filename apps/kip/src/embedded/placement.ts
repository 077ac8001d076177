import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries } from './binaries.js';
import { codeOf, EmbeddedServerError, fileError } from './embedded-error.js';
import { isFinished } from './marker.js';
import { copyNative } from './native-copy.js';
import { type Account, run } from './run.js';
import { serverAccount } from './server-account.js';

/** Where root keeps what the server's user could not reach inside the project. */
export const SYSTEM_FOLDER = '/var/lib/kip';

export interface Placement {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** The file that remembers a data folder outside of home; undefined when it lies inside. */
  readonly record: string | undefined;
}

/** The folder outside of home for a home: the same for every spelling of the same real path. */
export function systemDataDir(realHome: string): string {
  const hash = createHash('sha256').update(realHome).digest('hex').slice(0, 16);
  return join(SYSTEM_FOLDER, hash, 'pg');
}

/** Whether that user can really enter this folder, all the way down. */
async function canEnter(account: Account, folder: string): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)).code === 0;
}

/** Whether that user can really keep a folder of its own in this one: rights, mount, owner mapping. */
async function canKeep(account: Account, parent: string): Promise<boolean> {
  let probe: string;
  try {
    probe = await mkdtemp(join(parent, 'pg.probe-'));
  } catch (error) {
    throw fileError(error, 'create the data folder', parent);
  }
  try {
    await chown(probe, account.uid, account.gid);
    const script = 'cd -- "$1" && : > probe';
    return (await run('/bin/sh', ['-c', script, 'sh', probe], account)).code === 0;
  } catch (error) {
    // A file system without owners (some network and shared folders) refuses to give the folder away.
    if (codeOf(error) === 'EPERM' || codeOf(error) === 'EINVAL') return false;
    throw fileError(error, 'create the data folder', parent);
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

/** Creates the folder for data outside of home, open to pass through. */
async function makeSystemParent(parent: string): Promise<void> {
  try {
    await mkdir(parent, { recursive: true });
    await chmod(SYSTEM_FOLDER, 0o755);
    await chmod(parent, 0o755);
  } catch (error) {
    throw fileError(error, 'create the data folder', parent);
  }
}

/** The programs in a form that the server's user can run: the package's own, else a copy. */
async function runnable(
  shipped: Binaries,
  account: Account | undefined,
  notice: (text: string) => void,
): Promise<Binaries> {
  const works = (binaries: Binaries) => run(binaries.postgres, ['--version'], account);
  const own = await works(shipped);
  if (own.code === 0) return shipped;
  if (account !== undefined) {
    const copy = await copyNative(shipped, SYSTEM_FOLDER, notice);
    const second = await works(copy);
    if (second.code === 0) return copy;
    throw unusable(copy, second.output);
  }
  throw unusable(shipped, own.output);
}

function unusable(binaries: Binaries, output: string): EmbeddedServerError {
  return new EmbeddedServerError(
    'BINARIES_UNUSABLE',
    `${binaries.postgres} does not run: ${output}`,
    'Check that the disk allows programs (no noexec) and that the system uses glibc; else use a Postgres server of your own.',
  );
}

/** Finished data decides where and as whom the server runs: Postgres insists on the folder's owner. */
async function placeExisting(dataDir: string): Promise<Account> {
  const { uid, gid } = await stat(dataDir);
  if (uid === 0) {
    throw new EmbeddedServerError(
      'SERVER_ACCOUNT',
      `The data folder ${dataDir} belongs to root, as whom Postgres never runs.`,
      `Give it back to the server's user, e.g. chown -R postgres: ${dataDir}`,
    );
  }
  const account = { uid, gid };
  if (await canEnter(account, dataDir)) return account;
  throw new EmbeddedServerError(
    'NOT_REACHABLE',
    `The server's user (uid ${uid}) cannot enter ${dataDir}.`,
    'Let others pass through its parent folders (chmod o+x), or move the project back to where it was.',
  );
}

async function readRecord(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileError(error, 'read where the data is', path);
  }
}

/**
 * Decides where the data lies, which programs are used and as whom the server runs.
 *
 * An ordinary user: `<home>/pg`, the package's programs, that user. Root, as whom Postgres refuses to
 * run: a system user; when that one cannot keep data in home (for instance below /root) the data goes
 * to /var/lib/kip/<hash of home>/pg, and when it cannot run the package's programs they are copied to
 * /var/lib/kip too. Each is found out by trying it as that user. Data that exists is never moved.
 *
 * @param home an existing folder
 * @throws EmbeddedServerError DATA_MISSING, NOT_REACHABLE, NOT_WRITABLE, SERVER_ACCOUNT, BINARIES_UNUSABLE
 */
export async function place(
  home: string,
  shipped: Binaries,
  notice: (text: string) => void,
): Promise<Placement> {
  const inHome = join(home, 'pg');
  if (process.getuid?.() !== 0) {
    const binaries = await runnable(shipped, undefined, notice);
    return { dataDir: inHome, binaries, account: undefined, record: undefined };
  }
  const record = join(home, 'pg.location');
  const recorded = await readRecord(record);
  if (recorded !== undefined && !(await isFinished(recorded))) {
    throw new EmbeddedServerError(
      'DATA_MISSING',
      `${record} says that the data is in ${recorded}, but there is none.`,
      `Bring that folder back, or delete ${record} to start with an empty database.`,
    );
  }
  const outside = systemDataDir(await realpath(home));
  const candidates = recorded === undefined ? [inHome, outside] : [recorded];
  for (const dataDir of candidates) {
    if (!(await isFinished(dataDir))) continue;
    if (dataDir === outside && recorded === undefined) {
      notice(
        `Data of an earlier run was found in ${dataDir} and is used; delete it to start empty.`,
      );
    }
    const account = await placeExisting(dataDir);
    const binaries = await runnable(shipped, account, notice);
    return { dataDir, binaries, account, record: dataDir === inHome ? undefined : record };
  }
  const account = await serverAccount(notice);
  const stays = await canKeep(account, home);
  if (!stays) {
    await makeSystemParent(join(outside, '..'));
    if (!(await canKeep(account, join(outside, '..')))) {
      throw new EmbeddedServerError(
        'NOT_REACHABLE',
        `The server's user (uid ${account.uid}) can keep data neither in ${home} nor in ${SYSTEM_FOLDER}.`,
        'Let others pass through the parent folders (chmod o+x), or start as an ordinary user.',
      );
    }
    notice(
      `The server's user cannot enter ${home}; the data goes to ${outside} (keep a backup of both).`,
    );
  }
  const binaries = await runnable(shipped, account, notice);
  return {
    dataDir: stays ? inHome : outside,
    binaries,
    account,
    record: stays ? undefined : record,
  };
}
