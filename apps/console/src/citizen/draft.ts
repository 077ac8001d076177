import { type Schema, newIdempotencyKey } from '../api/client.js';
import { keptForGood } from '../shared/kept.js';

/** What somebody has typed and not yet sent; photos are with the server, or kept on this device. */
export interface Draft {
  /** The same as long as nothing is changed, so that what is sent again is filed once. */
  readonly key: string;
  readonly text: string;
  readonly address: string;
  readonly category: string;
  readonly place: { readonly lat: number; readonly lon: number } | null;
  readonly photos: readonly Schema<'UploadedPhoto'>[];
  /** Chosen without a connection: the names of those that `offline/photos.ts` keeps. */
  readonly keptPhotos: readonly string[];
  readonly form: Readonly<Record<string, string>>;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** It was sent, and no answer came: it goes again once there is a connection. */
  readonly waiting: boolean;
}

const NAME = 'kip-draft';

export function emptyDraft(): Draft {
  return {
    ...{ key: newIdempotencyKey(), text: '', address: '', category: '', place: null },
    ...{ photos: [], keptPhotos: [], form: {}, name: '', phone: '', email: '', waiting: false },
  };
}

/** What was typed when this page was last open. */
export function readDraft(): Draft {
  const kept = keptForGood.read(NAME);
  if (kept === null) return emptyDraft();
  try {
    const draft = { ...emptyDraft(), ...(JSON.parse(kept) as Partial<Draft>) };
    const now = new Date().toISOString();
    // A photo that nobody filed is gone from the server after its time.
    return { ...draft, photos: draft.photos.filter(({ expires_at }) => expires_at > now) };
  } catch {
    // Not written by this program: nothing that could be shown.
    return emptyDraft();
  }
}

/** Keeps it for the next visit; null forgets it. */
export function keepDraft(draft: Draft | null): void {
  keptForGood.write(NAME, draft === null ? null : JSON.stringify(draft));
}

/** What changes when a photo is taken out, by its id or by the name under which it is kept. */
export function withoutPhoto(
  { photos, keptPhotos }: Draft,
  id: string,
): Pick<Draft, 'photos' | 'keptPhotos'> {
  return {
    photos: photos.filter((photo) => photo.id !== id),
    keptPhotos: keptPhotos.filter((kept) => kept !== id),
  };
}
