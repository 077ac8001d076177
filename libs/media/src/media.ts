import { hash, randomBytes, randomUUID } from 'node:crypto';
import { type MediaSettings } from '#libs/config';
import { Problem } from '#libs/contracts';
import {
  SHORT_MS,
  type Store,
  beginUpload,
  finishUpload,
  forgetUploads,
  takeExpiredUploads,
} from '#libs/store';
import { type Cleaned, Cleaner } from './cleaner.js';
import { DiskStorage } from './disk-storage.js';
import { type Place } from './hints.js';
import { type PhotoArea } from './protocol.js';
import { S3Storage } from './s3-storage.js';
import { type MediaStorage, type Rendition } from './storage.js';

/** An upload that was stored. */
export interface Kept {
  readonly id: string;
  /** Whoever has it may use the upload, once; only its hash is kept. */
  readonly token: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly expiresAt: Date;
}

/** An upload that was stored, as its sender is told of it. */
export interface Uploaded extends Kept {
  /** Told and kept nowhere. */
  readonly suggestedPlace: Place | null;
  readonly takenAt: string | null;
}

/** 192 bits, 32 characters. */
const TOKEN_BYTES = 24;
const SWEEP_AT_ONCE = 100;

/** Whatever a store of files says, its user can only try again. */
function unavailable(doing: string): (error: unknown) => never {
  return (error) => {
    throw new Problem('unavailable', `the photo could not be ${doing}`, [], error);
  };
}

/** Photos from their upload to their removal: cleaned, kept, given out. */
export class Media {
  constructor(
    private readonly store: Store,
    private readonly storage: MediaStorage,
    readonly cleaner: Cleaner,
  ) {}

  /**
   * Cleans what was sent and keeps what became of it until a report takes it, a day at most. What
   * cannot be cleaned leaves nothing behind, not even a row.
   * @param addedBy a person of the desk; null: a reporter
   * @throws Problem of the cleaner, or `unavailable` where it could not be kept
   */
  async upload(bytes: Uint8Array, addedBy: string | null): Promise<Uploaded> {
    const cleaned = await this.cleaner.clean(bytes);
    const { place: suggestedPlace, takenAt } = cleaned.hints;
    return { ...(await this.keep(cleaned, addedBy)), suggestedPlace, takenAt };
  }

  /**
   * Makes a photo anew with areas made unrecognisable. It is kept as an upload until the report takes it.
   * @param areas pixels of the photo, within it
   * @throws Problem as `upload`
   */
  async redact(id: string, areas: readonly PhotoArea[], by: string): Promise<Kept> {
    return this.keep(await this.cleaner.redact(await this.read(id, 'photo'), areas), by);
  }

  private async keep(
    { photo, thumbnail, width, height }: Cleaned,
    addedBy: string | null,
  ): Promise<Kept> {
    const id = randomUUID();
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const access = { role: 'intake', withinMs: SHORT_MS } as const;
    const expiresAt = await this.store.transaction(access, (tx) =>
      beginUpload(tx, {
        ...{ id, tokenHash: hash('sha256', token), bytes: photo.length },
        ...{ sha256: hash('sha256', photo), width, height, addedBy },
      }),
    );
    await this.storage.put(id, 'photo', photo).catch(unavailable('stored'));
    await this.storage.put(id, 'thumbnail', thumbnail).catch(unavailable('stored'));
    const ready = await this.store.transaction(access, (tx) => finishUpload(tx, id));
    if (!ready) throw new Problem('unavailable', 'the upload was given up meanwhile');
    return { id, token, width, height, bytes: photo.length, expiresAt };
  }

  /**
   * The file of a photo.
   * @throws Problem `not_found` where it is gone, `unavailable` where it cannot be read now
   */
  async read(id: string, rendition: Rendition): Promise<Uint8Array> {
    const bytes = await this.storage.get(id, rendition).catch(unavailable('read'));
    if (bytes === null) throw new Problem('not_found', 'the file of the photo is missing');
    return bytes;
  }

  /**
   * Removes uploads that no report took in time, and what was left of those that broke off: the
   * files first, then the row, so that whatever fails here is done by the next run.
   * @returns how many; at most a hundred in one run
   */
  async sweep(): Promise<number> {
    const access = { role: 'worker', withinMs: SHORT_MS } as const;
    const ids = await this.store.transaction(access, (tx) => takeExpiredUploads(tx, SWEEP_AT_ONCE));
    for (const id of ids) await this.storage.remove(id);
    if (ids.length > 0) await this.store.transaction(access, (tx) => forgetUploads(tx, ids));
    return ids.length;
  }

  /** Ends the cleaning processes. */
  close(): void {
    this.cleaner.close();
  }
}

/** Where the settings say that photos are kept. Nothing is opened or made before it is needed. */
export function openStorage(settings: MediaSettings): MediaStorage {
  switch (settings.kind) {
    case 'disk':
      return new DiskStorage(settings.folder);
    case 's3':
      return new S3Storage(settings.place);
  }
}

/** Photos on an installation. No process is started before the first photo comes. */
export function openMedia(store: Store, settings: MediaSettings): Media {
  return new Media(store, openStorage(settings), new Cleaner());
}
