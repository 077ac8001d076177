import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { QueueModule } from '#libs/queue';
import { NestFactory } from '@nestjs/core';
import { openDeskBoard } from '../../apps/desk/src/board.js';
import { DeskModule } from '../../apps/desk/src/desk.module.js';
import { KeyDoor } from '../../apps/desk/src/door/key.door.js';
import { noPhotos } from '../harness/media.js';
import {
  type TestServer,
  freshDatabase,
  hueReference,
  startTestServer,
} from '../harness/servers.js';

const KEY = 'a-key-of-this-test-and-of-nothing-else';
let server: TestServer;
let address = '';
let end: () => Promise<void>;

beforeAll(async () => {
  server = await startTestServer(hueReference);
  const database = await freshDatabase(server);
  const { store, reference } = database;
  const relay = await NestFactory.createApplicationContext(QueueModule.on(database), {
    logger: ['error', 'warn'],
  });
  const door = new KeyDoor(KEY, reference);
  const board = await openDeskBoard(door);
  board.show(relay);
  const media = noPhotos(store);
  const module = DeskModule.with({
    store,
    reference,
    media,
    secret: KEY,
    open: { door, signingIn: null },
  });
  const app = await createHttpApp(module, { mount: board.mount });
  address = (await listen(app, '127.0.0.1', 0)).url;
  end = async () => {
    await app.close();
    await relay.close();
    await database.drop();
  };
}, 60_000);
afterAll(async () => {
  await end();
  await server.stop();
});

const withKey = { 'Desk-Key': KEY };
const basic = (password: string): { Authorization: string } => ({
  Authorization: `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`,
});

describe('the board of the queues', () => {
  it('is shown to nobody without the key, page, script and data alike', async () => {
    const wrong: Record<string, string>[] = [
      {},
      { 'Desk-Key': 'x' },
      basic('x'),
      basic(''),
      { Authorization: 'Basic' },
    ];
    for (const path of ['/board', '/board/', '/board/api/queues', '/board/static/x.js']) {
      for (const headers of wrong) {
        const response = await fetch(`${address}${path}`, { headers });
        expect({ path, headers, status: response.status }).toEqual({ path, headers, status: 401 });
        expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm="desk"/);
        expect(await response.json()).toMatchObject({ code: 'not_authenticated' });
      }
    }
  });

  it.each([
    ['as everywhere on the desk', withKey],
    ['as the password of a browser', basic(KEY)],
  ])('takes the key %s', async (_how, headers) => {
    const page = await fetch(`${address}/board`, { headers });
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('<base href="/board/"');
    const script = /static\/js\/main[^"]*/.exec(html)?.[0] ?? '';
    expect((await fetch(`${address}/board/${script}`, { headers })).status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('lists both queues, with how many jobs are on them', async () => {
    const answer = await fetch(`${address}/board/api/queues`, { headers: withKey });
    expect(answer.status).toBe(200);
    const { queues } = (await answer.json()) as {
      queues: { name: string; readOnlyMode: boolean; counts: Record<string, number> }[];
    };
    expect(queues.map(({ name }) => name).sort()).toEqual(['deadlines', 'router']);
    for (const { readOnlyMode, counts } of queues) {
      expect(readOnlyMode).toBe(true);
      expect(counts['waiting']).toBe(0);
    }
    const stats = await fetch(`${address}/board/api/redis/stats`, { headers: withKey });
    expect(stats.status).toBe(200);
  });

  it('changes nothing', async () => {
    for (const path of ['router/pause', 'router/clean/completed', 'router/empty', 'pause']) {
      const answer = await fetch(`${address}/board/api/queues/${path}`, {
        method: 'PUT',
        headers: withKey,
      });
      expect({ path, ok: answer.ok }).toEqual({ path, ok: false });
    }
    const { queues } = (await (
      await fetch(`${address}/board/api/queues`, { headers: withKey })
    ).json()) as { queues: { isPaused: boolean }[] };
    expect(queues.map(({ isPaused }) => isPaused)).toEqual([false, false]);
  });

  it('opens nothing else of the desk to the password of a browser', async () => {
    const list = await fetch(`${address}/v1/desk/reports`, { headers: basic(KEY) });
    expect(list.status).toBe(401);
  });
});
