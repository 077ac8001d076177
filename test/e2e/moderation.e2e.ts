import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { check, sealStage } from '#libs/pipeline';
import { forgetOrigins, setClock } from '#libs/store';
import { type INestApplicationContext } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type HeldPage } from '../../apps/desk/src/moderation/moderation.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { abuseOf } from '../harness/abuse.js';
import { Browser } from '../harness/browser.js';
import { BEGIN } from '../harness/servers.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';
import { drained, startRouter } from '../harness/working.js';

let desk: SignedDesk;
let intake: NestFastifyApplication;
let workers: INestApplicationContext;
let citizen: Browser;
let now = BEGIN;

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  const { store, reference } = desk.database;
  workers = await startRouter(desk.database);
  const abuse = abuseOf({ KIP_LIMITS: 'off', KIP_TRUSTED_PROXIES: '127.0.0.1' });
  const { media } = desk.kept;
  const module = IntakeModule.with({ store, reference, media, secret: SECRET, abuse });
  intake = await createHttpApp(module, { trustedProxies: abuse.settings.trustedProxies });
  admin = await desk.as('admin-1');
  citizen = new Browser((await listen(intake, '127.0.0.1', 0)).url);
}, 60_000);
afterAll(async () => {
  await intake.close();
  await workers.close();
  await desk.stop();
});

async function later(minutes: number): Promise<void> {
  now = new Date(now.getTime() + minutes * 60_000);
  await setClock(desk.database.store, now);
}

const SAGGING = 'Dây cáp viễn thông võng thấp trước cổng trường, rất nguy hiểm cho học sinh';
let places = 0;

/** Files where nobody else has, so that no report seems to be another's duplicate. */
async function file(
  text: string,
  { from, device, phone, ...more }: Record<string, string | number>,
): Promise<string> {
  places += 1;
  const filed = await citizen.send<{ code: string }>(
    ...(['POST', '/v1/reports'] as const),
    {
      text,
      ...{
        category: 'telecom.cable-sagging',
        lat: 16.1 + places / 100,
        lon: 107.59,
        ward: '19753',
      },
      ...(phone && { contact: { phone } }),
      ...more,
    },
    {
      ...(from && { 'X-Forwarded-For': String(from) }),
      ...(device && { 'Device-Id': String(device) }),
    },
  );
  expect(filed).toMatchObject({ status: 201 });
  return filed.body.code;
}

let admin: Browser;

async function caseOf(code: string): Promise<CaseView> {
  return (await admin.get<CaseView>(`/v1/desk/reports/${code}`)).body;
}

async function held(person: string): Promise<HeldPage['items']> {
  const browser = await desk.as(person);
  const answer = await browser.get<HeldPage>('/v1/desk/moderation');
  expect(answer.status).toBe(200);
  return answer.body.items;
}

async function filedMany(many: number, from: string): Promise<string[]> {
  const codes: string[] = [];
  for (let number = 0; number < many; number += 1) codes.push(await file(SAGGING, { from }));
  await drained(desk.database);
  return codes;
}

const stateOf = async (code: string): Promise<string> => (await caseOf(code)).state;

