import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { actStage } from '#libs/pipeline';
import { setClock } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { UNLIMITED } from '../harness/abuse.js';
import {
  TRACES,
  cameraPhoto,
  colourAt,
  holdsWords,
  hostileImages,
  markersOf,
  plainJpeg,
} from '../harness/hostile-images.js';
import {
  type TestMedia,
  beginUpload,
  once,
  openTestMedia,
  photoRows,
  refOf,
  sendFile,
} from '../harness/media.js';
import {
  BEGIN,
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';

const secret = 'a secret of the tests, thirty-two long';
let server: TestServer;
let database: TestDatabase;
let kept: TestMedia;
let app: NestFastifyApplication;
let url: string;
let photo: Buffer;

beforeAll(async () => {
  server = await startTestServer(smallReference);
  database = await freshDatabase(server);
  kept = await openTestMedia(database.store);
  const { store, reference } = database;
  app = await createHttpApp(
    IntakeModule.with({ store, reference, media: kept.media, secret, abuse: UNLIMITED }),
  );
  ({ url } = await listen(app, '127.0.0.1', 0));
  photo = await plainJpeg();
}, 60_000);
afterAll(async () => {
  await app.close();
  await kept.close();
  await database.drop();
  await server.stop();
});

type Body = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly body: Body;
}

