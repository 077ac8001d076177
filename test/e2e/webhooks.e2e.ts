import { type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Outgoing } from '#libs/outgoing';
import { sealStage } from '#libs/pipeline';
import { Webhook } from 'standardwebhooks';
import { tellHooks } from '../../apps/deadlines/src/hook.work.js';
import { type Browser } from '../harness/browser.js';
import { type Integrator, integratorOf } from '../harness/integrator.js';
import { Receiver } from '../harness/receiver.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

const HERE = '19753';
const THERE = '19774';
const NAME = 'Phan Thị Thanh Nhàn';
const OWN_MACHINE = { outgoing: { allowLoopback: true } };

let desk: SignedDesk;
let admin: Browser;
let operator: Browser;
let receiver: Receiver;
const outgoing = new Outgoing({ allowLoopback: true }, { withinMs: 400 });

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false }, OWN_MACHINE);
  admin = await desk.as('admin-1');
  operator = await desk.as('op-1');
  receiver = await Receiver.start();
}, 60_000);
afterAll(async () => {
  receiver.stop();
  await outgoing.close();
  await desk.stop();
});
beforeEach(async () => {
  receiver.received.length = 0;
  receiver.answers = {};
  for (const { id } of await hooks(admin)) await admin.post(`/v1/desk/webhooks/${id}/disable`);
});

interface HookView {
  readonly id: string;
  readonly disabled_why: string | null;
}
interface MessageView {
  readonly id: string;
  readonly report: string;
  readonly kind: string;
  readonly state: string;
  readonly next_try_at: string | null;
  readonly tries: readonly { readonly status: number | null; readonly fault: string | null }[];
}
interface Made {
  readonly id: string;
  readonly secret: string;
}

async function hooks(who: Browser | Integrator): Promise<HookView[]> {
  return (await who.get<{ items: HookView[] }>('/v1/desk/webhooks')).body.items;
}

