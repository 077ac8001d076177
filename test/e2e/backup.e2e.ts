import { createHash, randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkInvariants } from '#libs/pipeline';
import { migrateQueues, openEngine } from '#libs/queue';
import {
  ReferenceCache,
  Store,
  claimDeliveries,
  restoreBackup,
  setClock,
  writeBackup,
} from '#libs/store';
import { MigrationExecutor } from 'typeorm';
import { deadlinesTick } from '../../apps/deadlines/src/deadlines.work.js';
import { fileReports } from '../harness/filing.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';
import { drained, startRouter } from '../harness/working.js';

let server: TestServer;
let folder: string;
let archive: string;
/** The database that was saved: twelve reports, some worked, some late, some on their way. */
let saved: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kip-backup-'));
  archive = path.join(folder, 'one.kip');
  server = await startTestServer(smallReference);
  saved = await freshDatabase(server);
  await fileReports(saved, 9);
  const router = await startRouter(saved);
  await drained(saved);
  await router.close();
  await setClock(saved.store, new Date('2026-04-01T02:00:00Z'));
  await deadlinesTick(saved.store, saved.reference)();
  await fileReports(saved, 3);
  // On a queue that the copy will not have.
  await saved.store.transaction({ role: 'worker' }, (tx) => claimDeliveries(tx, 2, 100));
  await writeBackup(saved.url, archive);
}, 90_000);
afterAll(async () => {
  await saved.drop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** An empty database of the harness' server, and what is done with it. */
async function inEmpty<Result>(
  work: (store: Store, url: string) => Promise<Result>,
): Promise<Result> {
  const name = `e_${randomUUID().slice(0, 8)}`;
  await server.server.createDatabase(name);
  const url = server.server.url(name);
  const store = await Store.open(url, 4);
  try {
    return await work(store, url);
  } finally {
    await store.close();
    await server.server.dropDatabase(name);
  }
}

const tablesOf = async (store: Store): Promise<number> => {
  const [row] = await store.dataSource.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  return row?.count ?? -1;
};

const rowsOf = (store: Store, table: string): Promise<unknown[]> =>
  store.dataSource.query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`);

/** The archive with its text changed, and every digest in it made anew, or not. */
async function altered(
  change: (text: string) => string,
  { digests }: { digests: boolean },
): Promise<string> {
  const before = gunzipSync(await readFile(archive)).toString('utf8');
  let text = change(before);
  expect(text).not.toBe(before);
  if (digests) {
    const at = text.lastIndexOf('\n', text.length - 2) + 1;
    const end = JSON.parse(text.slice(at)) as { tables: Record<string, object>; sha256: string };
    for (const name of Object.keys(end.tables)) {
      const from = text.indexOf('\n', text.indexOf(`{"table":"${name}"`)) + 1;
      const rows = text.slice(from, text.indexOf('\\.\n', from));
      const sha256 = createHash('sha256').update(rows).digest('hex');
      end.tables[name] = { rows: rows.split('\n').length - 1, sha256 };
    }
    end.sha256 = createHash('sha256').update(text.slice(0, at)).digest('hex');
    text = `${text.slice(0, at)}${JSON.stringify(end)}\n`;
  }
  const file = path.join(folder, `${randomUUID()}.kip`);
  await writeFile(file, gzipSync(text));
  return file;
}

describe('a backup', () => {
  it('is whole under its name, and nobody else may read it', async () => {
    expect(await readdir(folder)).toEqual(['one.kip']);
    expect(statSync(archive).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing behind, and an older one as it was, where it cannot be written', async () => {
    const nowhere = path.join(folder, 'no', 'such.kip');
    await expect(writeBackup(saved.url, nowhere)).rejects.toThrow(
      /could not write .*ENOENT.*folder/,
    );
    const before = await readFile(archive);
    await saved.store.dataSource.query('ALTER TABLE ratings DROP CONSTRAINT ratings_pkey');
    await expect(writeBackup(saved.url, archive)).rejects.toThrow(/ratings has no primary key/);
    await saved.store.dataSource.query('ALTER TABLE ratings ADD PRIMARY KEY (id)');
    expect(await readFile(archive)).toEqual(before);
    expect(existsSync(`${archive}.partial`)).toBe(false);
  });

  it('refuses a database that holds nothing yet', async () => {
    await inEmpty(async (_store, url) => {
      const file = path.join(folder, 'nothing.kip');
      await expect(writeBackup(url, file)).rejects.toThrow(/nothing to save: run kip migrate/);
      expect(existsSync(file)).toBe(false);
    });
  });

  it('refuses a user who would not see every row, with the remedy', async () => {
    const password = randomUUID();
    const query = (sql: string): Promise<unknown> => saved.store.dataSource.query(sql);
    await query(`CREATE ROLE half LOGIN PASSWORD '${password}'`);
    const url = new URL(saved.url);
    url.username = 'half';
    url.password = password;
    const file = path.join(folder, 'half.kip');
    await expect(writeBackup(url.toString(), file)).rejects.toThrow(/ALTER ROLE "half" BYPASSRLS/);
    await query('DROP ROLE half');
  });
});

describe('a restore', () => {
  it('brings back every row, and the work goes on where it was', async () => {
    await inEmpty(async (store, url) => {
      const restored = await restoreBackup(store, archive, 'simulated');
      expect(restored.deliveriesAgain).toBe(2);
      for (const table of [
        'reports',
        'contacts',
        'cycles',
        'legs',
        'events',
        'alarms',
        'facts',
        'idempotency_keys',
        'installation',
        'units',
        'policy_revisions',
      ]) {
        const rows = await rowsOf(store, table);
        expect(rows).toEqual(await rowsOf(saved.store, table));
        expect({ table, some: rows.length > 0 }).toEqual({ table, some: true });
      }
      await migrateQueues(store);
      const reference = new ReferenceCache(store);
      const engine = openEngine({ redis: null }, url);
      const place: TestDatabase = { url, store, reference, engine, drop: async () => undefined };
      const codes = await fileReports(place, 1);
      // Numbers go on after those that were given out before the backup.
      expect(codes).toEqual(['PA-2026-000013']);
      const router = await startRouter(place);
      await drained(place);
      await router.close();
      const [waiting] = await store.dataSource.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM reports WHERE state = 'received'`,
      );
      expect(waiting?.count).toBe(0);
      const snapshot = await reference.get();
      const check = await store.transaction({ role: 'owner' }, (tx) =>
        checkInvariants(tx, snapshot),
      );
      expect(check).toEqual({ reports: 13, violations: [] });
    });
  }, 60_000);

  it('brings tables of an older kip up to date', async () => {
    const old = path.join(folder, 'old.kip');
    await inEmpty(async (store, url) => {
      const executor = new MigrationExecutor(store.dataSource);
      for (const migration of (await executor.getPendingMigrations()).slice(0, 4)) {
        await executor.executeMigration(migration);
      }
      await store.dataSource.query(`INSERT INTO installation VALUES (true, 'real', NULL)`);
      const { header } = await writeBackup(url, old);
      expect(header.schema).toBe('DeliveriesAndFacts1700000000004');
    });
    await inEmpty(async (store) => {
      await restoreBackup(store, old, 'real');
      expect(await store.dataSource.showMigrations()).toBe(false);
    });
  });

  it('refuses a database that is not empty, and leaves it as it is', async () => {
    const before = await rowsOf(saved.store, 'reports');
    await expect(restoreBackup(saved.store, archive, 'simulated')).rejects.toThrow(
      /not empty .* name an empty one in DATABASE_URL/,
    );
    expect(await rowsOf(saved.store, 'reports')).toEqual(before);
  });

  it('refuses an archive that is cut off, wherever, and leaves the database empty', async () => {
    const whole = await readFile(archive);
    const cut = path.join(folder, 'cut.kip');
    await inEmpty(async (store) => {
      for (const share of [0.002, 0.2, 0.5, 0.9, 0.999]) {
        await writeFile(cut, whole.subarray(0, Math.floor(whole.length * share)));
        await expect(restoreBackup(store, cut, 'simulated')).rejects.toThrow(
          /cut off or was altered .* take another archive/,
        );
        expect(await tablesOf(store)).toBe(0);
      }
    });
  });

  it('refuses an archive that was altered, and leaves the database empty', async () => {
    const bytes = await readFile(archive);
    const flipped = path.join(folder, 'flipped.kip');
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    await writeFile(flipped, bytes);
    const files = [
      flipped,
      await altered((text) => text.replace('rác thải', 'rác thái'), { digests: false }),
      await altered((text) => text.replace('"kind":"simulated"', '"kind":"simulated" '), {
        digests: false,
      }),
      await altered((text) => text.replace(/\{"table":"alarms"[^]*?\n\\\.\n/, ''), {
        digests: false,
      }),
      await altered((text) => `${text}{}\n`, { digests: false }),
      await altered((text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1), {
        digests: false,
      }),
    ];
    await inEmpty(async (store) => {
      for (const file of files) {
        await expect(restoreBackup(store, file, 'simulated')).rejects.toThrow(/was altered/);
        expect(await tablesOf(store)).toBe(0);
      }
    });
  });

  it('leaves the database empty where the rows do not fit together', async () => {
    const file = await altered((text) => text.replace(/(\{"table":"units".*\n)lead\t.*\n/, '$1'), {
      digests: true,
    });
    await inEmpty(async (store) => {
      await expect(restoreBackup(store, file, 'simulated')).rejects.toThrow(/foreign key/);
      expect(await tablesOf(store)).toBe(0);
    });
  });

  it('holds what was loaded against what was saved', async () => {
    // The same instant in other words: the database takes it, and gives it back otherwise.
    const file = await altered(
      (text) =>
        text.replace(
          /(\{"table":"reports".*\n.*?\t)2026-03-02 02:00:00\+00/,
          '$12026-03-02 09:00:00+07',
        ),
      { digests: true },
    );
    await inEmpty(async (store) => {
      await expect(restoreBackup(store, file, 'simulated')).rejects.toThrow(
        /the table reports came out otherwise than it was saved/,
      );
      expect(await tablesOf(store)).toBe(0);
    });
  });

  it('refuses what is no archive, is not there, is of a newer kip, or of the other kind', async () => {
    const none = path.join(folder, 'none.kip');
    await writeFile(none, gzipSync('{"format":"other"}\n'));
    const plain = path.join(folder, 'plain.kip');
    await writeFile(plain, 'not packed at all');
    const newer = await altered(
      (text) => text.replace(/"schema":"\w+"/, '"schema":"Future1900000000000"'),
      {
        digests: true,
      },
    );
    await inEmpty(async (store) => {
      const refused: [string, 'real' | 'simulated', RegExp][] = [
        [none, 'simulated', /no archive of kip: name one/],
        [plain, 'simulated', /take another archive/],
        [path.join(folder, 'gone.kip'), 'simulated', /could not read .*ENOENT/],
        [newer, 'simulated', /a newer kip \(Future1900000000000\): restore it with that one/],
        [archive, 'real', /give --demo/],
      ];
      for (const [file, kind, words] of refused) {
        await expect(restoreBackup(store, file, kind)).rejects.toThrow(words);
        expect(await tablesOf(store)).toBe(0);
      }
    });
  });
});