async function call(
  route: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${url}${route}`, {
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}

const upload = (bytes: Uint8Array, name?: string): ReturnType<typeof sendFile> =>
  sendFile(`${url}/v1/uploads`, bytes, name);

const report = { category: 'waste', text: 'Rác thải đổ trộm', address: '1 Lê Lợi' };
const file = (photos: readonly object[], key: string = randomUUID()): Promise<Answer> =>
  call('/v1/reports', { ...report, photos }, { 'Idempotency-Key': key });

/** A report with so many photos: its address, the header that opens it, and the photos' ids. */
async function filedWith(many: number): Promise<{
  readonly code: string;
  readonly headers: Record<string, string>;
  readonly ids: readonly string[];
}> {
  const refs = [];
  for (let n = 0; n < many; n += 1) refs.push(refOf(await upload(photo)));
  const filed = await (many > 0 ? file(refs) : call('/v1/reports', report));
  expect(filed).toMatchObject({ status: 201 });
  const { code, tracking_token: token } = filed.body;
  return {
    code: String(code),
    headers: { 'Tracking-Token': String(token) },
    ids: refs.map(({ id }) => id),
  };
}

async function stored(): Promise<{ rows: object; files: number }> {
  return { rows: await photoRows(database.store), files: (await kept.files()).length };
}

const UNKNOWN = { status: 422, body: { code: 'upload_unknown' } };

describe('an upload', () => {
  it('of a camera is kept upright and clean, and what the camera knew is offered', async () => {
    const sent = await cameraPhoto({
      ...{ orientation: 6, place: { lat: 16.46367, lon: 107.59086 } },
      ...{ takenAt: '2026:03:02 07:45:10', offset: '+07:00' },
    });
    const answer = await upload(sent);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        ...{ width: 200, height: 300, taken_at: '2026-03-02T07:45:10+07:00' },
        suggested_place: { lat: 16.46367, lon: 107.59086 },
        expires_at: new Date(BEGIN.getTime() + 24 * 3_600_000).toISOString(),
      },
    });
    const { id } = refOf(answer);
    const names = (await kept.files()).filter((name) => name.includes(id));
    expect(names).toHaveLength(2);
    for (const name of names) {
      const bytes = await readFile(path.join(kept.folder, name));
      expect(markersOf(bytes).filter(holdsWords)).toEqual([]);
      for (const trace of TRACES) expect(bytes.includes(Buffer.from(trace, 'utf8'))).toBe(false);
      expect((await colourAt(bytes, 100, 20))[0]).toBeGreaterThan(200);
      expect((await colourAt(bytes, 100, 280))[2]).toBeGreaterThan(200);
    }
    const [row] = await database.store.transaction({ role: 'worker' }, (tx) =>
      tx.query<{ row: string }>('SELECT to_jsonb(u)::text AS row FROM uploads u WHERE id = $1', [
        id,
      ]),
    );
    // What the camera knew is told to the sender, and kept nowhere.
    expect(row?.row).not.toMatch(/16\.46|107\.59|07:45:10/);
  });

  it('of anything else is refused as what it is, and nothing is kept of it', async () => {
    const before = await stored();
    for (const { what, code, status, name, bytes } of await hostileImages()) {
      const answer = await upload(bytes, name);
      expect({ what, answer }).toMatchObject({
        what,
        answer: {
          status,
          type: 'application/problem+json; charset=utf-8',
          body: { code, remedy: expect.any(String) as unknown },
        },
      });
    }
    expect(await stored()).toEqual(before);
  }, 120_000);

  it('is one file as a form sends it, and nothing else', async () => {
    const before = await stored();
    const form = (...parts: readonly (readonly [string, string | Blob])[]): FormData => {
      const data = new FormData();
      for (const [name, value] of parts) data.append(name, value);
      return data;
    };
    const blob = new Blob([photo]);
    const wrong: readonly (readonly [
      string,
      NonNullable<RequestInit['body']>,
      Record<string, string>,
    ])[] = [
      ['two files', form(['file', blob], ['file', blob]), {}],
      ['a field beside it', form(['text', 'xin chào'], ['file', blob]), {}],
      ['no file', form(), {}],
      ['JSON', '{}', { 'Content-Type': 'application/json' }],
      [
        'half a form',
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nab',
        {
          'Content-Type': 'multipart/form-data; boundary=x',
        },
      ],
      ['a form without a boundary', 'ab', { 'Content-Type': 'multipart/form-data' }],
    ];
    for (const [what, body, headers] of wrong) {
      const answer = await fetch(`${url}/v1/uploads`, { method: 'POST', body, headers });
      const { code } = (await answer.json()) as { code: string };
      expect({ what, status: answer.status, code }).toEqual({
        ...{ what, status: 422, code: 'invalid_request' },
      });
    }
    expect(await stored()).toEqual(before);
  });

  it('has an address of its own: no other takes files', async () => {
    const answer = await sendFile(`${url}/v1/reports`, photo);
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it('is one of eight at once; a ninth is refused for now', async () => {
    const underWay: (() => void)[] = [];
    for (let n = 0; n < 8; n += 1) underWay.push(await beginUpload(`${url}/v1/uploads`));
    expect(await upload(photo)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    for (const breakOff of underWay) breakOff();
    // The server hears of each end by itself; jest's own limit ends what never comes.
    while ((await upload(photo)).status !== 201);
  });

  it('whose cleaning is killed can be sent again', async () => {
    const before = await stored();
    const { cleaner } = kept.media;
    const pids = cleaner.pids;
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const interrupted = upload(photo);
    await once(() => cleaner.underWay > 0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    expect(await interrupted).toMatchObject({ status: 503, body: { code: 'photo_interrupted' } });
    expect(await stored()).toEqual(before);
    expect(await upload(photo)).toMatchObject({ status: 201 });
  });
});

describe('a report with photos', () => {
  it('shows them to its reporter, as files of their own that run nothing', async () => {
    const { code, headers, ids } = await filedWith(2);
    const followed = await call(`/v1/reports/${code}`, undefined, headers);
    expect(followed.body['photos']).toMatchObject(
      ids.map((id) => ({ id, kind: 'before', width: 300, height: 200 })),
    );
    for (const [path, least] of [
      ['', 1_000],
      ['/thumbnail', 500],
    ] as const) {
      const answer = await fetch(`${url}/v1/reports/${code}/photos/${ids[1] ?? ''}${path}`, {
        headers,
      });
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
        'content-disposition': `attachment; filename="${code}-2.jpg"`,
        'cache-control': 'private, no-store',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(bytes.length).toBeGreaterThan(least);
      expect(markersOf(bytes).filter(holdsWords)).toEqual([]);
    }
  });

  it('shows them to nobody else', async () => {
    const [one, other] = [await filedWith(1), await filedWith(0)];
    const route = `/v1/reports/${one.code}/photos/${one.ids[0] ?? ''}`;
    const wrong = { 'Tracking-Token': 'x'.repeat(32) };
    const notFound = { status: 404, body: { code: 'not_found' } };
    expect(await call(route, undefined, wrong)).toMatchObject(notFound);
    expect(await call(route, undefined, other.headers)).toMatchObject(notFound);
    const elsewhere = `/v1/reports/${other.code}/photos/${one.ids[0] ?? ''}`;
    expect(await call(elsewhere, undefined, other.headers)).toMatchObject(notFound);
    const nonsense = `/v1/reports/${one.code}/photos/nonsense`;
    expect(await call(nonsense, undefined, one.headers)).toMatchObject(notFound);
  });

  it('is stored once for its key, and its answer is the same again', async () => {
    const [photos, key] = [[refOf(await upload(photo))], randomUUID()];
    const first = await file(photos, key);
    expect(first.status).toBe(201);
    expect(await file(photos, key)).toEqual({ status: 200, body: first.body });
    const other = await file([refOf(await upload(photo))], key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('is not stored at all where one of them cannot be used', async () => {
    const used = refOf(await upload(photo));
    expect(await file([used])).toMatchObject({ status: 201 });
    const good = refOf(await upload(photo));
    const count = async (): Promise<unknown> =>
      database.store.transaction({ role: 'worker' }, (tx) =>
        tx.query('SELECT count(*)::int AS reports FROM reports'),
      );
    const [before, rows] = [await count(), await photoRows(database.store)];
    const stranger = { id: randomUUID(), token: good.token };
    const guessed = { id: good.id, token: 'A'.repeat(32) };
    for (const wrong of [used, stranger, guessed]) {
      const refused = await file(wrong === guessed ? [guessed] : [good, wrong]);
      expect(refused).toMatchObject(UNKNOWN);
    }
    expect(await count()).toEqual(before);
    expect(await photoRows(database.store)).toEqual(rows);
    expect(await file([good])).toMatchObject({ status: 201 });
  });

  it('names each upload once, and five at most', async () => {
    const ref = refOf(await upload(photo));
    const six = Array.from({ length: 6 }, () => ({ id: randomUUID(), token: ref.token }));
    for (const photos of [[ref, ref], six, [], [[]], [{ id: ref.id }], [{ ...ref, id: 'x' }]]) {
      expect(await file(photos)).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    }
  });

  it('of two that name the same upload at once, is one', async () => {
    const photos = [refOf(await upload(photo))];
    const answers = await Promise.all([file(photos), file(photos)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});

describe('photos that are added later', () => {
  const add = (code: string, headers: Record<string, string>, photos: object[]): Promise<Answer> =>
    call(`/v1/reports/${code}/photos`, { photos }, headers);

  it('are a line of the history, and let work go on where the unit waited for them', async () => {
    const { code, headers } = await filedWith(1);
    const reference = await database.reference.get();
    const actor = { role: 'operator', personCode: null, unitCodes: [] } as const;
    const act = (act: Parameters<typeof actStage>[2]['act']): Promise<unknown> =>
      database.store.transaction({ role: 'worker' }, (tx) =>
        actStage(tx, reference, { code, actor, act }),
      );
    await act({ action: 'assign', unitCode: 'waste', words: 'theo lĩnh vực' });
    const until = new Date('2026-03-06T02:00:00Z');
    await act({ action: 'wait', reason: 'reporter_information', until });
    const added = await add(code, headers, [refOf(await upload(photo))]);
    expect(added).toMatchObject({ status: 200, body: { state: 'in_progress' } });
    const lines = added.body['history'] as { kind: string }[];
    expect(lines.map(({ kind }) => kind).slice(-2)).toEqual(['photos', 'resume']);
    expect(added.body['photos']).toHaveLength(2);
    expect(added.body['may']).toContain('photos');
  });

  it('are five with the first ones, whether one after the other or at once', async () => {
    const { code, headers } = await filedWith(4);
    const refs = [refOf(await upload(photo)), refOf(await upload(photo))];
    const answers = await Promise.all(refs.map((ref) => add(code, headers, [ref])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(answers.find(({ status }) => status === 422)?.body['code']).toBe('photos_too_many');
    const followed = await call(`/v1/reports/${code}`, undefined, headers);
    expect(followed.body['photos']).toHaveLength(5);
  });
});

// From here on the clock moves: what stands above relies on its standing still.
describe('an upload that waits too long', () => {
  it('cannot be used any more, whether or not its files are gone yet', async () => {
    const ref = refOf(await upload(photo));
    await setClock(database.store, new Date(BEGIN.getTime() + 24 * 3_600_000));
    expect(await file([ref])).toMatchObject(UNKNOWN);
    await kept.media.sweep();
    expect(await photoRows(database.store)).toMatchObject({ uploads: 0 });
    expect(await file([ref])).toMatchObject(UNKNOWN);
    const left = (await kept.files()).length;
    const { attachments } = await photoRows(database.store);
    expect(left).toBe(2 * attachments);
  });
});
