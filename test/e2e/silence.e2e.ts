import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Store } from '#libs/store';
import { type FaultProxy, startProxy, through } from '../../apps/kip/src/faults/proxy.js';
import { type GoingOn, endAll, goingOn, kip } from '../harness/kip.js';
import { type TestRedis, startRedis } from '../harness/redis.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { drained, eventually } from '../harness/working.js';

/** Seconds of silence; a run by hand takes more than one of every change. */
const SECONDS = Number(process.env['KIP_TEST_SILENCE_SECONDS'] ?? 4);
const ANSWERED_WITHIN_MS = 2_000;
/** After the silence: what had been sent into it is given up first. */
const RECOVERS_WITHIN_MS = 12_000;
const CLIENTS = 8;
const MOST_AGAIN = 200;

let server: TestServer;
let redis: TestRedis;
let database: FaultProxy;
let queues: FaultProxy;
let store: Store;
let intake: GoingOn;
let url = '';

beforeAll(async () => {
  server = await startTestServer(async () => undefined, true);
  redis = await startRedis();
  await server.server.createDatabase('silence');
  const direct = server.server.url('silence');
  database = await startProxy({ port: Number(new URL(direct).port) });
  queues = await startProxy({ port: Number(new URL(redis.url).port) });
  const env = {
    DATABASE_URL: direct,
    REDIS_URL: redis.url,
    KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: 'a-key-of-this-test-and-of-nothing-else',
  };
  expect((await kip(['seed'], env)).code).toBe(0);
  store = await Store.open(direct, 2);
  // The router stands beside the silence, so that what was taken gets on at once.
  await goingOn('router', [], { ...env, KIP_METRICS_PORT: '0' }).ready(/metrics: /);
  intake = goingOn('intake', [], {
    ...env,
    DATABASE_URL: through(database, direct),
    REDIS_URL: through(queues, redis.url),
  });
  [, url = ''] = await intake.ready(/intake: (\S+)/);
}, 90_000);
afterEach(() => {
  database.pass();
  queues.pass();
});
afterAll(async () => {
  endAll();
  await store.close();
  await database.close();
  await queues.close();
  await redis.stop();
  await server.stop();
});

interface Answer {
  readonly key: string;
  readonly status: number;
  readonly code: string;
  readonly ms: number;
  readonly token: string;
  readonly retryAfter: string | null;
}

async function asked(path: string, key: string, init: RequestInit): Promise<Answer> {
  const begun = performance.now();
  const response = await fetch(`${url}${path}`, init);
  const body = (await response.json()) as { code?: string; tracking_token?: string };
  const ms = performance.now() - begun;
  const { code = '', tracking_token: token = '' } = body;
  const retryAfter = response.headers.get('retry-after');
  return { key, status: response.status, code, ms, token, retryAfter };
}

function file(key: string = randomUUID()): Promise<Answer> {
  return asked('/v1/reports', key, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({
      text: 'Trụ nghiêng trước trường học',
      category: 'telecom.pole-leaning',
      address: '12 Lê Lợi',
    }),
  });
}

/** Files from several clients at once, one after the other each, as long as it is wished. */
async function fileOn(until: number): Promise<Answer[]> {
  const client = async (): Promise<Answer[]> => {
    const answers: Answer[] = [];
    do answers.push(await file());
    while (performance.now() < until);
    return answers;
  };
  return (await Promise.all(Array.from({ length: CLIENTS }, client))).flat();
}

async function count(sql: string): Promise<number> {
  return store.transaction({ role: 'worker' }, async (tx) => {
    const [row] = await tx.query<{ many: number }>(sql);
    return row?.many ?? -1;
  });
}
const reports = (): Promise<number> => count('SELECT count(*)::int AS many FROM reports');

describe('a database that falls silent', () => {
  it(
    'makes the intake refuse within two seconds, and is used again when it is back',
    async () => {
      const first = await file();
      expect(first.status).toBe(201);
      const follow = (): Promise<Answer> =>
        asked(`/v1/reports/${first.code}`, '', { headers: { 'Tracking-Token': first.token } });
      expect((await follow()).status).toBe(200);

      database.blackhole();
      const until = performance.now() + SECONDS * 1_000;
      const followOn = async (): Promise<Answer[]> => {
        const answers: Answer[] = [];
        do answers.push(await follow());
        while (performance.now() < until);
        return answers;
      };
      const [filed, followed] = await Promise.all([fileOn(until), followOn()]);
      const ready = await asked('/health/ready', '', {});
      const live = await asked('/health/live', '', {});
      const all = [...filed, ...followed];
      const slowest = Math.round(Math.max(...all.map(({ ms }) => ms)));
      process.stdout.write(`silence: ${SECONDS} s, ${all.length} answers, slowest ${slowest} ms\n`);
      expect(all.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([]);
      expect(slowest).toBeLessThan(ANSWERED_WITHIN_MS);
      expect([ready.status, live.status]).toEqual([503, 200]);
      // What may have been stored is never told as refused; what only reads is.
      expect(new Set(filed.map(({ code }) => code))).toContain('outcome_unknown');
      expect(new Set(followed.map(({ code }) => code))).toEqual(new Set(['unavailable']));

      database.pass();
      const back = performance.now();
      await eventually(async () => (await file()).status === 201, RECOVERS_WITHIN_MS);
      const recovered = Math.round(performance.now() - back);
      process.stdout.write(`silence: recovered after ${recovered} ms\n`);
      await eventually(async () => (await follow()).status === 200, RECOVERS_WITHIN_MS);

      // As the remedy says: the same key again. Each is stored once, however often it was sent.
      const unsure = filed.filter(({ code }) => code === 'outcome_unknown').slice(0, MOST_AGAIN);
      const before = await reports();
      const again: Answer[] = [];
      for (const { key } of [...unsure, ...unsure]) again.push(await file(key));
      expect(again.filter(({ status }) => status >= 300)).toEqual([]);
      expect(new Set(again.map(({ code }) => code)).size).toBe(unsure.length);
      expect((await reports()) - before).toBeLessThanOrEqual(unsure.length);
      await drained({ store }, 40_000);
    },
    120_000 + SECONDS * 2_000,
  );
});

describe('connections to the database that break', () => {
  it('cost nobody an answer: what was under way is carried out on others', async () => {
    const until = performance.now() + 2_000;
    const filing = fileOn(until);
    await eventually(async () => {
      database.cut();
      database.pass();
      return performance.now() > until - 500;
    });
    const answers = await filing;
    const kinds = new Set(answers.map(({ status, code }) => (status < 300 ? 'stored' : code)));
    kinds.delete('stored');
    // Where even the second connection broke, its client is told that it is not known.
    for (const kind of kinds) expect(['outcome_unknown', 'unavailable']).toContain(kind);
    const codes = answers.filter(({ status }) => status < 300).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(codes).size).toBe(codes.length);
    await drained({ store }, 40_000);
  }, 90_000);
});

describe('queues that fall silent', () => {
  it('do not keep the intake from taking reports, and get what they missed', async () => {
    queues.blackhole();
    const answers = await fileOn(performance.now() + 3_000);
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    queues.pass();
    await drained({ store }, 60_000);
  }, 120_000);
});
