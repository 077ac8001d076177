import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type MediaStorage, RENDITIONS, type Rendition, fileName } from './storage.js';

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

  async remove(id: string): Promise<void> {
    for (const rendition of RENDITIONS) {
      const file = this.file(id, rendition);
      for (const one of [file, partial(file)]) await rm(one, { force: true });
    }
  }
}
