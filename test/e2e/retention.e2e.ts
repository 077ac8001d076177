import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { check, sealStage } from '#libs/pipeline';
import { brokenSeals, sealHead, setClock } from '#libs/store';
import { type INestApplicationContext } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Forgotten, forgetDue } from '../../apps/deadlines/src/forget.work.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { UNLIMITED } from '../harness/abuse.js';
import { Browser } from '../harness/browser.js';
import { plainJpeg } from '../harness/hostile-images.js';
import { kip } from '../harness/kip.js';
import { refOf, sendFile } from '../harness/media.js';
import { BEGIN } from '../harness/servers.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';
import { drained, startRouter } from '../harness/working.js';

const NAME = 'Lê Thị Diễm Phúc';
const PHONE = '0935 224 466';
const TRACES = /di[ễe]m\s*ph[úu]c|935\D?224\D?466/i;
const DAY_MS = 86_400_000;

let desk: SignedDesk;
let intake: NestFastifyApplication;
let workers: INestApplicationContext;
let citizen: Browser;
let admin: Browser;

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  const { store, reference } = desk.database;
  workers = await startRouter(desk.database);
  const { media } = desk.kept;
  intake = await createHttpApp(
    IntakeModule.with({ store, reference, media, secret: SECRET, abuse: UNLIMITED }),
  );
  citizen = new Browser((await listen(intake, '127.0.0.1', 0)).url);
  admin = await desk.as('admin-1');
}, 60_000);
afterAll(async () => {
  await intake.close();
  await workers.close();
  await desk.stop();
});

/** A report whose sender is named by everybody; closed, unless it is to stay open. */
async function lived(stays: 'open' | 'closed'): Promise<string> {
  const photo = refOf(await sendFile(`${citizen.desk}/v1/uploads`, await plainJpeg()));
  const filed = await citizen.post<{ code: string; tracking_token: string }>('/v1/reports', {
    text: `Cáp võng trước ngõ, gọi ${NAME} số ${PHONE}`,
    ...{ category: 'telecom.cable-sagging', ward: '19753', address: `Nhà ${NAME}` },
    ...{ photos: [photo], contact: { name: NAME, phone: PHONE } },
  });
  const { code, tracking_token: token } = filed.body;
  await drained(desk.database);
  const unit = await desk.as('staff-viettel');
  const report = `/v1/desk/reports/${code}`;
  const done = async (who: Browser, action: string, body: object): Promise<void> => {
    expect(await who.post(`${report}/${action}`, body)).toMatchObject({ status: 200 });
  };
  const operator = await desk.as('op-1');
  await done(operator, 'assign', { unit: 'viettel', words: `chị ${NAME} báo` });
  expect((await operator.post(`${report}/notes`, { text: `Gọi ${NAME}` })).status).toBe(201);
  await done(unit, 'take', {});
  if (stays === 'open') return code;
  await done(unit, 'resolve', { text: `Đã buộc cáp trước nhà chị ${NAME}` });
  const rated = await citizen.send(
    ...(['POST', `/v1/reports/${code}/rating`] as const),
    { value: 'satisfied', comment: `Cảm ơn, ${NAME}` },
    { 'Tracking-Token': token },
  );
  expect(rated.status).toBe(200);
  return code;
}

async function tracesIn(code: string): Promise<string[]> {
  const { store } = desk.database;
  const places: string[] = [];
  for (const [table, key] of [
    ['reports', 'id'],
    ['contacts', 'report_id'],
    ['events', 'report_id'],
    ['notes', 'report_id'],
    ['ratings', 'report_id'],
    ['search_texts', 'report_id'],
  ]) {
    const rows = await store.dataSource.query<{ text: string }[]>(
      `SELECT t::text AS text FROM ${table} t JOIN reports r ON r.id = t.${key} WHERE r.code = $1`,
      [code],
    );
    if (rows.some(({ text }) => TRACES.test(text))) places.push(table ?? '');
  }
  return places;
}

const forget = (): Promise<Forgotten> => forgetDue(desk.database.store, desk.database.reference);
const afterDays = (days: number): Promise<void> =>
  setClock(desk.database.store, new Date(BEGIN.getTime() + days * DAY_MS));

interface Kept {
  readonly place: string;
  readonly days: number | null;
  readonly due: number;
}
async function kept(place: string): Promise<Kept | undefined> {
  const { items } = (await admin.get<{ items: Kept[] }>('/v1/desk/privacy/retention')).body;
  return items.find((one) => one.place === place);
}

async function figures(): Promise<unknown> {
  const span = 'from=2026-01-01&to=2036-12-31&as_of=2026-12-31T00:00:00Z';
  const answers: unknown[] = [];
  for (const more of ['', '&of=legs&group_by=unit', '&group_by=area']) {
    const answer = await admin.get<object>(`/v1/figures?${span}${more}`);
    expect(answer.status).toBe(200);
    answers.push(answer.body);
  }
  return answers;
}

