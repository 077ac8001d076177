import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { createHttpApp, listen } from '#libs/http';
import { check, sealStage } from '#libs/pipeline';
import { setClock } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { UNLIMITED } from '../harness/abuse.js';
import { Browser } from '../harness/browser.js';
import { plainJpeg } from '../harness/hostile-images.js';
import { refOf, sendFile } from '../harness/media.js';
import { BEGIN } from '../harness/servers.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

let desk: SignedDesk;
let intake: NestFastifyApplication;
let citizen: Browser;
let moderator: Browser;
let operator: Browser;
let unit: Browser;

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  const { store, reference } = desk.database;
  const { media } = desk.kept;
  const parts = { store, reference, media, secret: SECRET, abuse: UNLIMITED };
  intake = await createHttpApp(IntakeModule.with(parts));
  citizen = new Browser((await listen(intake, '127.0.0.1', 0)).url);
  [moderator, operator, unit] = [
    await desk.as('mod-1'),
    await desk.as('op-1'),
    await desk.as('staff-viettel'),
  ];
}, 60_000);
afterAll(async () => {
  await intake.close();
  await desk.stop();
});

const TEXT = 'Nhà ông Tám Ròm số 12 vứt dây cáp ra đường';
const PUBLIC = 'Một hộ dân vứt dây cáp ra đường';

interface Filed {
  readonly code: string;
  readonly token: string;
  readonly photo: string;
}

/** A report with a photo, red on its left and blue on its right, held by a unit. */
async function filed(): Promise<Filed> {
  const ref = refOf(await sendFile(`${citizen.desk}/v1/uploads`, await plainJpeg()));
  const answer = await citizen.post<{ code: string; tracking_token: string }>('/v1/reports', {
    ...{ text: TEXT, address: '12 Lê Lợi', ward: '19753', photos: [ref] },
    contact: { name: 'Lê Thị Bưởi', phone: '0935 111 000' },
  });
  const { code, tracking_token: token } = answer.body;
  const path = `/v1/desk/reports/${code}/assign`;
  expect(await operator.post(path, { unit: 'viettel', words: 'của họ' })).toMatchObject({
    status: 200,
  });
  return { code, token, photo: ref.id };
}

