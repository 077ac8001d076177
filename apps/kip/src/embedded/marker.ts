import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, fileError } from './embedded-error.js';

/** Written last into a new data folder: only a folder that has it holds data to be kept. */
export const MARKER = 'kip-initialised';

/** @throws EmbeddedServerError NOT_WRITABLE when this user may not even look */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw fileError(error, 'look for data', path);
  }
}

/** Whether this data folder was completely initialised. */
export function isFinished(dataDir: string): Promise<boolean> {
  return exists(join(dataDir, MARKER));
}
