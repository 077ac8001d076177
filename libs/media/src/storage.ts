import { randomUUID } from 'node:crypto';

/** In which size a photo is kept. */
export const RENDITIONS = ['photo', 'thumbnail'] as const;
export type Rendition = (typeof RENDITIONS)[number];

/**
 * Where the files of photos are kept. A file is written once and never changed; its name is made
 * from an id of our own, so nothing that a stranger sent is ever part of a path.
 */
export interface MediaStorage {
  /** Keeps a file; once this settles, it outlives a power cut. */
  put(id: string, rendition: Rendition, bytes: Uint8Array): Promise<void>;
  /** The file; null where there is none. */
  get(id: string, rendition: Rendition): Promise<Uint8Array | null>;
  /** Whether there is such a file. */
  has(id: string, rendition: Rendition): Promise<boolean>;
  /** The ids of all that is kept; null where a store of this kind is not listed. */
  ids(): AsyncIterable<string> | null;
  /** Removes every file of an id, and what a broken-off `put` has left; none there is no fault. */
  remove(id: string): Promise<void>;
}

const PROBE = Buffer.from('kip doctor');

/**
 * Tries a store out with a file of its own, which it removes.
 * @returns what is wrong in words, or null
 */
export async function storageTrouble(storage: MediaStorage): Promise<string | null> {
  const id = randomUUID();
  try {
    await storage.put(id, 'photo', PROBE);
    const kept = await storage.get(id, 'photo');
    await storage.remove(id);
    return kept && PROBE.equals(kept) ? null : 'what was written is not what is read';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The name of a file, with `/` between folders: two levels of 256, so that no folder grows too large.
 * @throws Error where the id is no UUID: a fault of ours, before it becomes a path
 */
export function fileName(id: string, rendition: Rendition): string {
  if (!UUID.test(id)) throw new Error('the id of a photo is no UUID');
  return `${id.slice(0, 2)}/${id.slice(2, 4)}/${id}-${rendition}.jpg`;
}

/** The id that a file is named after, by `fileName`; null where it is none of ours, or not whole. */
export function idOf(name: string): string | null {
  const id = /^(.*)-(?:photo|thumbnail)\.jpg$/.exec(name)?.[1] ?? '';
  return UUID.test(id) ? id : null;
}