describe('a flood', () => {
  it('is stored whole, and from the fifth on held for a moderator with the reason', async () => {
    const codes = await filedMany(6, '198.51.100.7');
    const states = await Promise.all(codes.map(stateOf));
    expect(states).toEqual([
      ...['offered', 'offered', 'offered', 'offered', 'in_review', 'in_review'],
    ]);
    const items = await held('mod-1');
    expect(items.map(({ code }) => code)).toEqual(codes.slice(4));
    expect(items[0]).toMatchObject({
      kind: 'flood',
      shares: ['address'],
      others: [...codes.slice(0, 4)].reverse(),
      why: 'Nhiều tin giống nhau trong một giờ từ cùng: địa chỉ mạng',
    });
    const { history, cycles } = await caseOf(codes[4] ?? '');
    expect(history.at(-1)).toMatchObject({ kind: 'review', data: { reasons: ['flood'] } });
    // Its deadline runs as anybody's.
    expect(cycles[0]?.due_at).toBe((await caseOf(codes[0] ?? '')).cycles[0]?.due_at);
  });

  it('is held for those in whose sight it is, and told to no unit', async () => {
    const body = { name: 'x', email: desk.email('mod-1'), role: 'moderator' };
    const scoped = { ...body, scope: { areas: ['19774'] } };
    await admin.send('PUT', '/v1/desk/people/mod-1', scoped);
    expect(await held('mod-1')).toEqual([]);
    await admin.send('PUT', '/v1/desk/people/mod-1', { ...body, scope: {} });
    expect(await held('mod-1')).toHaveLength(2);
    const unit = await desk.as('staff-viettel');
    expect((await unit.get('/v1/desk/moderation')).status).toBe(403);
    const operator = await desk.as('op-1');
    expect((await operator.get('/v1/desk/moderation')).status).toBe(403);
  });

  it('goes on to its unit when a moderator lets it pass, once', async () => {
    const [first] = await held('mod-1');
    const moderator = await desk.as('mod-1');
    const path = `/v1/desk/reports/${first?.code}/let-pass`;
    expect(await moderator.post(path, { reason: 'đã gọi, đúng là có' })).toMatchObject({
      status: 200,
    });
    const again = await moderator.post(path, { reason: 'lần nữa' });
    expect(again).toMatchObject({ status: 409, body: { code: 'not_held' } });
    await drained(desk.database);
    const { state, history } = await caseOf(first?.code ?? '');
    expect(state).toBe('offered');
    expect(history.slice(-2)).toMatchObject([
      { kind: 'let_pass', person: 'mod-1', data: { reason: 'đã gọi, đúng là có' } },
      { kind: 'offer', person: null },
    ]);
    expect(await held('mod-1')).toHaveLength(1);
  });

  it('is spam when a moderator says so, and waits no more', async () => {
    const [next] = await held('mod-1');
    const moderator = await desk.as('mod-1');
    const spam = await moderator.post(`/v1/desk/reports/${next?.code}/spam`, {});
    expect(spam).toMatchObject({ status: 200, body: { state: 'rejected' } });
    expect(await held('mod-1')).toEqual([]);
  });

  it('is none of what came an hour before, or from elsewhere', async () => {
    await later(61);
    const again = await filedMany(1, '198.51.100.7');
    const elsewhere = await filedMany(4, '198.51.100.8');
    const states = await Promise.all([...again, ...elsewhere].map(stateOf));
    expect(states).toEqual(Array(5).fill('offered'));
  });
});

describe('the same from the same reporter', () => {
  it('is marked, by device or number, where it is about the same place', async () => {
    await later(61);
    const device = 'a-device-of-somebody';
    const first = await file(SAGGING, { device, from: '198.51.100.21', lat: 16.9 });
    // Another category, so that it is no possible duplicate by its place alone.
    const other = { category: 'telecom.pole-leaning', lat: 16.9 };
    const second = await file(SAGGING, { device, from: '198.51.100.22', ...other });
    const third = await file(SAGGING, { phone: '0905 111 222', from: '198.51.100.23' });
    const fourth = await file(SAGGING, { phone: '+84905111222', from: '198.51.100.24' });
    await drained(desk.database);
    const items = await held('mod-1');
    expect(items).toMatchObject([
      { code: second, kind: 'own_repeat', shares: ['device'], others: [first] },
    ]);
    expect(await Promise.all([third, fourth].map(stateOf))).toEqual(['offered', 'offered']);
  });
});

describe('from where reports came', () => {
  const origins = (): Promise<{ address: string; device: string; phone: string }[]> =>
    desk.database.store.transaction({ role: 'worker' }, (tx) => tx.query('SELECT * FROM origins'));

  it('is kept as keyed hashes, is nobody’s at the desk, and is forgotten', async () => {
    const rows = await origins();
    expect(rows.length).toBeGreaterThan(10);
    expect(JSON.stringify(rows)).not.toMatch(/198\.51|905\D?111|a-device/);
    const scope = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'], contacts: true };
    const { store } = desk.database;
    await expect(
      store.transaction({ role: 'desk', scope }, (tx) => tx.query('SELECT * FROM origins')),
    ).rejects.toThrow(/permission denied/);
    const forgotten = await store.transaction({ role: 'worker' }, (tx) =>
      forgetOrigins(tx, new Date(tx.now.getTime() + 1), 5),
    );
    expect([forgotten, (await origins()).length]).toEqual([5, rows.length - 5]);
  });

  it('leaves the history whole, and nothing that must always be true broken', async () => {
    const { store } = desk.database;
    while (await store.transaction({ role: 'worker' }, sealStage));
    const how = { whole: true, remember: false };
    expect(await check(store, how)).toMatchObject({ violations: [] });
  });
});
