import { randomUUID } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '#libs/config';
import { askCaptcha, createHttpApp, listen } from '#libs/http';
import { Outgoing } from '#libs/outgoing';
import { type SharedCounts, openCounts } from '#libs/queue';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Abuse } from '../../apps/intake/src/intake-gate.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { abuseOf } from '../harness/abuse.js';
import { type TestMedia, openTestMedia } from '../harness/media.js';
import { startRedis } from '../harness/redis.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  hueReference,
  startTestServer,
} from '../harness/servers.js';
import { eventually } from '../harness/working.js';

const SECRET = 'a-secret-of-this-test-and-of-nothing-else';

let server: TestServer;
let database: TestDatabase;
let kept: TestMedia;
let apps: NestFastifyApplication[] = [];

beforeAll(async () => {
  server = await startTestServer(hueReference);
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await freshDatabase(server);
  kept = await openTestMedia(database.store);
});
afterEach(async () => {
  for (const app of apps) await app.close();
  apps = [];
  await kept.close();
  await database.drop();
});

/** An intake as this environment sets it, which believes this machine where clients are. */
async function intake(env: NodeJS.ProcessEnv, more: Partial<Abuse> = {}): Promise<string> {
  const { store, reference } = database;
  const abuse = { ...abuseOf(env), ...more };
  const module = IntakeModule.with({ store, reference, media: kept.media, secret: SECRET, abuse });
  const { trustedProxies } = abuse.settings;
  const app = await createHttpApp(module, { trustedProxies });
  apps.push(app);
  return (await listen(app, '127.0.0.1', 0)).url;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Sending {
  /** Where the proxy says that it comes from. */
  readonly from?: string;
  readonly device?: string;
  readonly key?: string;
  readonly language?: string;
  readonly captcha?: string;
  readonly body?: object;
}

let words = 0;

async function send(
  url: string,
  { from, device, key, language, captcha, body }: Sending,
): Promise<Answer> {
  words += 1;
  const response = await fetch(`${url}/v1/reports`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(from && { 'x-forwarded-for': from }),
      ...(device && { 'device-id': device }),
      ...(key && { 'idempotency-key': key }),
      ...(captcha && { 'captcha-token': captcha }),
      ...(language && { 'accept-language': language }),
    },
    body: JSON.stringify({
      text: `Cột điện nghiêng, chỗ thứ ${words}`,
      address: `${words} Lê Lợi`,
      ...body,
    }),
  });
  const retryAfter = Number(response.headers.get('retry-after') ?? 0);
  return { status: response.status, retryAfter, body: (await response.json()) as Answer['body'] };
}

async function statuses(url: string, sendings: readonly Sending[]): Promise<number[]> {
  const seen: number[] = [];
  for (const sending of sendings) seen.push((await send(url, sending)).status);
  return seen;
}

const PROXY = { KIP_TRUSTED_PROXIES: '127.0.0.1' };
const OFF = { KIP_LIMIT_ADDRESS: 'off', KIP_LIMIT_DEVICE: 'off', KIP_LIMIT_PHONE: 'off' };

async function stored(): Promise<number> {
  return database.store.transaction({ role: 'worker' }, async (tx) => {
    const [row] = await tx.query<{ many: number }>('SELECT count(*)::int AS many FROM reports');
    return row?.many ?? 0;
  });
}

