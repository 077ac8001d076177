import { randomBytes, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { codeOf, EmbeddedServerError, fileError } from './embedded-error.js';

/** Whether a text can be the secret: 256 random bits in base64url. */
export function isSecret(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/**
 * The superuser's password out of its file.
 *
 * @returns undefined when there is no such file
 * @throws EmbeddedServerError SECRET_UNUSABLE when the file holds something else, NOT_WRITABLE when it
 *   belongs to another user
 */
export async function readSecret(path: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileError(error, 'read the secret of the database', path);
  }
  if (isSecret(text)) return text;
  throw new EmbeddedServerError(
    'SECRET_UNUSABLE',
    `${path} does not hold a secret that kip wrote.`,
    'Delete that file while the server is stopped: the next start sets a new secret.',
  );
}

/** Writes a new random secret, readable by its owner alone, whole or not at all. */
export async function createSecret(path: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const draft = `${path}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${secret}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    return secret;
  } catch (error) {
    throw fileError(error, 'write the secret of the database', path);
  } finally {
    await rm(draft, { force: true });
  }
}
