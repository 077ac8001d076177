import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { check, sealStage } from '#libs/pipeline';
import { askToFollow, brokenSeals, findReport, newId, sealHead, writeBackup } from '#libs/store';
import { type INestApplicationContext } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { UNLIMITED } from '../harness/abuse.js';
import { Browser } from '../harness/browser.js';
import { plainJpeg } from '../harness/hostile-images.js';
import { refOf, sendFile } from '../harness/media.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';
import { drained, startRouter } from '../harness/working.js';

const NAME = 'Nguyễn Thị Quỳnh Trâm';
const PHONE = '0935 778 899';
const EMAIL = 'quynhtram@kip.test';
/** Whatever of it would still tell who it was, however it is written. */
const TRACES = /qu[yỳ]nh\s*tr[aâ]m|935\D?778\D?899/i;

let desk: SignedDesk;
let intake: NestFastifyApplication;
let workers: INestApplicationContext;
let citizen: Browser;
let folder = '';

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  const { store, reference } = desk.database;
  workers = await startRouter(desk.database);
  const { media } = desk.kept;
  intake = await createHttpApp(
    IntakeModule.with({ store, reference, media, secret: SECRET, abuse: UNLIMITED }),
  );
  citizen = new Browser((await listen(intake, '127.0.0.1', 0)).url);
  folder = mkdtempSync(path.join(tmpdir(), 'kip-privacy-'));
}, 60_000);
afterAll(async () => {
  await intake.close();
  await workers.close();
  await desk.stop();
  rmSync(folder, { recursive: true });
});

interface Filed {
  readonly code: string;
  readonly token: string;
}

/** A whole life of a report in which the person is named by everybody. */
async function lived(): Promise<Filed> {
  const photo = refOf(await sendFile(`${citizen.desk}/v1/uploads`, await plainJpeg()));
  const filed = await citizen.post<{ code: string; tracking_token: string }>('/v1/reports', {
    text: `Cáp võng trước nhà, gọi ${NAME} số ${PHONE}`,
    ...{ category: 'telecom.cable-sagging', ward: '19753', address: `Nhà ${NAME}, 12 Lê Lợi` },
    photos: [photo],
    ...{ lat: 16.46, lon: 107.59, contact: { name: NAME, phone: PHONE, email: EMAIL } },
  });
  const { code, tracking_token: token } = filed.body;
  await drained(desk.database);
  const operator = await desk.as('op-1');
  const unit = await desk.as('staff-viettel');
  const report = `/v1/desk/reports/${code}`;
  const done = async (who: Browser, action: string, body: object): Promise<void> => {
    expect(await who.post(`${report}/${action}`, body)).toMatchObject({ status: 200 });
  };
  await done(operator, 'assign', { unit: 'viettel', words: `chị ${NAME} báo` });
  const note = await operator.post(`${report}/notes`, { text: `Chị ${NAME} hay gọi` });
  expect(note).toMatchObject({ status: 201 });
  await done(unit, 'take', {});
  await done(unit, 'answer', { text: `Đã gọi chị ${NAME} số 0935.778.899` });
  await done(unit, 'resolve', { text: `Đã buộc gọn cáp trước nhà chị ${NAME.toUpperCase()}` });
  const rated = await citizen.send(
    ...(['POST', `/v1/reports/${code}/rating`] as const),
    { value: 'satisfied', comment: `Cảm ơn, ${NAME}` },
    { 'Tracking-Token': token },
  );
  expect(rated.status).toBe(200);
  return { code, token };
}

async function sealed(): Promise<void> {
  await drained(desk.database);
  while (await desk.database.store.transaction({ role: 'worker' }, sealStage));
}

/** What an operator reads and takes away. */
const HANDED_OUT = ['/v1/desk/reports', '/v1/figures/reports.csv?from=2026-01-01&to=2026-12-31'];

