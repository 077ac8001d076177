import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Store } from '#libs/store';
import { type GoingOn, endAll, goingOn, kip } from '../harness/kip.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { drained, eventually } from '../harness/working.js';

const DESK_KEY = 'a-key-of-this-test-and-of-nothing-else';
const SECRET = 'a-secret-of-this-test-and-of-nothing-else';
const APPS = ['intake', 'router', 'deadlines', 'desk'] as const;
/** What a citizen gives, and what nobody may read in a log. */
const PLANTED = {
  text: 'Cáp sà xuống ngõ nhà Quýt Hoẵng',
  name: 'Trịnh Thị Nhật Vy',
  phone: '0912 345 678',
  email: 'nhat-vy@example.vn',
  address: '71/4 kiệt Bướm Vàng',
};

let server: TestServer;
let store: Store;
let running: Record<(typeof APPS)[number], GoingOn>;
const metrics = new Map<string, string>();
let intake = '';
let desk = '';

beforeAll(async () => {
  server = await startTestServer(async () => undefined, true);
  await server.server.createDatabase('seen');
  const env = {
    DATABASE_URL: server.server.url('seen'),
    KIP_SECRET: SECRET,
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: DESK_KEY,
    KIP_LOG_LEVEL: 'debug',
    KIP_METRICS_PORT: '0',
  };
  expect((await kip(['seed'], env)).code).toBe(0);
  store = await Store.open(env.DATABASE_URL, 2);
  running = {
    intake: goingOn('intake', [], env),
    router: goingOn('router', [], env),
    deadlines: goingOn('deadlines', [], env),
    desk: goingOn('desk', [], env),
  };
  [, intake = ''] = await running.intake.ready(/intake: (\S+)/);
  [, desk = ''] = await running.desk.ready(/desk: (\S+)/);
  for (const app of APPS) {
    const [, url = ''] = await running[app].ready(/metrics: (\S+)/);
    metrics.set(app, url);
  }
}, 90_000);
afterAll(async () => {
  endAll();
  await store.close();
  await server.stop();
});

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });

function filing(key: string): Promise<Response> {
  const { text, address, ...contact } = PLANTED;
  const body = { text, address, category: 'telecom.cable-sagging', contact };
  return post(`${intake}/v1/reports`, JSON.stringify(body), { 'Idempotency-Key': key });
}

async function shown(app: string): Promise<Map<string, number>> {
  const response = await fetch(metrics.get(app) ?? '');
  expect(response.status).toBe(200);
  const lines = (await response.text()).split('\n').filter((line) => /^[a-z]/.test(line));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      const labels = /\{(.*)\}/.exec(line.slice(0, at))?.[1]?.split(',') ?? [];
      const own = labels.filter((label) => label !== `app="${app}"`).join(',');
      const [name = ''] = line.split(/[{ ]/);
      return [own === '' ? name : `${name}{${own}}`, Number(line.slice(at + 1))];
    }),
  );
}

/** Does something while a table is away. */
async function without<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
  const rename = (from: string, to: string): Promise<unknown> =>
    store.transaction({ role: 'owner' }, (tx) => tx.query(`ALTER TABLE ${from} RENAME TO ${to}`));
  await rename(table, `${table}_away`);
  try {
    return await work();
  } finally {
    await rename(`${table}_away`, table);
  }
}

const secrets: string[] = [];

