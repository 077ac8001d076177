import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEngine } from '#libs/queue';
import { Pool, type PoolConfig } from 'pg';
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

describe('a connection of the queues', () => {
  it('that is lost between two questions ends no process, and is told to the next question', async () => {
    const { connection } = openEngine({ redis: null }, database.url);
    const pool = new Pool(connection as PoolConfig);
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const lost = new Promise<void>((resolve) => {
      client.once('end', resolve);
    });
    await database.store.dataSource.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await lost;
    await expect(client.query('SELECT 1')).rejects.toThrow(/not queryable|closed/);
    client.release(true);
    await pool.end();
  });
});
