import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countDeliveries } from '#libs/store';
import { fileReports } from '../harness/filing.js';
import { type Ended, kip } from '../harness/kip.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';
import { drained, startRouter } from '../harness/working.js';

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startTestServer(smallReference);
  database = await freshDatabase(server);
}, 60_000);
afterAll(async () => {
  await database.drop();
  await server.stop();
});

const dead = (...args: string[]): Promise<Ended> =>
  kip(['dead', ...args], {
    DATABASE_URL: database.url,
    KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: 'a-key-of-this-test-and-of-nothing-else',
  });

/** Files a report whose routing has failed as often as it may. */
async function fileDead(): Promise<{ id: string; code: string }> {
  const [code = ''] = await fileReports(database, 1);
  return database.store.transaction({ role: 'worker' }, async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `WITH dead AS (
         UPDATE deliveries SET state = 'dead', attempts = 5, last_error = E'Error: no unit\\n    at route'
         WHERE report_id = (SELECT id FROM reports WHERE code = $1) RETURNING id
       ) SELECT id FROM dead`,
      [code],
    );
    if (!row) throw new Error('the report has no delivery');
    return { id: row.id, code };
  });
}

async function stateOf(code: string): Promise<string | undefined> {
  const [row] = await database.store.transaction({ role: 'worker' }, (tx) =>
    tx.query<{ state: string }>('SELECT state FROM reports WHERE code = $1', [code]),
  );
  return row?.state;
}

describe('kip dead', () => {
  it('lists and shows what was given up, and sends it on its way again', async () => {
    expect(await dead('list')).toMatchObject({ code: 0 });
    const { id, code } = await fileDead();
    const listed = await dead('list');
    expect(listed).toMatchObject({ code: 1, stdout: expect.stringContaining(code) });
    const shown = await dead('show', id, '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({
      id,
      reportCode: code,
      consumer: 'route',
      eventKind: 'receive',
      attempts: 5,
      lastError: 'Error: no unit\n    at route',
    });

    const router = await startRouter(database);
    expect(await dead('replay', id)).toMatchObject({ code: 0 });
    await drained(database);
    await router.close();
    expect(await stateOf(code)).not.toBe('received');
    expect(await dead('list')).toMatchObject({ code: 0 });
  }, 180_000);

  it('replays all that were named or none', async () => {
    const { id } = await fileDead();
    const other = '00000000-0000-7000-8000-000000000000';
    expect(await dead('replay', id, other)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(other),
    });
    expect(await dead('replay')).toMatchObject({ code: 2 });
    expect(await dead('show', 'something')).toMatchObject({ code: 2 });
    const { dead: left } = await database.store.transaction({ role: 'worker' }, countDeliveries);
    expect(left).toBe(1);
  }, 180_000);

  it('drops one for good and keeps it with the reason', async () => {
    const { id, code } = await fileDead();
    expect((await dead('drop', id)).code).toBe(2);
    expect(await dead('drop', id, '--reason', 'đã xử lý bằng điện thoại')).toMatchObject({
      code: 0,
    });
    expect(await dead('show', id)).toMatchObject({ code: 2 });
    const [kept] = await database.store.transaction({ role: 'worker' }, (tx) =>
      tx.query('SELECT state, drop_reason FROM deliveries WHERE id = $1', [id]),
    );
    expect(kept).toEqual({ state: 'dropped', drop_reason: 'đã xử lý bằng điện thoại' });
    expect(await stateOf(code)).toBe('received');
  }, 180_000);
});
