import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { setClock } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type BlockPage, type BlockView } from '../../apps/desk/src/moderation/blocks.dto.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { abuseOf } from '../harness/abuse.js';
import { type Answered, Browser } from '../harness/browser.js';
import { BEGIN } from '../harness/servers.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';
import { eventually } from '../harness/working.js';

let place: SignedDesk;
let intake: NestFastifyApplication;
let citizen: Browser;
let desk: Browser;
let now = BEGIN;

beforeAll(async () => {
  place = await startSignedDesk({ factorRequired: false });
  const { store, reference } = place.database;
  const { media } = place.kept;
  const abuse = abuseOf({ KIP_LIMITS: 'off', KIP_TRUSTED_PROXIES: '127.0.0.1' });
  const module = IntakeModule.with({ store, reference, media, secret: SECRET, abuse });
  intake = await createHttpApp(module, { trustedProxies: abuse.settings.trustedProxies });
  citizen = new Browser((await listen(intake, '127.0.0.1', 0)).url);
  desk = await place.as('mod-1');
}, 60_000);
afterAll(async () => {
  await intake.close();
  await place.stop();
});

interface Sending {
  readonly from?: string;
  readonly device?: string;
  readonly phone?: string;
}

let words = 0;

function send({
  from,
  device,
  phone,
}: Sending): Promise<Answered<{ code: string; detail?: string }>> {
  words += 1;
  return citizen.send(
    ...(['POST', '/v1/reports'] as const),
    { text: `Ổ gà thứ ${words}`, address: `${words} Lê Lợi`, ...(phone && { contact: { phone } }) },
    { ...(from && { 'X-Forwarded-For': from }), ...(device && { 'Device-Id': device }) },
  );
}

async function statuses(sendings: readonly Sending[]): Promise<number[]> {
  const seen: number[] = [];
  for (const sending of sendings) seen.push((await send(sending)).status);
  return seen;
}

/** Until the end of the day after. */
const until = (): string => new Date(now.getTime() + 86_400_000).toISOString();
const block = (kind: string, value: string): Promise<Answered<BlockView>> =>
  desk.post<BlockView>('/v1/desk/blocks', { kind, value, reason: 'phá rối', until: until() });
const becomes = (status: number, sending: Sending): Promise<void> =>
  eventually(async () => (await send(sending)).status === status);

describe('somebody who may not file', () => {
  it('is told so, by number, device or range, and others are not touched', async () => {
    const device = 'a-device-of-somebody';
    expect(await statuses([{ phone: '0905 123 456' }, { device }])).toEqual([201, 201]);
    expect(await block('phone', '0905.123.456')).toMatchObject({ status: 201 });
    expect(await block('device', device)).toMatchObject({ body: { label: '… body' } });
    const range = await block('address', '203.0.113.77/24');
    expect(range).toMatchObject({ body: { label: '203.0.113.0/24' } });
    const one = await block('address', '198.51.100.9');
    expect(one).toMatchObject({ body: { label: '198.51.100.0/24 …' } });
    expect(await block('address', '2001:db8:1:2::77')).toMatchObject({ status: 201 });
    await becomes(403, { from: '2001:db8:1:2::1' });
    const answer = await send({ from: '203.0.113.200' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'blocked', detail: 'address' } });
    const seen = await statuses([
      ...[{ phone: '+84 905 123 456' }, { device }, { from: '198.51.100.9' }],
      ...[{ phone: '0905 123 457' }, { from: '203.0.114.1' }, { from: '2001:db8:1:3::1' }],
    ]);
    expect(seen).toEqual([403, 403, 403, 201, 201, 201]);
  });

  it('uploads nothing either', async () => {
    const upload = await fetch(`${citizen.desk}/v1/uploads`, {
      method: 'POST',
      headers: { 'x-forwarded-for': '203.0.113.5' },
    });
    expect(upload.status).toBe(403);
  });

  it('is kept as a hash, with who added it, and files again when it is lifted', async () => {
    const added = await block('phone', '0905 123 999');
    await becomes(403, { phone: '0905123999' });
    const { store } = place.database;
    const rows = await store.dataSource.query<object[]>('SELECT * FROM blocks');
    expect(JSON.stringify(rows)).not.toMatch(/905.?123|198\.51\.100\.9/);
    const path = `/v1/desk/blocks/${added.body.id}/lift`;
    expect(await desk.post(path, {})).toMatchObject({ status: 200, body: { lifted_by: 'mod-1' } });
    expect((await desk.post(path, {})).status).toBe(404);
    await becomes(201, { phone: '0905123999' });
    const { body } = await desk.get<BlockPage>('/v1/desk/blocks?limit=2');
    expect(body.items[0]).toMatchObject({ id: added.body.id, added_by: 'mod-1', label: '… 999' });
    expect(body.next).not.toBeNull();
    const next = await desk.get<BlockPage>(`/v1/desk/blocks?cursor=${body.next ?? ''}`);
    expect(next.body.items).toHaveLength(4);
    const noted = await store.dataSource.query<object[]>(
      `SELECT kind, by_code AS by FROM access_events WHERE kind LIKE 'block%' ORDER BY id DESC LIMIT 2`,
    );
    expect(noted).toEqual([
      { kind: 'block_lifted', by: 'mod-1' },
      { kind: 'block_added', by: 'mod-1' },
    ]);
  });

  it('is told to whoever asks what is kept of them, and forgotten with an erasure', async () => {
    const admin = await place.as('admin-1');
    const { code } = (await send({ phone: '0905 777 888' })).body;
    await block('phone', '0905777888');
    expect(await desk.post(`/v1/desk/reports/${code}/spam`, {})).toMatchObject({ status: 200 });
    const body = { codes: [code], reason: 'theo yêu cầu' };
    const told = await admin.post('/v1/desk/privacy/export', body);
    expect(told).toMatchObject({ status: 200, body: { blocks: [{ reason: 'phá rối' }] } });
    expect(await admin.post('/v1/desk/privacy/erase', body)).toMatchObject({ status: 200 });
    const again = await admin.post('/v1/desk/privacy/export', body);
    expect(again).toMatchObject({ body: { blocks: [] } });
    await becomes(201, { phone: '0905 777 888' });
  });

  it('is no whole province, has an end, and is for moderators to say', async () => {
    for (const value of ['10.0.0.0/8', '2001::/16', 'nowhere']) {
      expect(await block('address', value)).toMatchObject({ status: 422 });
    }
    const body = { kind: 'phone', value: '0905 123 456', reason: 'x', until: now.toISOString() };
    expect(await desk.post('/v1/desk/blocks', body)).toMatchObject({ status: 422 });
    const operator = await place.as('op-1');
    const refused = await operator.post('/v1/desk/blocks', { ...body, until: until() });
    expect(refused.status).toBe(403);
  });

  it('files again when the time is over', async () => {
    await block('phone', '0905 000 111');
    await becomes(403, { phone: '0905 000 111' });
    now = new Date(now.getTime() + 86_400_001);
    await setClock(place.database.store, now);
    await becomes(201, { phone: '0905 000 111' });
  });
});
