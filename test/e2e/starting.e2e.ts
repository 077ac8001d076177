import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrateQueues } from '#libs/queue';
import { Store, migrateDatabase } from '#libs/store';
import { type Gate, standBefore } from '../harness/gate.js';
import { type GoingOn, endAll, goingOn, kip } from '../harness/kip.js';
import { type TestRedis, startRedis } from '../harness/redis.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { eventually } from '../harness/working.js';

const SECRETS = {
  KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
  KIP_SIGN_IN: 'off',
  KIP_DESK_KEY: 'a-key-of-this-test-and-of-nothing-else',
};
const portOf = (url: string): number => Number(new URL(url).port);

function through(gate: Gate, url: string): string {
  const changed = new URL(url);
  changed.port = String(gate.port);
  return changed.href;
}

let lasting: TestServer;
let forgetful: TestServer;
let redis: TestRedis;
beforeAll(async () => {
  [lasting, forgetful, redis] = await Promise.all([
    startTestServer(async () => undefined, true),
    startTestServer(async () => undefined),
    startRedis(),
  ]);
}, 90_000);
afterAll(async () => {
  endAll();
  await redis.stop();
  await forgetful.stop();
  await lasting.stop();
});

async function realDatabase(server: TestServer, name: string): Promise<string> {
  await server.server.createDatabase(name);
  const url = server.server.url(name);
  const store = await Store.open(url, 2);
  await migrateQueues(store);
  await migrateDatabase(store, 'real');
  await store.close();
  return url;
}

/** How an app that must not start has ended. */
async function ended(app: string, env: Record<string, string>): Promise<string> {
  const refused = goingOn(app, [], { ...SECRETS, ...env });
  const error: unknown = await refused.ready(/never/).catch((reason: unknown) => reason);
  return String(error);
}

describe('apps that are started before everything they need', () => {
  let database: Gate;
  let queues: Gate;
  const apps = new Map<string, GoingOn>();
  beforeAll(async () => {
    database = await standBefore();
    queues = await standBefore();
  });
  afterAll(async () => {
    for (const app of apps.values()) await app.stop('SIGTERM');
    await queues.close();
    await database.close();
  }, 60_000);

  it('wait for the database and its tables, serve without Redis, and route when it comes', async () => {
    await lasting.server.createDatabase('from_nothing');
    const direct = lasting.server.url('from_nothing');
    const env = {
      ...SECRETS,
      DATABASE_URL: through(database, direct),
      REDIS_URL: through(queues, redis.url),
    };
    const begun = performance.now();
    for (const name of ['router', 'deadlines', 'intake']) apps.set(name, goingOn(name, [], env));
    for (const app of apps.values()) await app.told(/waiting for the database server/);
    await database.open(portOf(direct));
    for (const app of apps.values()) await app.told(/waiting for kip migrate/);
    expect(await kip(['seed'], { ...SECRETS, DATABASE_URL: direct })).toMatchObject({ code: 0 });
    const [, intake = ''] = (await apps.get('intake')?.ready(/intake: (\S+)/)) ?? [];

    const filed = await fetch(`${intake}/v1/reports`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        text: 'Trụ nghiêng trước trường học',
        category: 'telecom.pole-leaning',
        address: '12 Lê Lợi',
      }),
    });
    expect(filed.status).toBe(201);
    const { code, tracking_token: token } = (await filed.json()) as Record<string, string>;
    const another = goingOn('intake', [], env);
    await another.ready(/intake: /);
    expect(await another.stop('SIGTERM')).toMatchObject({ code: 0 });
    await queues.open(portOf(redis.url));
    await eventually(async () => {
      const seen = await fetch(`${intake}/v1/reports/${code ?? ''}`, {
        headers: { 'Tracking-Token': token ?? '' },
      });
      return ((await seen.json()) as { status: string }).status !== 'received';
    });

    const seconds = (performance.now() - begun) / 1_000;
    for (const [name, app] of apps) {
      const { stderr } = await app.stop('SIGTERM');
      const waiting = stderr.split('\n').filter((line) => line.includes('waiting for'));
      expect({ name, most: waiting.length <= seconds + 1 }).toEqual({ name, most: true });
    }
    apps.clear();
  }, 120_000);

  it('end at once when asked to while they wait', async () => {
    const nowhere = await standBefore();
    const env = { ...SECRETS, DATABASE_URL: `postgres://nobody@127.0.0.1:${nowhere.port}/none` };
    const app = goingOn('router', [], env);
    await app.told(/waiting for the database server/);
    expect(await app.stop('SIGTERM')).toMatchObject({ code: 0 });
  }, 30_000);

  it('do not wait for what will not come', async () => {
    const url = lasting.server.url('no_such_database');
    expect(await ended('router', { DATABASE_URL: url })).toMatch(/ended with 2.*no such database/s);
  }, 30_000);
});

describe('a server that may lose what it has acknowledged', () => {
  it('is refused for real use, and kip doctor says why', async () => {
    const url = await realDatabase(forgetful, 'real_one');
    const words = /fsync=off.*power cut.*ALTER SYSTEM SET fsync = on/s;
    const refusal = await ended('intake', { DATABASE_URL: url });
    expect(refusal).toMatch(/ended with 2/);
    expect(refusal).toMatch(words);
    const up = await kip(['up'], { ...SECRETS, DATABASE_URL: url });
    expect(up).toMatchObject({ code: 2, stderr: expect.stringMatching(words) });
    const looked = await kip(['doctor'], { ...SECRETS, DATABASE_URL: url });
    expect(looked.code).toBe(1);
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      expect(looked.stdout).toContain(`✗ durability: ${name} is off`);
    }
  }, 60_000);

  it('is refused as a Redis that drops jobs, and one that forgets them is warned of', async () => {
    const url = await realDatabase(lasting, 'with_redis');
    const dropping = await startRedis(['--save', '', '--maxmemory-policy', 'allkeys-lru']);
    const env = { DATABASE_URL: url, REDIS_URL: dropping.url };
    expect(await ended('router', env)).toMatch(/ended with 2.*allkeys-lru.*noeviction/s);
    const refused = await kip(['doctor'], { ...SECRETS, ...env });
    await dropping.stop();
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('✗ queues') });
    const forgets = { ...SECRETS, DATABASE_URL: url, REDIS_URL: redis.url };
    const { stdout } = await kip(['doctor'], forgets);
    expect(stdout).toMatch(/! queues: .*appendonly yes/);
    expect(stdout).toContain('✓ durability');
  }, 60_000);
});
