import { type Store, knownPhotos, photosAfter } from '#libs/store';
import { type MediaStorage, RENDITIONS } from './storage.js';

const AT_ONCE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';
const AS_WORKER = { role: 'worker' } as const;

/** A photo of a report whose file is gone, or a file that is nobody's. */
export interface PhotoFault {
  readonly id: string;
  readonly what: string;
  readonly repair: string;
}

async function known(store: Store, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return store.transaction(AS_WORKER, (tx) => knownPhotos(tx, ids));
}

/** Photos without their files; what was erased while it was looked for is none. */
async function withoutFiles(store: Store, storage: MediaStorage): Promise<PhotoFault[]> {
  const faults: PhotoFault[] = [];
  for (let after = FIRST; ;) {
    const from = after;
    const photos = await store.transaction(AS_WORKER, (tx) => photosAfter(tx, from, AT_ONCE));
    for (const { id, code } of photos) {
      for (const rendition of RENDITIONS) {
        if (await storage.has(id, rendition)) continue;
        if (!(await known(store, [id])).has(id)) continue;
        faults.push({
          id,
          what: `the ${rendition} of a photo of ${code} has no file`,
          repair:
            'put the file back from a copy of the photos; without one, have moderators hide the photo',
        });
      }
    }
    const last = photos.at(-1);
    if (!last || photos.length < AT_ONCE) return faults;
    after = last.id;
  }
}

/** Files without a photo; one whose removal was under way is none. */
async function withoutRows(store: Store, storage: MediaStorage): Promise<PhotoFault[]> {
  const faults: PhotoFault[] = [];
  const look = async (ids: readonly string[]): Promise<void> => {
    const there = await known(store, ids);
    for (const id of ids.filter((one) => !there.has(one))) {
      const left: string[] = [];
      for (const rendition of RENDITIONS)
        if (await storage.has(id, rendition)) left.push(rendition);
      if (left.length === 0) continue;
      faults.push({
        id,
        what: `a file (${left.join(', ')}) is no photo's and no upload's`,
        repair:
          'remove it by hand: after a restore of an older database its photo may have come later',
      });
    }
  };
  let lot: string[] = [];
  for await (const id of storage.ids() ?? []) {
    lot.push(id);
    if (lot.length < AT_ONCE) continue;
    await look(lot);
    lot = [];
  }
  await look(lot);
  return faults;
}

/** Holds the photos' rows and files against each other; in a bucket, the rows against the files alone. */
export async function checkPhotos(store: Store, storage: MediaStorage): Promise<PhotoFault[]> {
  return [...(await withoutFiles(store, storage)), ...(await withoutRows(store, storage))];
}
