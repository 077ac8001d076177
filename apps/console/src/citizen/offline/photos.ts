const DATABASE = 'kip';
const STORE = 'photos';

/** What a request of the database brings. */
function brought<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => {
      resolve(request.result);
    });
    request.addEventListener('error', () => {
      reject(request.error ?? new Error('the photos of this device could not be reached'));
    });
  });
}

async function inStore<Value>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore(STORE);
  });
  const database = await brought(opening);
  try {
    return await brought(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/**
 * Keeps a photo on this device until it can be sent.
 * @returns the name under which it is found again
 * @throws DOMException where the browser keeps nothing, or has no room
 */
export async function keepPhoto(photo: File): Promise<string> {
  const id = crypto.randomUUID();
  await inStore('readwrite', (store) => store.put(photo, id));
  return id;
}

/** A photo that was kept; null: another tab has sent it, or the browser has cleared it away. */
export async function keptPhoto(id: string): Promise<File | null> {
  const found = await inStore('readonly', (store) => store.get(id) as IDBRequest<unknown>);
  return found instanceof File ? found : null;
}

/** Forgets photos that were sent, or are not wanted any more. */
export async function forgetPhotos(ids: readonly string[]): Promise<void> {
  for (const id of ids) await inStore('readwrite', (store) => store.delete(id));
}
