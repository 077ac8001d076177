import {
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import { type MediaStorage, RENDITIONS, type Rendition, fileName, idOf } from './storage.js';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ENOENT';
}

async function using(
  file: string,
  flags: string,
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(file, flags, OWNER_ONLY_FILE);
  try {
    await work(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Under another name until it is whole. */
const partial = (file: string): string => `${file}.partial`;

/** What is in a folder; nothing where there is none. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error) || (error as { code?: unknown } | null)?.code === 'ENOTDIR') return [];
    throw error;
  }
}

/** A folder on a disk that every process of the installation sees. It is made when it is needed. */
export class DiskStorage implements MediaStorage {
  constructor(private readonly folder: string) {}

  private file(id: string, rendition: Rendition): string {
    return path.join(this.folder, fileName(id, rendition));
  }

  async put(id: string, rendition: Rendition, bytes: Uint8Array): Promise<void> {
    const file = this.file(id, rendition);
    const folder = path.dirname(file);
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    await using(partial(file), 'w', (handle) => handle.writeFile(bytes));
    await rename(partial(file), file);
    // The name is as durable as what it names only once its folder is.
    await using(folder, 'r', async () => undefined);
  }

  async get(id: string, rendition: Rendition): Promise<Uint8Array | null> {
    try {
      return await readFile(this.file(id, rendition));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async has(id: string, rendition: Rendition): Promise<boolean> {
    try {
      return (await stat(this.file(id, rendition))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async *ids(): AsyncIterable<string> {
    for (const outer of await namesIn(this.folder)) {
      for (const inner of await namesIn(path.join(this.folder, outer))) {
        const names = await namesIn(path.join(this.folder, outer, inner));
        yield* new Set(names.flatMap((name) => idOf(name) ?? []));
      }
    }
  }

  async remove(id: string): Promise<void> {
    for (const rendition of RENDITIONS) {
      const file = this.file(id, rendition);
      for (const one of [file, partial(file)]) await rm(one, { force: true });
    }
  }
}
