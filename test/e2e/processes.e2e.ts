import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Store } from '#libs/store';
import { type GoingOn, goingOn, kip } from '../harness/kip.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { eventually } from '../harness/working.js';

const DESK_KEY = 'a-key-of-this-test-and-of-nothing-else';
let server: TestServer;
let running: Record<'intake' | 'router' | 'deadlines' | 'metrics' | 'desk', GoingOn>;
let intake = '';
let desk = '';

beforeAll(async () => {
  server = await startTestServer(async () => undefined, true);
  await server.server.createDatabase('processes');
  const env = {
    DATABASE_URL: server.server.url('processes'),
    KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: DESK_KEY,
  };
  expect((await kip(['seed'], env)).code).toBe(0);
  running = {
    intake: goingOn('intake', [], env),
    router: goingOn('router', [], env),
    deadlines: goingOn('deadlines', [], env),
    metrics: goingOn('metrics', [], env),
    desk: goingOn('desk', [], env),
  };
  [, intake = ''] = await running.intake.ready(/intake: (\S+)/);
  [, desk = ''] = await running.desk.ready(/desk: (\S+)/);
}, 90_000);
afterAll(async () => {
  for (const app of Object.values(running)) await app.stop('SIGTERM');
  await server.stop();
}, 60_000);

describe('each app as a process of its own', () => {
  it('takes a report from the intake through the router to the desk', async () => {
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
    const { code } = (await filed.json()) as { code: string };
    await eventually(async () => {
      const seen = await fetch(`${desk}/v1/desk/reports/${code}`, {
        headers: { 'Desk-Key': DESK_KEY },
      });
      const { state } = (await seen.json()) as { state: string };
      return state !== 'received';
    });
    // The figures of it are kept by a process of their own.
    const store = await Store.open(server.server.url('processes'), 1);
    await eventually(async () => {
      const [row] = await store.alone<{ kept: boolean }>(
        `SELECT NOT EXISTS (SELECT FROM fact_marks) AND EXISTS (SELECT FROM cubes) AS kept`,
        [],
      );
      return row?.kept === true;
    });
    await store.close();
  });

  it('is asked for its settings by name where they are missing', async () => {
    const app = goingOn('router', [], {});
    await expect(app.ready(/never/)).rejects.toThrow(/DATABASE_URL/);
  }, 30_000);
});
