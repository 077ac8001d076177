import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { Browser } from '../harness/browser.js';
import { type GoingOn, goingOn, kip } from '../harness/kip.js';
import { type TestRedis, startRedis } from '../harness/redis.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { eventually } from '../harness/working.js';

interface Service {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
}

const SECRETS: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: 'a-password-of-this-test',
  KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
  KIP_DESK_URL: 'https://desk.kip.test',
};
const file = readFileSync('docker-compose.yml', 'utf8')
  // Compose reads the file first and fills in then: nothing is an empty text.
  .replace(/\$\{\w+:-([^}]*)\}/g, (_all, otherwise: string) => otherwise || "''")
  .replace(/\$\{(\w+):\?[^}]*\}/g, (_all, name: string) => {
    const secret = SECRETS[name];
    if (secret === undefined) throw new Error(`docker-compose.yml asks for ${name}`);
    return secret;
  });
const { services } = parse(file, { merge: true }) as { services: Record<string, Service> };

let server: TestServer;
let redis: TestRedis;
const running = new Map<string, GoingOn>();
let intake = '';
let desk = '';

function service(name: string): Service {
  const found = services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

/** What a service would run, with its hosts and ports replaced by those of this test. */
function startOf(name: string): { app: string; args: string[]; env: Record<string, string> } {
  const { command = [], environment = {} } = service(name);
  const [main = '', ...args] = command;
  const app = /^dist\/apps\/(\w+)\/src\/main\.js$/.exec(main)?.[1];
  if (app === undefined) throw new Error(`${name} runs no app: ${main}`);
  const { DATABASE_URL = '', REDIS_URL = '' } = environment;
  const database = new URL(DATABASE_URL).pathname.slice(1);
  expect(new URL(REDIS_URL).port).toBe('6379');
  const here = { DATABASE_URL: server.server.url(database), REDIS_URL: redis.url };
  return { app, args, env: { ...environment, ...here, KIP_HOST: '127.0.0.1' } };
}

beforeAll(async () => {
  server = await startTestServer(async () => undefined, true);
  await server.server.createDatabase(service('postgres').environment?.['POSTGRES_DB'] ?? '');
  const [program, ...settings] = service('redis').command ?? [];
  expect(program).toBe('redis-server');
  redis = await startRedis(settings);
  const prepare = startOf('prepare');
  expect(await kip(prepare.args, prepare.env)).toMatchObject({ code: 0 });
  for (const name of Object.keys(services)) {
    if (['postgres', 'redis', 'prepare'].includes(name)) continue;
    const { app, args, env } = startOf(name);
    running.set(name, goingOn(app, args, env));
  }
  [, intake = ''] = (await running.get('intake')?.ready(/intake: (\S+)/)) ?? [];
  [, desk = ''] = (await running.get('desk')?.ready(/desk: (\S+)/)) ?? [];
}, 90_000);
afterAll(async () => {
  for (const app of running.values()) await app.stop('SIGTERM');
  await redis.stop();
  await server.stop();
});

async function call(url: string, body: object | null, headers: Record<string, string>) {
  const answer = await fetch(url, {
    method: body === null ? 'GET' : 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  const json = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, json };
}

const PASSWORD = 'một mật khẩu đủ dài của bài thử này';

/** Somebody of the seed, given a password on the command line and a second factor in the browser. */
async function signedIn(person: string): Promise<Browser> {
  const { env } = startOf('prepare');
  const command = ['admin', 'invite', person, '--password-stdin', '--json'];
  const invited = await kip(command, env, `${PASSWORD}\n`);
  expect(invited).toMatchObject({ code: 0 });
  const browser = new Browser(desk);
  const { email } = JSON.parse(invited.stdout) as { email: string };
  expect(await browser.signIn(email, PASSWORD)).toBe('enrol');
  await browser.enrol();
  return browser;
}

describe('the services of docker-compose.yml', () => {
  it('take a report from its filing to its rating, with the queues in Redis', async () => {
    const filed = await call(
      `${intake}/v1/reports`,
      {
        text: 'Trụ nghiêng trước trường học',
        category: 'telecom.pole-leaning',
        address: '12 Lê Lợi',
      },
      {},
    );
    expect(filed.status).toBe(201);
    const { code, tracking_token: token } = filed.json;
    const operator = await signedIn('op-1');
    const staff = await signedIn('staff-vnpt');
    const report = `/v1/desk/reports/${String(code)}`;
    const state = async (): Promise<unknown> =>
      (await operator.get<{ state: string }>(report)).body.state;
    await eventually(async () => (await state()) === 'offered');
    expect(await staff.post(`${report}/claim`, { unit: 'vnpt' })).toMatchObject({ status: 200 });
    const resolved = await staff.post(`${report}/resolve`, { text: 'Đã dựng lại trụ' });
    expect(resolved).toMatchObject({ status: 200 });
    const rated = await call(
      `${intake}/v1/reports/${String(code)}/rating`,
      { value: 'satisfied' },
      { 'Tracking-Token': String(token) },
    );
    expect(rated).toMatchObject({ status: 200 });
    expect(await state()).toBe('closed');
  });

  it('each end within ten seconds when asked to', async () => {
    const ended = await Promise.all([...running.values()].map((app) => app.stop('SIGTERM')));
    expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 0));
    running.clear();
  });
});