describe('how much comes from one address', () => {
  it('is limited, and says when to come again, in both languages', async () => {
    const url = await intake({ KIP_LIMIT_ADDRESS: '2/600' });
    expect(await statuses(url, [{}, {}])).toEqual([201, 201]);
    const refused = await send(url, {});
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'limit_reached', title: 'Đã gửi quá nhiều trong thời gian ngắn' },
    });
    expect(refused.retryAfter).toBeGreaterThan(590);
    expect(refused.retryAfter).toBeLessThanOrEqual(600);
    const english = await send(url, { language: 'en' });
    expect(english.body['remedy']).toMatch(/^Nothing was stored\. Send again/);
    expect(await stored()).toBe(2);
  });

  it('is told apart by the proxy that is named, and a household of IPv6 is one', async () => {
    const url = await intake({ ...PROXY, KIP_LIMIT_ADDRESS: '1/600' });
    const seen = await statuses(url, [
      { from: '198.51.100.1' },
      { from: '198.51.100.2' },
      { from: '198.51.100.1' },
      { from: '2001:db8:1:2::1' },
      { from: '2001:db8:1:2:ffff::1' },
      { from: '2001:db8:1:3::1' },
      // What a client writes before its own address is not believed.
      { from: '203.0.113.77, 198.51.100.2' },
    ]);
    expect(seen).toEqual([201, 201, 429, 201, 429, 201, 429]);
  });

  it('is the connection’s own where no proxy is named, whatever a client says', async () => {
    const told: string[] = [];
    const trouble = (text: string): void => void told.push(text);
    const url = await intake({ KIP_LIMIT_ADDRESS: '1/600' }, { trouble });
    const seen = await statuses(url, [{ from: '198.51.100.1' }, { from: '198.51.100.2' }]);
    expect(seen).toEqual([201, 429]);
    // Whoever runs it has put a proxy before it and forgotten to name it.
    expect(told[0]).toMatch(/name your own in KIP_TRUSTED_PROXIES/);
  });

  it('is forgotten when its time is over', async () => {
    const url = await intake({ KIP_LIMIT_ADDRESS: '1/1' });
    expect(await statuses(url, [{}])).toEqual([201]);
    await eventually(async () => (await send(url, {})).status === 201);
  });
});

