import { type Schema, api, bodyOf } from '../../api/client.js';
import { Offline } from '../../api/problem.js';
import { forgetPhotos, keepPhoto, keptPhoto } from './photos.js';

type Photo = Schema<'UploadedPhoto'>;

/** A photo that was chosen: with the server, or on this device until there is a connection. */
type Chosen = { readonly uploaded: Photo } | { readonly kept: string };

/** Sends a photo. @throws what `api` throws */
export function upload(file: File): Promise<Photo> {
  const body = new FormData();
  body.append('file', file);
  // The description of the interface knows the file as text; it goes as it is.
  return bodyOf(api.POST('/v1/uploads', { body: { file: '' }, bodySerializer: () => body }));
}

/**
 * Sends a photo, or keeps it here where nothing answers.
 * @throws Problem where it is refused; Offline where this browser cannot keep it either
 */
export async function uploadOrKeep(file: File): Promise<Chosen> {
  try {
    return { uploaded: await upload(file) };
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
    const kept = await keepPhoto(file).catch(() => {
      throw error;
    });
    return { kept };
  }
}

/** What is left to upload of a draft, and what is with the server. */
interface Photos {
  readonly photos: readonly Photo[];
  readonly keptPhotos: readonly string[];
}

/**
 * Uploads the photos that were kept, one by one.
 * @param onEach told after each, so that none goes twice where the next one fails
 * @throws what an upload throws; the photo that failed is still kept
 */
export async function uploadKept(
  { photos, keptPhotos }: Photos,
  onEach: (now: Photos) => void,
): Promise<readonly Photo[]> {
  let now: Photos = { photos, keptPhotos };
  for (const id of keptPhotos) {
    const file = await keptPhoto(id);
    const sent = file === null ? [] : [await upload(file)];
    now = {
      photos: [...now.photos, ...sent],
      keptPhotos: now.keptPhotos.filter((other) => other !== id),
    };
    onEach(now);
    await forgetPhotos([id]);
  }
  return now.photos;
}