describe('what is kept of people', () => {
  let ended = '';
  let open = '';

  it('is kept for its time, and that of open cases always', async () => {
    ended = await lived('closed');
    open = await lived('open');
    await afterDays(700);
    expect(await kept('contacts')).toMatchObject({ days: 730, due: 0 });
    expect(await forget()).toMatchObject({ contacts: 0, photos: 0, reports: 0 });
    expect(await tracesIn(ended)).toHaveLength(6);
  }, 60_000);

  it('goes when the time is up: the person, and nothing of the case, its figures or its proof', async () => {
    const { store } = desk.database;
    while (await store.transaction({ role: 'worker' }, sealStage));
    const before = await figures();
    await afterDays(740);
    expect(await kept('contacts')).toMatchObject({ due: 1 });
    const told = await kip(['retention', '--dry-run', '--json'], {
      ...{ DATABASE_URL: desk.database.url, KIP_SECRET: SECRET },
    });
    const { places, forgotten } = JSON.parse(told.stdout) as { places: Kept[]; forgotten: unknown };
    expect(places).toContainEqual({ place: 'contacts', days: 730, due: 1 });
    expect(forgotten).toBeNull();
    expect(await forget()).toMatchObject({ contacts: 1, photos: 0, reports: 0 });
    expect(await forget()).toMatchObject({ contacts: 0 });
    expect(await tracesIn(ended)).toEqual([]);
    expect(await tracesIn(open)).not.toEqual([]);

    const seen = await admin.get<{
      text: string;
      state: string;
      contact: { name: string | null };
      photos: unknown[];
      history: { kind: string; role: string; person: string | null; data: unknown }[];
    }>(`/v1/desk/reports/${ended}`);
    expect(seen.body).toMatchObject({ state: 'closed', contact: { name: null, phone: null } });
    expect(seen.body.text).toBe('Cáp võng trước ngõ, gọi [đã xoá] số [đã xoá]');
    expect(seen.body.photos).toHaveLength(1);
    expect(seen.body.history.at(-1)).toMatchObject({
      ...{ kind: 'erased', role: 'system', person: null, data: { what: 'contacts' } },
    });
    const search = await admin.get<{ items: { code: string }[] }>('/v1/desk/reports?q=truoc+ngo');
    expect(search.body.items.map(({ code }) => code)).toContain(ended);

    expect(await figures()).toEqual(before);
    while (await store.transaction({ role: 'worker' }, sealStage));
    const faults = await store.snapshot({ role: 'owner' }, async (tx) =>
      brokenSeals(tx, 0, (await sealHead(tx))?.number ?? 0),
    );
    expect(faults).toEqual([]);
    const broken = await check(store, { whole: true, remember: false });
    // The open case's own deadlines were noticed by no tick here; nothing else may be wrong.
    const wrong = broken.violations.filter(({ invariant }) => !['I3', 'I6'].includes(invariant));
    expect(wrong).toEqual([]);
  }, 60_000);

  it('goes piece by piece, each at its own time, as an administrator sets it', async () => {
    const { media } = desk.kept;
    const files = (await desk.kept.files()).length;
    await afterDays(1_200);
    expect(await forget()).toMatchObject({ contacts: 0, photos: 1, reports: 0 });
    expect(await media.sweep()).toBe(1);
    expect((await desk.kept.files()).length).toBeLessThan(files);

    const put = (place: string, days: unknown) =>
      admin.send<{ errors?: unknown }>('PUT', `/v1/desk/privacy/retention/${place}`, { days });
    expect(await put('reports', 30)).toMatchObject({ status: 422 });
    expect(await put('reports', 'x')).toMatchObject({ status: 422 });
    expect(await put('nothing', 60)).toMatchObject({ status: 404 });
    expect(await kept('reports')).toMatchObject({ days: null, due: 0 });
    expect(await put('reports', 1_000)).toMatchObject({ status: 200 });
    expect(await kept('reports')).toMatchObject({ days: 1_000, due: 1 });
    expect(await forget()).toMatchObject({ reports: 1 });
    expect(await forget()).toMatchObject({ reports: 0 });
    const seen = await admin.get<{ text: string }>(`/v1/desk/reports/${ended}`);
    expect(seen.body.text).toBe('[đã xoá]');
    expect(await tracesIn(open)).not.toEqual([]);
  });

  it('of who came in and of old sessions goes too, and nobody takes it away by another way', async () => {
    const { store } = desk.database;
    await store.dataSource.query(
      `INSERT INTO access_events (id, kind, at, person_code)
       VALUES (gen_random_uuid(), 'signed_in', clock_timestamp() - interval '731 days', 'op-1'),
         (gen_random_uuid(), 'signed_in', clock_timestamp() - interval '729 days', 'op-1')`,
    );
    await store.dataSource.query(
      `UPDATE sessions SET ended_at = clock_timestamp() - interval '91 days'
       WHERE id = (SELECT id FROM sessions WHERE person_code = 'op-1' LIMIT 1)`,
    );
    expect(await kept('sign_in')).toMatchObject({ due: 1 });
    expect(await forget()).toMatchObject({ sign_in: 1, sessions: 1, mail: 0, webhooks: 0 });
    expect(await forget()).toMatchObject({ sign_in: 0, sessions: 0 });
    const taken = store.dataSource.query('DELETE FROM access_events');
    await expect(taken).rejects.toThrow('append-only');
  });
});
