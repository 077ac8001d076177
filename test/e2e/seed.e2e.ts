import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSeed, writeSeed } from '#libs/store';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';

let server: TestServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await startTestServer(async () => undefined);
  database = await freshDatabase(server);
}, 60_000);
afterAll(async () => {
  await database.drop();
  await server.stop();
});

describe('the reference data of Huế', () => {
  it('is written whole, and a second time changes nothing', async () => {
    const seed = readSeed('deploy/seed/hue');
    const first = await writeSeed(database.store, seed);
    expect(first).toMatchObject({
      streams: { added: 6 },
      areas: { added: 40 },
      networks: { added: 2 },
    });
    const second = await writeSeed(database.store, seed);
    for (const [table, counts] of Object.entries(second)) {
      expect({ table, ...counts }).toMatchObject({ table, added: 0, changed: 0, kept: 0 });
    }
  });

  it('gives a changed policy a new revision and keeps the old one', async () => {
    const seed = readSeed('deploy/seed/hue');
    for (const { entry } of seed.policies)
      if (entry.code === 'telecom-7d' && entry.resolve) entry.resolve.days = 3;
    const result = await writeSeed(database.store, seed);
    expect(result['policies']).toMatchObject({ changed: 1, added: 0 });
    const revisions = await database.store.dataSource.query<{ id: string; current: boolean }[]>(
      `SELECT id, current FROM policy_revisions WHERE code = 'telecom-7d' ORDER BY revision`,
    );
    expect(revisions).toEqual([
      { id: 'telecom-7d@1', current: false },
      { id: 'telecom-7d@2', current: true },
    ]);
  });
});
