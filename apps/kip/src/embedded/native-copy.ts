import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, binariesIn } from './binaries.js';
import { codeOf, fileError } from './embedded-error.js';

/** Copies a folder so that every user can read it, and run what is executable; links stay links. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      await copyReadable(source, target);
    } else if (entry.isSymbolicLink()) {
      await symlink(await readlink(source), target);
    } else {
      const { mode } = await stat(source);
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}

/**
 * Copies the Postgres programs (about 60 MB) to a folder per version that every user can reach, unless
 * they are there. A copy appears whole or not at all, so any number of processes may do it at once.
 *
 * @throws EmbeddedServerError DISK_FULL, NOT_WRITABLE
 */
export async function copyNative(
  shipped: Binaries,
  folder: string,
  notice: (text: string) => void,
): Promise<Binaries> {
  const target = join(folder, `native-${shipped.version}-${process.platform}-${process.arch}`);
  const copy = binariesIn(target, shipped.version);
  const draft = `${target}.${randomUUID()}`;
  try {
    if ((await stat(copy.postgres).catch(() => undefined)) !== undefined) return copy;
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    await copyReadable(shipped.native, draft);
    await rename(draft, target);
    notice(`The server's user cannot run ${shipped.postgres}; a copy in ${target} is used.`);
    return copy;
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return copy;
    throw fileError(error, 'copy the Postgres programs', target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