/** Tables, of the installation and of its queues, in which a trace is found; the archive of a backup; lists and exports. */
async function found(): Promise<string[]> {
  const { store } = desk.database;
  const tables = await store.dataSource.query<{ name: string }[]>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'bullmq') AND table_type = 'BASE TABLE'`,
  );
  const places: string[] = [];
  for (const { name } of tables) {
    const rows = await store.dataSource.query<{ text: string }[]>(
      `SELECT t::text AS text FROM ${name} t`,
    );
    if (rows.some(({ text }) => TRACES.test(text))) places.push(name);
  }
  const file = path.join(folder, 'archive');
  await writeBackup(desk.database.url, file, () => undefined);
  if (TRACES.test(gunzipSync(readFileSync(file)).toString('utf8'))) places.push('the backup');
  const operator = await desk.as('op-1');
  for (const one of HANDED_OUT) {
    const { status, body } = await operator.get<unknown>(one);
    const text = JSON.stringify(body);
    expect({ one, status, told: /PA-\d{4}-\d{6}/.test(text) }).toEqual({
      one,
      status: 200,
      told: true,
    });
    if (TRACES.test(text)) places.push(one);
  }
  return places;
}

describe('a person’s own data', () => {
  it('is found, told and erased, wherever it stands, and the history still verifies', async () => {
    const { store } = desk.database;
    const { code, token } = await lived();
    const unsealed = await lived();
    // They follow what another has sent, too.
    const { body: others } = await citizen.post<{ code: string }>('/v1/reports', {
      ...{ text: 'Cột điện nghiêng', address: '1 Lê Lợi' },
    });
    await store.transaction({ role: 'intake' }, async (tx) => {
      const report = await findReport(tx, others);
      await askToFollow(tx, {
        ...{ id: newId(), reportId: report?.id ?? '', reportCode: others.code, email: EMAIL },
        ...{ emailKey: Buffer.from('x'), language: 'vi', confirmHash: 'x', leaveHash: 'x' },
      });
    });
    await sealed();
    expect(await found()).toEqual(
      expect.arrayContaining([
        ...['public.contacts', 'public.reports', 'public.events', 'public.ratings'],
        ...['public.notes', 'public.search_texts', 'public.followers', 'the backup'],
        ...['/v1/desk/reports'],
      ]),
    );

    const admin = await desk.as('admin-1');
    const asked = await admin.post<{ items: { code: string }[] }>('/v1/desk/privacy/find', {
      phone: '+84 935.778.899',
    });
    const codes = asked.body.items.map((one) => one.code);
    expect(codes).toEqual([code, unsealed.code]);
    const told = await admin.post('/v1/desk/privacy/export', { codes, reason: 'theo đơn DL-1' });
    const text = JSON.stringify(told.body);
    for (const part of [NAME, PHONE, EMAIL, `Cảm ơn, ${NAME}`, 'Đã gọi chị']) {
      expect(text).toContain(part);
    }

    const erased = await admin.post('/v1/desk/privacy/erase', { codes, reason: 'theo đơn DL-1' });
    expect(erased).toMatchObject({ status: 200, body: { erased: codes } });
    expect(await found()).toEqual([]);
    const { media } = desk.kept;
    expect(await desk.kept.files()).toHaveLength(4);
    expect(await media.sweep()).toBe(2);
    expect(await desk.kept.files()).toEqual([]);
    expect(
      (await admin.post<{ items: [] }>('/v1/desk/privacy/find', { email: EMAIL })).body,
    ).toEqual({
      ...{ items: [], follows: [] },
    });
    const search = await admin.get<{ items: [] }>('/v1/desk/reports?q=quynh+tram');
    expect(search.body.items).toEqual([]);

    await sealed();
    const faults = await store.snapshot({ role: 'owner' }, async (tx) =>
      brokenSeals(tx, 0, (await sealHead(tx))?.number ?? 0),
    );
    expect(faults).toEqual([]);
    const how = { whole: true, remember: false };
    expect(await check(store, how)).toMatchObject({ violations: [] });
    // What was done to the report still stands, and counts.
    const seen = await admin.get<{ history: { kind: string }[]; state: string }>(
      `/v1/desk/reports/${code}`,
    );
    expect(seen.body.state).toBe('closed');
    expect(seen.body.history.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['receive', 'assign', 'answer', 'resolve', 'rated', 'close']),
    );
    const headers = { 'Tracking-Token': token };
    const follow = await citizen.send('GET', `/v1/reports/${code}`, undefined, headers);
    expect(follow.status).toBe(404);
  }, 60_000);

  it('is erased of nothing that is open, and of all or none', async () => {
    const ended = await lived();
    const open = await citizen.post<{ code: string }>('/v1/reports', {
      ...{ text: `Gọi ${NAME}`, address: 'x', contact: { name: NAME, phone: PHONE } },
    });
    await drained(desk.database);
    const admin = await desk.as('admin-1');
    const both = { codes: [ended.code, open.body.code], reason: 'x' };
    const refused = await admin.post('/v1/desk/privacy/erase', both);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'still_open', detail: open.body.code },
    });
    const unknown = await admin.post('/v1/desk/privacy/erase', {
      ...{ codes: [ended.code, 'PA-1999-000001'], reason: 'x' },
    });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
    const left = await admin.post<{ items: { name: string }[] }>('/v1/desk/privacy/find', {
      phone: PHONE,
    });
    expect(left.body.items.map(({ name }) => name)).toEqual([NAME, NAME]);
  }, 60_000);

  it('is written down to have been looked at, by whom and when, and nobody changes that', async () => {
    const { code } = await lived();
    const admin = await desk.as('admin-1');
    const looked = async (): Promise<readonly string[]> => {
      const lines = await admin.get<{ items: { kind: string; by: string }[] }>(
        `/v1/desk/privacy/access?report=${code}`,
      );
      return lines.body.items.map(({ kind, by }) => `${kind} ${by}`);
    };
    // Acts, and a page that leaves it out, have shown the name to nobody.
    const [operator, unit] = [await desk.as('op-1'), await desk.as('staff-viettel')];
    const path = `/v1/desk/reports/${code}`;
    const without = await operator.get<{ contact: object | null }>(`${path}?contact=false`);
    expect({ contact: without.body.contact, looked: await looked() }).toEqual({
      ...{ contact: null, looked: [] },
    });
    await operator.get(path);
    await unit.get(path);
    expect(await looked()).toEqual(['contact_read op-1']);
    for (const sql of ['DELETE FROM access_events', `UPDATE access_events SET by_code = 'x'`]) {
      const changed = desk.database.store.transaction({ role: 'owner' }, (tx) => tx.query(sql));
      await expect(changed).rejects.toThrow('append-only');
    }
    const event = desk.database.store.transaction({ role: 'owner' }, (tx) =>
      tx.query(`UPDATE events SET data = '{}'`),
    );
    await expect(event).rejects.toThrow('append-only');
  });
});