describe('what else is limited', () => {
  it('is a device, a telephone number however it is written, and an area', async () => {
    const url = await intake({
      ...{ KIP_LIMIT_ADDRESS: 'off', KIP_LIMIT_DEVICE: '1/600', KIP_LIMIT_PHONE: '1/600' },
      KIP_LIMIT_AREA: '1/600',
    });
    const phone = (number: string): Sending => ({ body: { contact: { phone: number } } });
    const place = (lat: number): Sending => ({ body: { lat, lon: 107.59 } });
    const seen = await statuses(url, [
      { device: 'a-device-of-somebody' },
      { device: 'a-device-of-another' },
      { device: 'a-device-of-somebody' },
      phone('0905 123 456'),
      phone('+84 905.123.456'),
      { body: { ward: '19753' } },
      { body: { ward: '19753' } },
      { body: { ward: '19774' } },
      ...[place(16.4637), place(16.4638), place(16.5)],
    ]);
    expect(seen).toEqual([201, 201, 429, 201, 429, 201, 429, 201, 201, 429, 201]);
  });

  it('says which it was, and lets what was refused for one count for none', async () => {
    const url = await intake({ ...OFF, KIP_LIMIT_AREA: '1/600', KIP_LIMIT_ADDRESS: '2/600' });
    const here = { body: { ward: '19753' } };
    expect(await statuses(url, [here])).toEqual([201]);
    for (let time = 0; time < 3; time += 1) {
      expect((await send(url, here)).body['detail']).toMatch(/^area: /);
    }
    expect(await statuses(url, [{ body: { ward: '19774' } }])).toEqual([201]);
  });

  it('refuses an id of a device that is none, and leaves the field out of no other', async () => {
    const url = await intake({});
    const refused = await send(url, { device: 'short' });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'Device-Id' }] } });
  });

  it('are uploads, before they are read', async () => {
    const url = await intake({ KIP_LIMIT_UPLOADS: '1/600' });
    const upload = async (): Promise<Response> => {
      const form = new FormData();
      form.append('file', new Blob(['no image']), 'x.jpg');
      return fetch(`${url}/v1/uploads`, { method: 'POST', body: form });
    };
    expect((await upload()).status).toBe(415);
    const refused = await upload();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('a report that is sent again', () => {
  it('counts once, and is answered whatever has been reached meanwhile', async () => {
    const url = await intake({ KIP_LIMIT_ADDRESS: '2/600' });
    const again: Sending = { key: randomUUID(), body: { text: 'Dây cáp sà', address: 'Chợ' } };
    const first = await send(url, again);
    expect(await statuses(url, [again, again, again])).toEqual([200, 200, 200]);
    expect(await statuses(url, [{}, {}])).toEqual([201, 429]);
    const last = await send(url, again);
    expect(last).toMatchObject({ status: 200, body: { code: first.body['code'] } });
    expect(await stored()).toBe(2);
  });
});

describe('the store of counts', () => {
  const open: SharedCounts[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  async function counts(redisUrl: string, told: string[] = []): Promise<Partial<Abuse>> {
    const config = readConfig({ KIP_SECRET: SECRET, REDIS_URL: redisUrl });
    const trouble = (text: string): void => void told.push(text);
    const shared = openCounts(config, database.url, trouble);
    if (!shared) throw new Error('there is no Redis');
    open.push(shared);
    await eventually(async () => (shared.client as { status: string }).status === 'ready');
    return { counts: shared, trouble };
  }

  it('is shared by processes in Redis, and holds nothing by which anybody is known', async () => {
    const redis = await startRedis();
    try {
      const env = { KIP_LIMIT_ADDRESS: '2/600' };
      const one = await intake(env, await counts(redis.url));
      const another = await intake(env, await counts(redis.url));
      expect(await statuses(one, [{}])).toEqual([201]);
      expect(await statuses(another, [{}, {}])).toEqual([201, 429]);
      expect(await statuses(one, [{}])).toEqual([429]);
      const [shared] = open;
      const client = shared?.client as { keys(pattern: string): Promise<string[]> };
      const keys = await client.keys('*address*');
      expect(keys).toHaveLength(1);
      expect(keys[0]).toMatch(/^kip-count:t_[0-9a-f]+:address:[\w-]{3}$/);
    } finally {
      await redis.stop();
    }
  });

  it('may go: then each process counts for itself, says so, and keeps its limits', async () => {
    const redis = await startRedis();
    const told: string[] = [];
    const url = await intake({ KIP_LIMIT_ADDRESS: '2/600' }, await counts(redis.url, told));
    expect(await statuses(url, [{}])).toEqual([201]);
    await redis.stop();
    const begun = performance.now();
    expect(await statuses(url, [{}, {}, {}])).toEqual([201, 201, 429]);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(told.some((text) => text.startsWith('each process counts for itself'))).toBe(true);
    expect(await stored()).toBe(3);
  });
});

describe('somebody who comes near the limit', () => {
  let service: Server;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  let asked: string[] = [];
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    asked = [];
    answer = { status: 200, body: '{"success":true}' };
    service = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(body);
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const { port } = service.address() as AddressInfo;
    env = {
      ...{ KIP_CAPTCHA_URL: `http://127.0.0.1:${port}/siteverify`, KIP_CAPTCHA_SECRET: 'shh' },
      ...{ KIP_CAPTCHA_AFTER: '1', KIP_LIMIT_ADDRESS: '3/600', KIP_OUTGOING_ALLOW: 'loopback' },
    };
  });
  afterEach(() => new Promise((resolve) => service.close(resolve)));

  it('shows that they are a person, or is not let in; the limit holds all the same', async () => {
    const url = await intake(env);
    expect((await send(url, {})).status).toBe(201);
    expect(await send(url, {})).toMatchObject({ status: 403, body: { code: 'captcha_needed' } });
    answer = { status: 200, body: '{"success":false}' };
    expect(await send(url, { captcha: 'bad' })).toMatchObject({
      ...{ status: 403, body: { code: 'captcha_refused' } },
    });
    answer = { status: 200, body: '{"success":true}' };
    expect(await statuses(url, [{ captcha: 'good' }, { captcha: 'good' }])).toEqual([201, 201]);
    expect(await statuses(url, [{ captcha: 'good' }])).toEqual([429]);
    expect(asked).toEqual(['bad', 'good', 'good'].map((token) => `secret=shh&response=${token}`));
  });

  it('is let in up to the limit where the service is down, slow, moved, or says nonsense', async () => {
    const told: string[] = [];
    const trouble = (text: string): void => void told.push(text);
    for (const odd of [
      { status: 500, body: '' },
      { status: 302, body: '', headers: { Location: 'http://127.0.0.1/' } },
      { status: 200, body: 'no JSON' },
      { status: 200, body: 'x'.repeat(20_000) },
    ]) {
      answer = odd;
      const url = await intake(env, { trouble });
      const token = { captcha: 'any' };
      expect(await statuses(url, [token, token, token, token])).toEqual([201, 201, 201, 429]);
    }
    expect(told).toHaveLength(8);
    // What it redirects to is not asked.
    expect(asked).toHaveLength(8);
  });

  it('is asked by no service within a house', async () => {
    const told: string[] = [];
    const settings = { url: 'https://10.0.0.1/', secret: 'x', after: 0 };
    const outgoing = new Outgoing({ allowLoopback: false });
    const asking = askCaptcha(outgoing, settings, 'any', (text) => told.push(text));
    expect(await asking).toBe('down');
    expect(told[0]).toMatch(/this machine or a private network/);
    await outgoing.close();
  });
});