async function imageAt(url: string, headers: Record<string, string>): Promise<Buffer> {
  const response = await fetch(url, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Whether the place at the left edge is still red, as it came. */
async function redAt(image: Buffer, left: number): Promise<boolean> {
  const { width = 0 } = await sharp(image).metadata();
  const scale = width / 300;
  const at = { left: Math.floor(left * scale), top: 2, width: 1, height: 1 };
  const [r = 0, , b = 0] = await sharp(image).extract(at).raw().toBuffer();
  return r > 200 && b < 60;
}

const photoOf = ({ code, photo }: Filed): string => `/v1/desk/reports/${code}/photos/${photo}`;
const seenBy = (who: Browser, path: string): Promise<Buffer> =>
  imageAt(`${who.desk}${path}`, { cookie: who.cookie });
const seenByReporter = (filing: Filed, rendition = ''): Promise<Buffer> =>
  imageAt(`${citizen.desk}/v1/reports/${filing.code}/photos/${filing.photo}${rendition}`, {
    'Tracking-Token': filing.token,
  });

/** Over the border between the halves, so that what is left of it is neither. */
const AREA = { x: 140, y: 0, width: 100, height: 200 };

describe('the text that the public reads', () => {
  it('is put in the place of the reporter’s by a moderator, and taken away again', async () => {
    const { code, token } = await filed();
    const path = `/v1/desk/reports/${code}`;
    const read = async (): Promise<unknown> => {
      const headers = { 'Tracking-Token': token };
      const { body } = await citizen.send<{ text: string }>(
        'GET',
        `/v1/reports/${code}`,
        undefined,
        headers,
      );
      return body.text;
    };
    expect(await read()).toBe(TEXT);
    const body = { text: PUBLIC, reason: 'nêu tên người khác' };
    expect((await operator.post(`${path}/text/redact`, body)).status).toBe(403);
    const without = await moderator.post(`${path}/text/redact`, { ...body, reason: ' ' });
    expect(without).toMatchObject({ status: 422, body: { code: 'reason_needed' } });
    const done = await moderator.post<CaseView>(`${path}/text/redact`, body);
    expect(done).toMatchObject({ status: 200, body: { text: TEXT, public_text: PUBLIC } });
    expect(done.body.history.at(-1)).toMatchObject({
      ...{ kind: 'text_redacted', person: 'mod-1', data: { reason: 'nêu tên người khác' } },
    });
    expect(await read()).toBe(PUBLIC);
    // The same once more is no news.
    const again = await moderator.post<CaseView>(`${path}/text/redact`, body);
    expect(again.body.history).toHaveLength(done.body.history.length);
    const restored = await moderator.post(`${path}/text/restore`, { reason: 'đã kiểm tra' });
    expect(restored).toMatchObject({ status: 200, body: { public_text: null } });
    expect(await read()).toBe(TEXT);
  });
});

describe('areas of a photo', () => {
  it('are unrecognisable to everybody, and as they came to moderators who ask for that', async () => {
    const filing = await filed();
    const path = photoOf(filing);
    expect(await redAt(await seenBy(unit, path), 110)).toBe(true);
    const body = { areas: [AREA], reason: 'lộ mặt người đi đường' };
    expect((await unit.post(`${path}/redact`, body)).status).toBe(403);
    const done = await moderator.post(`${path}/redact`, body);
    expect(done).toMatchObject({ status: 200, body: [{ id: filing.photo, redacted: true }] });
    const everybody = [
      await seenBy(unit, path),
      await seenBy(operator, path),
      await seenBy(unit, `${path}/thumbnail`),
      await seenByReporter(filing),
      await seenByReporter(filing, '/thumbnail'),
    ];
    for (const image of everybody) {
      expect([await redAt(image, 20), await redAt(image, 145)]).toEqual([true, false]);
    }
    expect(await redAt(await seenBy(moderator, `${path}/original`), 145)).toBe(true);
    const refused = await fetch(`${unit.desk}${path}/original`, {
      headers: { cookie: unit.cookie },
    });
    expect(refused.status).toBe(403);
    const { body: seen } = await moderator.get<CaseView>(`/v1/desk/reports/${filing.code}`);
    expect(seen.history.at(-1)).toMatchObject({
      ...{ kind: 'photo_redacted', data: { photo: filing.photo, areas: 1 } },
    });
  });

  it('must lie within it', async () => {
    const path = photoOf(await filed());
    const areas = [AREA, { ...AREA, x: 250 }];
    const refused = await moderator.post(`${path}/redact`, { areas, reason: 'x' });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'areas.1' }] } });
  });

  it('are replaced by others, and taken away, and no file is left over', async () => {
    const filing = await filed();
    const path = photoOf(filing);
    const before = (await desk.kept.files()).length;
    const redact = async (areas: readonly object[]): Promise<void> => {
      const done = await moderator.post(`${path}/redact`, { areas, reason: 'x' });
      expect(done).toMatchObject({ status: 200 });
    };
    await redact([AREA]);
    await redact([
      { ...AREA, x: 0 },
      { ...AREA, x: 200 },
    ]);
    const shown = await seenBy(unit, path);
    expect(await redAt(shown, 145)).toBe(true);
    await desk.kept.media.sweep();
    expect(await desk.kept.files()).toHaveLength(before + 2);
    const restored = await moderator.post(`${path}/restore`, { reason: 'nhầm ảnh' });
    expect(restored).toMatchObject({ status: 200, body: [{ redacted: false }] });
    expect(await redAt(await seenBy(unit, path), 145)).toBe(true);
    await desk.kept.media.sweep();
    expect(await desk.kept.files()).toHaveLength(before);
  });
});

describe('an erasure', () => {
  it('reaches both texts and both files, and the history still verifies', async () => {
    const { store } = desk.database;
    const filing = await filed();
    const files = (await desk.kept.files()).length;
    await moderator.post(`${photoOf(filing)}/redact`, { areas: [AREA], reason: 'x' });
    await moderator.post(`/v1/desk/reports/${filing.code}/text/redact`, {
      ...{ text: 'Bà Lê Thị Bưởi phản ánh', reason: 'x' },
    });
    expect(
      (
        await operator.post(`/v1/desk/reports/${filing.code}/transfer`, {
          unit: 'vnpt',
          reason: 'x',
        })
      ).status,
    ).toBe(200);
    const spam = await moderator.post(`/v1/desk/reports/${filing.code}/spam`, {});
    expect(spam).toMatchObject({ status: 200 });
    await setClock(store, new Date(BEGIN.getTime() + 1_000));
    const admin = await desk.as('admin-1');
    const body = { codes: [filing.code], reason: 'theo yêu cầu' };
    expect(await admin.post('/v1/desk/privacy/erase', body)).toMatchObject({ status: 200 });
    await setClock(store, new Date(BEGIN.getTime() + 2_000));
    await desk.kept.media.sweep();
    expect(await desk.kept.files()).toHaveLength(files - 2);
    const rows = await store.transaction({ role: 'worker' }, (tx) =>
      tx.query('SELECT text FROM public_texts'),
    );
    expect(rows).toEqual([]);
    while (await store.transaction({ role: 'worker' }, sealStage));
    expect(await check(store, { whole: true, remember: false })).toMatchObject({ violations: [] });
  });
});
