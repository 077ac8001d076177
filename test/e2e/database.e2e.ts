import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setClock } from '#libs/store';
import {
  BEGIN,
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

describe('the database', () => {
  it('has a column for every property of every entity, of the same kind and nullability', async () => {
    const { store } = database;
    for (const metadata of store.dataSource.entityMetadatas) {
      const columns = await store.dataSource.query<
        { column_name: string; is_nullable: string; udt_name: string }[]
      >(
        'SELECT column_name, is_nullable, udt_name FROM information_schema.columns WHERE table_name = $1',
        [metadata.tableName],
      );
      const inDatabase = columns.map((c) => `${c.column_name} ${c.is_nullable}`).sort();
      const inEntity = metadata.columns
        .map((c) => `${c.databaseName} ${c.isNullable ? 'YES' : 'NO'}`)
        .sort();
      expect({ table: metadata.tableName, columns: inEntity }).toEqual({
        table: metadata.tableName,
        columns: inDatabase,
      });
    }
  });

  it('lets the clock of a simulated database be moved on, never back', async () => {
    const { store } = database;
    const now = await store.transaction({ role: 'worker' }, async (tx) => tx.now);
    expect(now).toEqual(BEGIN);
    const later = new Date(BEGIN.getTime() + 1_234);
    await setClock(store, later);
    expect(await store.transaction({ role: 'worker' }, async (tx) => tx.now)).toEqual(later);
    await expect(setClock(store, BEGIN)).rejects.toThrow(/cannot be set/);
  });

  it('takes its last migration back and on again', async () => {
    const other = await freshDatabase(server);
    const { dataSource } = other.store;
    const tables = async (): Promise<unknown> =>
      dataSource.query(`SELECT c.relname AS name, c.relkind::text AS what FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')
        UNION ALL SELECT format('%s.%s', tablename, policyname), concat(qual, ' / ', with_check)
        FROM pg_policies
        UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2`);
    const before = await tables();
    await dataSource.undoLastMigration();
    expect(await tables()).not.toEqual(before);
    await dataSource.runMigrations();
    expect(await tables()).toEqual(before);
    await other.drop();
  });

  it('never becomes another kind', async () => {
    const change = database.store.dataSource.query(
      `UPDATE installation SET kind = 'real', clock = NULL`,
    );
    await expect(change).rejects.toThrow(/stays simulated/);
  });

  it('shows the desk nothing where no scope is set, and workers no contacts', async () => {
    const { store } = database;
    const scope = { streams: [], areas: [], units: [], networks: [], contacts: false };
    const seen = await store.transaction({ role: 'desk', scope }, (tx) =>
      tx.query('SELECT id FROM reports'),
    );
    expect(seen).toEqual([]);
    const contacts = store.transaction({ role: 'worker' }, (tx) =>
      tx.query('SELECT * FROM contacts'),
    );
    await expect(contacts).rejects.toThrow(/permission denied/);
  });
});