async function made(who: Browser | Integrator, path: string, more: object = {}): Promise<Made> {
  const body = { name: 'Hệ thống của phường', url: receiver.url + path, ...more };
  const answer = await who.post<Made>('/v1/desk/webhooks', body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

async function messages(who: Browser | Integrator, hook: string): Promise<MessageView[]> {
  const path = `/v1/desk/webhooks/${hook}/messages`;
  return (await who.get<{ items: MessageView[] }>(path)).body.items;
}

async function filed(ward = HERE): Promise<string> {
  const filing = await operator.post<{ report: { code: string } }>('/v1/desk/reports', {
    ...{ channel: 'phone', ward, text: `${NAME} báo cáp võng`, address: `Nhà ${NAME}` },
    contact: { name: NAME, phone: '0905 123 456' },
  });
  expect(filing.status).toBe(201);
  return filing.body.report.code;
}

async function assigned(code: string, unit: string): Promise<void> {
  const body = { unit, words: `gọi ${NAME}` };
  expect((await operator.post(`/v1/desk/reports/${code}/assign`, body)).status).toBe(200);
}

/** Seals what was committed and tells the hooks, until nothing is due. */
async function tell(way = outgoing): Promise<void> {
  const { store, reference } = desk.database;
  while (await store.transaction({ role: 'worker' }, sealStage));
  await tellHooks(store, reference, { outgoing: way, secret: SECRET });
}

/** Answers 200 and never stops talking, until the other side has gone. */
function endless(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, 'x');
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

/** Lets the time until the next try pass. */
async function later(): Promise<void> {
  await desk.database.store.dataSource.query(
    `UPDATE webhook_messages SET next_try_at = clock_timestamp() WHERE state = 'pending'`,
  );
}

describe('a webhook', () => {
  it('is told of each act once, after its commit, signed as the standard says, and of no person', async () => {
    const hook = await made(admin, '/a', { kinds: ['receive', 'assign'] });
    expect(hook.secret).toMatch(/^whsec_/);
    const code = await filed();
    await assigned(code, 'viettel');
    const staff = await desk.as('staff-viettel');
    expect((await staff.post(`/v1/desk/reports/${code}/take`)).status).toBe(200);
    await tell();
    await tell();
    const got = receiver.at('/a').map(({ headers, body }) => {
      const verified = new Webhook(hook.secret).verify(body, headers as Record<string, string>);
      return verified as { type: string; data: Record<string, unknown> };
    });
    expect(got.map(({ type }) => type)).toEqual(['report.receive', 'report.assign']);
    expect(got[1]?.data).toEqual({
      ...{ code, kind: 'assign', version: 2, at: expect.any(String) },
      ...{ from: 'received', to: 'assigned', stream: 'field', category: null },
      ...{ area: HERE, unit: 'viettel', promise: expect.any(String) },
    });
    for (const { body } of receiver.received) expect(body).not.toMatch(/Nhàn|0905|cáp/);
    const [first] = receiver.at('/a');
    const forged = () =>
      new Webhook(hook.secret).verify(`${first?.body} `, first?.headers as Record<string, string>);
    expect(forged).toThrow();
    const lines = await messages(admin, hook.id);
    expect(lines.map(({ state, tries }) => [state, tries.length])).toEqual([
      ['sent', 1],
      ['sent', 1],
    ]);
    // The secret is in the database, and nobody can read it there.
    const rows = await desk.database.store.dataSource.query<{ text: string }[]>(
      'SELECT w::text AS text FROM webhooks w',
    );
    const plain = Buffer.from(hook.secret.slice(6), 'base64').toString('hex');
    for (const { text } of rows) {
      expect(text).not.toContain(hook.secret);
      expect(text).not.toContain(plain);
    }
  });

  it('of a key is told of what the key sees, is the key’s own, and ends with it', async () => {
    const rights = ['read_cases', 'manage_webhooks'];
    const here = await integratorOf(admin, { rights, scope: { areas: [HERE] } });
    const other = await integratorOf(admin, { rights });
    const hook = await made(here, '/here');
    const mine = await filed(HERE);
    const theirs = await filed(THERE);
    await tell();
    const bodies = receiver.at('/here').map(({ body }) => body);
    expect(bodies.some((body) => body.includes(mine))).toBe(true);
    expect(bodies.some((body) => body.includes(theirs))).toBe(false);

    expect((await hooks(here)).map(({ id }) => id)).toEqual([hook.id]);
    expect(await hooks(other)).toEqual([]);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/messages'],
      ['POST', '/rotate'],
      ['POST', '/disable'],
    ] as const) {
      const refused = await other.send(method, `/v1/desk/webhooks/${hook.id}${path}`);
      expect({ path, ...refused }).toMatchObject({ status: 404 });
    }
    const wider = { name: 'x', url: receiver.url, scope: { areas: ['*'] } };
    expect((await here.post('/v1/desk/webhooks', wider)).status).toBe(422);
    const blind = await integratorOf(admin, { rights: ['manage_webhooks'] });
    const refused = await blind.post('/v1/desk/webhooks', { name: 'x', url: receiver.url });
    expect(refused).toMatchObject({ status: 403, body: { code: 'key_right_missing' } });

    receiver.received.length = 0;
    expect((await admin.post(`/v1/desk/keys/${here.id}/revoke`)).status).toBe(204);
    await assigned(mine, 'vnpt');
    await tell();
    expect(receiver.at('/here')).toEqual([]);
  });

  it('is tried ten times under one id, whatever goes wrong, and then again by hand', async () => {
    const hook = await made(admin, '/bad', { kinds: ['receive'] });
    const answers = [(response: { destroy(): void }) => void response.destroy(), () => undefined];
    receiver.answers['/bad'] = (response) => {
      const next = answers.shift();
      if (next) next(response);
      else
        response.writeHead(receiver.at('/bad').length === 3 ? 302 : 500, { Location: '/a' }).end();
    };
    await filed();
    for (let tries = 0; tries < 12; tries += 1) {
      await tell();
      await later();
    }
    const got = receiver.at('/bad');
    expect(got).toHaveLength(10);
    expect(receiver.at('/a')).toEqual([]);
    const same = (name: string): Set<unknown> => new Set(got.map(({ headers }) => headers[name]));
    expect(same('webhook-id').size).toBe(1);
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
    const [line] = await messages(admin, hook.id);
    expect(line).toMatchObject({ state: 'failed', next_try_at: null });
    const outcomes = line?.tries.map(({ status, fault }) => status ?? fault);
    expect(outcomes).toEqual(['unreachable', 'too_slow', 302, ...Array<number>(7).fill(500)]);

    receiver.answers = {};
    const path = `/v1/desk/webhooks/${hook.id}/messages/${line?.id}`;
    expect((await admin.post(`${path}/resend`)).status).toBe(204);
    await tell();
    expect(same('webhook-id')).toEqual(
      new Set([receiver.at('/bad').at(-1)?.headers['webhook-id']]),
    );
    const after = await admin.get<MessageView>(path);
    expect(after.body).toMatchObject({ state: 'sent' });
    expect(after.body.tries).toHaveLength(11);
  });

  it('that answers 410 is turned off, and one that is slow or talks too much holds up no other', async () => {
    const gone = await made(admin, '/gone', { kinds: ['receive'] });
    const slow = await made(admin, '/slow', { kinds: ['receive'] });
    const huge = await made(admin, '/huge', { kinds: ['receive'] });
    const good = await made(admin, '/good', { kinds: ['receive'] });
    receiver.answers = {
      '/gone': (response) => response.writeHead(410).end(),
      '/slow': () => undefined,
      '/huge': endless,
    };
    for (let reports = 0; reports < 6; reports += 1) await filed();
    await tell();
    expect(receiver.at('/good')).toHaveLength(6);
    expect((await messages(admin, huge.id)).map(({ state }) => state)).toEqual(
      Array<string>(6).fill('sent'),
    );
    const slowly = await messages(admin, slow.id);
    expect(slowly.map(({ state, tries }) => [state, tries[0]?.fault])).toEqual(
      Array<unknown>(6).fill(['pending', 'too_slow']),
    );
    expect((await messages(admin, gone.id)).every(({ state }) => state === 'failed')).toBe(true);
    const listed = (await hooks(admin)).find(({ id }) => id === gone.id);
    expect(listed?.disabled_why).toBe('the receiver answered 410');
    const calls = receiver.at('/gone').length;
    await filed();
    await tell();
    expect(receiver.at('/gone')).toHaveLength(calls);
    const [off] = await messages(admin, gone.id);
    const resend = `/v1/desk/webhooks/${gone.id}/messages/${off?.id}/resend`;
    expect(await admin.post(resend)).toMatchObject({
      status: 409,
      body: { code: 'hook_disabled' },
    });
    expect((await admin.post(`/v1/desk/webhooks/${gone.id}/enable`)).status).toBe(204);
    receiver.answers = {};
    expect((await admin.post(resend)).status).toBe(204);
    await tell();
    expect(receiver.at('/gone')).toHaveLength(calls + 1);
    expect(await messages(admin, good.id)).toHaveLength(7);
  });

  it('is signed with both secrets after a change, for a day', async () => {
    const hook = await made(admin, '/rotated', { kinds: ['receive'] });
    const rotated = await admin.post<Made>(`/v1/desk/webhooks/${hook.id}/rotate`);
    const verifies = (secret: string): boolean => {
      const last = receiver.at('/rotated').at(-1);
      try {
        new Webhook(secret).verify(last?.body ?? '', last?.headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    };
    await filed();
    await tell();
    expect([hook.secret, rotated.body.secret].map(verifies)).toEqual([true, true]);
    await desk.database.store.dataSource.query(
      `UPDATE webhooks SET previous_until = clock_timestamp() WHERE previous_until IS NOT NULL`,
    );
    await filed();
    await tell();
    expect([hook.secret, rotated.body.secret].map(verifies)).toEqual([false, true]);
  });

  it('goes to no private address: not by its address, nor by a name that leads to one', async () => {
    const strict = new Outgoing({ allowLoopback: false });
    const named = new Outgoing(
      { allowLoopback: false },
      { resolve: (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
    );
    for (const url of ['http://example.vn/', 'https://10.0.0.1/', 'https://a:b@example.vn/', 'x']) {
      const refused = await admin.post('/v1/desk/webhooks', { name: 'x', url });
      expect({ url, ...refused }).toMatchObject({
        ...{ status: 422, body: { code: 'hook_address_refused' } },
      });
    }
    const own = await made(admin, '/own', { kinds: ['receive'] });
    const port = new URL(receiver.url).port;
    const url = `https://hook.example.vn:${port}/own`;
    const name = await admin.post<Made>('/v1/desk/webhooks', {
      name: 'x',
      url,
      kinds: ['receive'],
    });
    await filed();
    await tell(strict);
    await later();
    await tell(named);
    expect(receiver.received).toEqual([]);
    const faults = async (hook: string): Promise<unknown> =>
      (await messages(admin, hook))[0]?.tries.map(({ fault }) => fault);
    expect(await faults(own.id)).toEqual(['address_invalid', 'address_invalid']);
    expect(await faults(name.body.id)).toEqual(['unreachable', 'address_forbidden']);
  });

  it('is sent nothing of what was rolled back, and each thing once by two workers', async () => {
    const hook = await made(admin, '/two', { kinds: ['receive'] });
    const codes = [await filed(), await filed(), await filed()];
    await Promise.all([tell(), tell(), tell()]);
    await tell();
    const got = receiver
      .at('/two')
      .map(({ body }) => (JSON.parse(body) as { data: { code: string } }).data.code);
    expect(got.sort()).toEqual([...codes].sort());
    expect(await messages(admin, hook.id)).toHaveLength(3);
  });
});
