import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type MediaStorage, openMedia, openStorage, storageTrouble } from '#libs/media';
import { setClock } from '#libs/store';
import { plainJpeg } from '../harness/hostile-images.js';
import { type TestMedia, filesBelow, openTestMedia, photoRows } from '../harness/media.js';
import { type TestS3, startS3 } from '../harness/s3.js';
import {
  BEGIN,
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';

const bytes = Buffer.from('\xff\xd8 anything at all', 'latin1');
let folder: string;
let s3: TestS3;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kip-media-'));
  s3 = await startS3();
}, 60_000);
afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

const KINDS: readonly (readonly [string, () => MediaStorage])[] = [
  ['a folder', () => openStorage({ kind: 'disk', folder })],
  ['a bucket', () => openStorage({ kind: 's3', place: s3.place })],
];

describe.each(KINDS)('%s', (_kind, open) => {
  it('gives back what it was given, each rendition for itself', async () => {
    const [storage, id] = [open(), randomUUID()];
    await storage.put(id, 'photo', bytes);
    expect(await storage.has(id, 'thumbnail')).toBe(false);
    await storage.put(id, 'thumbnail', bytes.subarray(0, 4));
    expect(Buffer.from((await storage.get(id, 'photo')) ?? []).equals(bytes)).toBe(true);
    expect((await storage.get(id, 'thumbnail'))?.length).toBe(4);
    expect(await storage.has(id, 'thumbnail')).toBe(true);
  });

  it('has nothing of what it was not given', async () => {
    expect(await open().get(randomUUID(), 'photo')).toBeNull();
    expect(await open().has(randomUUID(), 'photo')).toBe(false);
  });

  it('removes every file of an id, again and again if need be, and no other', async () => {
    const [storage, id, other] = [open(), randomUUID(), randomUUID()];
    for (const one of [id, other]) await storage.put(one, 'photo', bytes);
    await storage.remove(id);
    await storage.remove(id);
    expect(await storage.get(id, 'photo')).toBeNull();
    expect(await storage.get(other, 'photo')).not.toBeNull();
  });

  it('can be tried out, and is as before', async () => {
    expect(await storageTrouble(open())).toBeNull();
  });

  it('takes no name that is not its own to make', async () => {
    for (const id of ['../../etc/passwd', '', `${randomUUID()}/..`]) {
      await expect(open().put(id, 'photo', bytes)).rejects.toThrow(/UUID/);
    }
  });
});

describe('a folder', () => {
  it('lets nobody else in, and removes what broke off while it was written', async () => {
    const own = path.join(folder, 'own');
    const storage = openStorage({ kind: 'disk', folder: own });
    const id = randomUUID();
    await storage.put(id, 'photo', bytes);
    const [file = ''] = await filesBelow(own);
    expect((await stat(path.join(own, file))).mode & 0o777).toBe(0o600);
    await writeFile(path.join(own, `${file}.partial`), 'half');
    await storage.remove(id);
    expect(await filesBelow(own)).toEqual([]);
  });
});

describe('a bucket', () => {
  it('that does not know the key is said to have refused, without a word of the key', async () => {
    const place = { ...s3.place, secretAccessKey: 'another one' };
    const storage = openStorage({ kind: 's3', place });
    await expect(storage.put(randomUUID(), 'photo', bytes)).rejects.toThrow(
      /^the store of photos answered PUT with status 403$/,
    );
  });

  it('that is away is told as such', async () => {
    const place = { ...s3.place, url: 'http://127.0.0.1:1/photos' };
    const storage = openStorage({ kind: 's3', place });
    await expect(storage.get(randomUUID(), 'photo')).rejects.toThrow();
    // Not the same as having nothing: what is believed lost is cleaned up after.
    await expect(storage.has(randomUUID(), 'photo')).rejects.toThrow();
    expect(await storageTrouble(storage)).not.toBeNull();
  });
});

describe('uploads', () => {
  let server: TestServer;
  let database: TestDatabase;
  let kept: TestMedia;

  beforeAll(async () => {
    server = await startTestServer(async () => undefined);
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await freshDatabase(server);
    kept = await openTestMedia(database.store);
  });
  afterEach(async () => {
    await kept.close();
    await database.drop();
  });

  const later = (hours: number): Date => new Date(BEGIN.getTime() + hours * 3_600_000);

  it('that no report took within a day are removed, with their files', async () => {
    const photo = await plainJpeg();
    await kept.media.upload(photo, null);
    await setClock(database.store, later(1));
    const { id } = await kept.media.upload(photo, null);
    expect(await kept.files()).toHaveLength(4);
    await setClock(database.store, later(24));
    expect(await kept.media.sweep()).toBe(1);
    expect(await photoRows(database.store)).toEqual({ uploads: 1, attachments: 0 });
    const left = await kept.files();
    expect(left).toHaveLength(2);
    expect(left.every((name) => name.includes(id))).toBe(true);
    expect(await kept.media.sweep()).toBe(0);
  });

  it('that broke off while their files were written are removed too', async () => {
    const photo = await plainJpeg();
    await kept.media.upload(photo, null);
    const [file = ''] = await kept.files();
    // As a process leaves it that dies between the two files.
    await database.store.transaction({ role: 'intake' }, (tx) =>
      tx.query(`UPDATE uploads SET state = 'writing'`),
    );
    await writeFile(path.join(kept.folder, `${file}.partial`), 'half');
    await setClock(database.store, later(25));
    expect(await kept.media.sweep()).toBe(1);
    expect(await kept.files()).toEqual([]);
    expect(await photoRows(database.store)).toEqual({ uploads: 0, attachments: 0 });
  });

  it('whose files cannot be removed now are removed by a later run', async () => {
    await kept.media.upload(await plainJpeg(), null);
    await setClock(database.store, later(25));
    const away = { ...s3.place, url: 'http://127.0.0.1:1/photos' };
    const broken = openMedia(database.store, { kind: 's3', place: away });
    await expect(broken.sweep()).rejects.toThrow();
    expect(await photoRows(database.store)).toEqual({ uploads: 1, attachments: 0 });
    expect(await kept.media.sweep()).toBe(1);
    expect(await kept.files()).toEqual([]);
  });

  it('are removed a hundred at a time', async () => {
    await database.store.transaction({ role: 'owner' }, (tx) =>
      tx.query(
        `INSERT INTO uploads (id, token_hash, state, bytes, sha256, width, height, added_at, expires_at)
         SELECT gen_random_uuid(), n::text, 'ready', 1, '', 1, 1, $1, $1::timestamptz + interval '1 hour'
         FROM generate_series(1, 101) n`,
        [BEGIN],
      ),
    );
    await setClock(database.store, later(2));
    expect(await kept.media.sweep()).toBe(100);
    expect(await kept.media.sweep()).toBe(1);
  });

  it('that cannot be kept are refused for now, and leave a row that goes in time', async () => {
    const blocked = path.join(folder, 'blocked');
    await mkdir(blocked);
    await writeFile(path.join(blocked, 'file'), '');
    // A folder cannot be made below a file, whoever tries.
    const media = openMedia(database.store, { kind: 'disk', folder: path.join(blocked, 'file') });
    try {
      await expect(media.upload(await plainJpeg(), null)).rejects.toMatchObject({
        code: 'unavailable',
      });
      expect(await photoRows(database.store)).toEqual({ uploads: 1, attachments: 0 });
    } finally {
      media.close();
    }
  });
});