describe('what the processes do while they are watched', () => {
  it('takes a report to its unit, and refuses and fails what it must', async () => {
    const key = randomUUID();
    const filed = await filing(key);
    expect(filed.status).toBe(201);
    expect(filed.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const { code, tracking_token: token } = (await filed.json()) as {
      code: string;
      tracking_token: string;
    };
    secrets.push(key, token, code, DESK_KEY, SECRET, ...Object.values(PLANTED));
    const asDesk = { 'Desk-Key': DESK_KEY, Authorization: `Bearer ${token}` };
    await eventually(async () => {
      const seen = await fetch(`${desk}/v1/desk/reports/${code}`, { headers: asDesk });
      return ((await seen.json()) as { state: string }).state !== 'received';
    });
    const search = new URLSearchParams({ q: PLANTED.phone });
    await fetch(`${desk}/v1/desk/reports?${search.toString()}`, { headers: asDesk });
    const tracking = { 'Tracking-Token': token };
    expect((await fetch(`${intake}/v1/reports/${code}`, { headers: tracking })).status).toBe(200);
    // Refused: no JSON, unknown fields, an address that no route has.
    expect((await post(`${intake}/v1/reports`, `{"text": ${PLANTED.phone}`)).status).toBe(422);
    const strange = JSON.stringify({ text: PLANTED.text, [PLANTED.phone]: PLANTED.name });
    expect((await post(`${intake}/v1/reports`, strange)).status).toBe(422);
    expect((await fetch(`${intake}/nowhere/${token}?phone=${PLANTED.phone}`)).status).toBe(404);
    // Failed: the database refuses what nobody foresaw.
    await without('contacts', async () => {
      expect((await filing(randomUUID())).status).toBe(503);
    });
    await without('cycles', async () => {
      expect((await fetch(`${intake}/v1/reports/${code}`, { headers: tracking })).status).toBe(500);
    });
  }, 60_000);

  it('shows no metrics to the world', async () => {
    expect((await fetch(`${intake}/metrics`)).status).toBe(404);
    expect((await fetch(`${desk}/metrics`)).status).toBe(404);
    for (const url of metrics.values()) expect(new URL(url).hostname).toBe('127.0.0.1');
  });
});

describe('the board', () => {
  it('is the desk’s alone', async () => {
    const headers = { 'Desk-Key': DESK_KEY };
    expect((await fetch(`${desk}/board/api/queues`, { headers })).status).toBe(200);
    expect((await fetch(`${intake}/board/api/queues`, { headers })).status).toBe(404);
  });
});

describe('the metrics', () => {
  it('count requests by route pattern', async () => {
    const of = await shown('intake');
    const count = 'kip_http_request_seconds_count';
    expect(of.get(`${count}{method="POST",route="/v1/reports",status="201"}`)).toBe(1);
    expect(of.get(`${count}{method="POST",route="/v1/reports",status="422"}`)).toBe(2);
    expect(of.get(`${count}{method="GET",route="/v1/reports/:code",status="200"}`)).toBe(1);
    expect(of.get(`${count}{method="GET",route="(none)",status="404"}`)).toBe(3);
    expect(of.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  });

  it('tell how long the queues are, how deliveries fare, and how late the clock is', async () => {
    // What the report left to do is done before it is counted.
    await drained({ store });
    const of = await shown('router');
    for (const queue of ['router', 'deadlines']) {
      for (const state of ['waiting', 'active', 'delayed']) {
        expect(of.get(`kip_queue_jobs{queue="${queue}",state="${state}"}`)).toBeLessThan(3);
      }
    }
    for (const state of ['pending', 'enqueued', 'dead']) {
      expect(of.get(`kip_deliveries{state="${state}"}`)).toBe(0);
    }
    expect(of.get('kip_delivery_oldest_seconds')).toBe(0);
    const clock = await shown('deadlines');
    expect(clock.get('kip_tick_ago_seconds')).toBeLessThan(10);
    expect(clock.has('kip_tick_lateness_seconds_count')).toBe(true);
  });

  it('tell of a dead delivery, and since when one waits', async () => {
    const be = (state: string): Promise<unknown> =>
      store.transaction({ role: 'owner' }, (tx) =>
        tx.query(`UPDATE deliveries SET state = $1, next_try_at = 'infinity'`, [state]),
      );
    await be('dead');
    expect((await shown('desk')).get('kip_deliveries{state="dead"}')).toBe(1);
    await be('pending');
    const of = await shown('desk');
    expect(of.get('kip_deliveries{state="pending"}')).toBe(1);
    expect(of.get('kip_delivery_oldest_seconds')).toBeGreaterThan(0);
    await be('done');
  });

  it('go on, and count it, where the database does not answer', async () => {
    const of = await without('deliveries', () => shown('desk'));
    expect(of.get('kip_reading_failures_total{reading="kip_deliveries"}')).toBe(1);
    expect(of.has('kip_delivery_oldest_seconds')).toBe(false);
    expect(of.has('kip_queue_jobs{queue="router",state="waiting"}')).toBe(true);
    expect((await shown('desk')).get('kip_delivery_oldest_seconds')).toBe(0);
  });
});

describe('the logs', () => {
  it('are lines of JSON in which nothing of a person, no token and no key stands', async () => {
    const lines: Record<string, unknown>[] = [];
    for (const app of APPS) {
      const { stdout, stderr, code } = await running[app].stop('SIGTERM');
      expect(code).toBe(0);
      for (const secret of secrets) {
        for (const said of [
          secret,
          encodeURIComponent(secret),
          JSON.stringify(secret).slice(1, -1),
        ]) {
          expect(stdout + stderr).not.toContain(said);
        }
      }
      for (const line of stderr.split('\n').filter((text) => text !== '')) {
        lines.push(JSON.parse(line) as Record<string, unknown>);
      }
    }
    const requests = lines.filter(({ msg }) => msg === 'request');
    expect(requests).toContainEqual(
      expect.objectContaining({
        app: 'intake',
        level: 'info',
        method: 'POST',
        route: '/v1/reports',
        status: 201,
        ms: expect.any(Number),
        request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        context: 'Http',
        msg: expect.stringMatching(/^answered "unavailable": .*code 42P01/),
      }),
    );
    const incident = lines.find(({ level, app }) => level === 'error' && app === 'intake');
    expect(incident).toMatchObject({
      msg: expect.stringMatching(/^incident [0-9a-f-]{36}: .*code 42P01/),
      frames: expect.arrayContaining([expect.stringContaining('at ')]),
    });
  });

  it('refuse a level that there is not', async () => {
    const app = goingOn('router', [], { KIP_LOG_LEVEL: 'loud' });
    await expect(app.ready(/never/)).rejects.toThrow(/KIP_LOG_LEVEL=loud: give one of debug/);
  }, 30_000);
});
