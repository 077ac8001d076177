import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Media, openMedia } from '#libs/media';
import { type Store } from '#libs/store';
import { setImmediate as turn } from 'node:timers/promises';

/** For what takes no photo: nothing is made on the disk. */
export function noPhotos(store: Store): Media {
  return openMedia(store, { kind: 'disk', folder: '' });
}

/** Photos in a folder of a test's own. */
export interface TestMedia {
  readonly media: Media;
  readonly folder: string;
  /** The names of all files, with their folders. */
  files(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The names of all files in a folder and below. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

export async function openTestMedia(store: Store): Promise<TestMedia> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-media-'));
  const media = openMedia(store, { kind: 'disk', folder });
  return {
    media,
    folder,
    files: () => filesBelow(folder),
    close: async () => {
      media.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What is kept of photos: rows of both tables. */
export async function photoRows(
  store: Store,
): Promise<{ readonly uploads: number; readonly attachments: number }> {
  const [row] = await store.transaction({ role: 'worker' }, (tx) =>
    tx.query<{ uploads: number; attachments: number }>(
      `SELECT (SELECT count(*)::int FROM uploads) AS uploads,
         (SELECT count(*)::int FROM attachments) AS attachments`,
    ),
  );
  return row ?? { uploads: -1, attachments: -1 };
}

/** An answer to an upload. */
export interface UploadAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a file as a browser's form does. */
export async function sendFile(
  url: string,
  bytes: Uint8Array,
  name = 'photo.jpg',
  headers: Record<string, string> = {},
): Promise<UploadAnswer> {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: 'image/jpeg' }), name);
  const answer = await fetch(url, { method: 'POST', body: form, headers });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: (await answer.json()) as Record<string, unknown>,
  };
}

/**
 * Begins an upload and sends nothing of its body.
 * @returns once the server has begun to wait for it: how to break it off
 */
export async function beginUpload(url: string): Promise<() => void> {
  const asked = request(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': '1000',
      Expect: '100-continue',
    },
  });
  asked.on('error', () => undefined);
  asked.flushHeaders();
  await new Promise((resolve, reject) => {
    asked.once('continue', resolve).once('response', () => {
      reject(new Error('it was answered before its body came'));
    });
  });
  return () => {
    asked.destroy();
  };
}

/** An upload as a report names it. */
export const refOf = ({ body }: UploadAnswer): { id: string; token: string } => ({
  id: String(body['id']),
  token: String(body['token']),
});

/** Waits, without any length of time, until something is so; jest's own limit ends what never comes. */
export async function once(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn();
}
