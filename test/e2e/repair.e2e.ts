import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RepairResult, check, repair, sealStage } from '#libs/pipeline';
import { repairsDone } from '#libs/store';
import { fileReports } from '../harness/filing.js';
import { type Ended, kip } from '../harness/kip.js';
import { ID, plant } from '../harness/planting.js';
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
/** A report that was routed, and one that waits for it. */
let routedCode: string;
let waitingCode: string;

beforeAll(async () => {
  server = await startTestServer(smallReference);
}, 60_000);
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  database = await freshDatabase(server);
  [routedCode = ''] = await fileReports(database, 1);
  await route();
  [waitingCode = ''] = await fileReports(database, 1);
  while (await database.store.transaction({ role: 'worker' }, sealStage));
}, 60_000);
afterEach(async () => {
  await database.drop();
});

async function route(): Promise<void> {
  const router = await startRouter(database);
  await drained(database);
  await router.close();
}

const mend = (more: { dryRun?: boolean } = {}): Promise<RepairResult> =>
  repair(database.store, { whole: false, dryRun: false, byWhom: 'vy@phòng-máy', ...more });

const run = (...args: string[]): Promise<Ended> =>
  kip(args, {
    DATABASE_URL: database.url,
    KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: 'a-key-of-this-test-and-of-nothing-else',
  });

/** All rows that a repair could touch, and the marks of checks. */
async function everything(): Promise<unknown> {
  return database.store.transaction({ role: 'owner' }, (tx) =>
    tx.query(
      `SELECT (SELECT jsonb_agg(to_jsonb(r) ORDER BY id) FROM reports r) AS reports,
         (SELECT jsonb_agg(to_jsonb(f) ORDER BY subject_id) FROM facts f) AS facts,
         (SELECT jsonb_agg(to_jsonb(d) ORDER BY id) FROM deliveries d) AS deliveries,
         (SELECT jsonb_agg(to_jsonb(e) ORDER BY id) FROM events e) AS events,
         (SELECT jsonb_agg(to_jsonb(m)) FROM check_mark m) AS mark,
         (SELECT count(*) FROM repairs) AS repairs`,
    ),
  );
}

const stateOf = async (code: string): Promise<string | undefined> => {
  const [row] = await database.store.transaction({ role: 'worker' }, (tx) =>
    tx.query<{ state: string }>('SELECT state FROM reports WHERE code = $1', [code]),
  );
  return row?.state;
};

const clean = async (): Promise<void> => {
  const { violations } = await check(database.store, { whole: true, remember: true });
  expect(violations).toEqual([]);
};

describe('kip repair', () => {
  const OF_ROUTED: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'a next act stored for another instant',
      'I3',
      'next_act',
      [`UPDATE reports SET next_action_at = next_action_at + interval '1 year' WHERE code = $1`],
    ],
    [
      'an open report without a next act',
      'I3',
      'next_act',
      [
        'ALTER TABLE reports DROP CONSTRAINT open_has_next_act',
        'UPDATE reports SET next_action_at = NULL WHERE code = $1',
      ],
    ],
    [
      'facts that say something else than the report',
      'I7',
      'facts',
      [`UPDATE facts SET breached_at = kip_now(), unit_code = NULL WHERE report_id = ${ID}`],
    ],
    [
      'facts of a leg that never was',
      'I7',
      'facts',
      [
        `INSERT INTO facts SELECT (jsonb_populate_record(f, jsonb_build_object('subject_id', gen_random_uuid()))).*
         FROM facts f WHERE report_id = ${ID} LIMIT 1`,
      ],
    ],
  ];

  it.each(OF_ROUTED)(
    'puts right %s, once, and writes it down',
    async (_, invariant, mended, sql) => {
      await plant(database, routedCode, ...sql);
      const before = await everything();
      expect(await mend({ dryRun: true })).toMatchObject({
        mended: [{ invariant, mended, code: routedCode }],
        left: [],
      });
      expect(await everything()).toEqual(before);

      expect(await mend()).toMatchObject({
        mended: [{ invariant, mended, code: routedCode }],
        left: [],
      });
      await clean();
      expect(await mend()).toMatchObject({ mended: [], left: [] });
      const done = await database.store.transaction({ role: 'owner' }, (tx) => repairsDone(tx, 10));
      expect(done).toMatchObject([{ code: routedCode, invariant, mended, byWhom: 'vy@phòng-máy' }]);
      expect(done[0]?.before).not.toEqual(done[0]?.after);
    },
  );

  const OF_WAITING: readonly (readonly [string, string, string])[] = [
    ['lost', 'I3', `DELETE FROM deliveries WHERE report_id = ${ID}`],
    [
      'a dead letter',
      'I3',
      `UPDATE deliveries SET state = 'dead', attempts = 5 WHERE report_id = ${ID}`,
    ],
    [
      'done, although nothing was moved',
      'I4',
      `UPDATE deliveries SET state = 'done', done_at = clock_timestamp() WHERE report_id = ${ID}`,
    ],
  ];

  it.each(OF_WAITING)('routes a report whose routing is %s', async (_, invariant, sql) => {
    await plant(database, waitingCode, sql);
    const before = await everything();
    const planned = { mended: [{ invariant, mended: 'delivery', code: waitingCode }], left: [] };
    expect(await mend({ dryRun: true })).toMatchObject(planned);
    expect(await everything()).toEqual(before);
    expect(await mend()).toMatchObject(planned);
    expect(await mend()).toMatchObject({ mended: [], left: [] });
    await route();
    expect(await stateOf(waitingCode)).not.toBe('received');
    while (await database.store.transaction({ role: 'worker' }, sealStage));
    await clean();
  });

  it('gives a routing that died again to a person', async () => {
    const die = `UPDATE deliveries SET state = 'dead', attempts = 5 WHERE report_id = ${ID}`;
    await plant(database, waitingCode, die);
    expect(await mend()).toMatchObject({ mended: [{ code: waitingCode }], deadAgain: [] });
    await plant(database, waitingCode, die);
    expect(await mend()).toMatchObject({ mended: [], deadAgain: [{ code: waitingCode }] });
  });

  it('leaves what a person has given up', async () => {
    const drop = `UPDATE deliveries SET state = 'dropped', drop_reason = 'gọi điện' WHERE report_id = ${ID}`;
    await plant(database, waitingCode, drop);
    expect(await mend()).toMatchObject({ mended: [], left: [], deadAgain: [] });
  });

  it.each([
    ['I5', `UPDATE reports SET version = version + 1 WHERE code = $1`],
    ['I5', `UPDATE reports SET state = 'received' WHERE code = $1`],
    ['I8', `UPDATE events SET data = '{}' WHERE report_id = ${ID} AND version = 1`],
  ])(
    'leaves a report whose history was changed (%s), and all that is of it',
    async (invariant, sql) => {
      const facts = `UPDATE facts SET breached_at = kip_now() WHERE report_id = ${ID}`;
      await plant(database, routedCode, sql, facts);
      await mend({ dryRun: true });
      const { mended, left } = await mend();
      expect(mended).toEqual([]);
      expect(left.map((one) => one.invariant)).toEqual(expect.arrayContaining([invariant, 'I7']));
      const own = left.find((one) => one.invariant === invariant);
      expect(own).toMatchObject({ repair: expect.stringMatching(/by hand/) });
    },
  );
});

describe('the commands', () => {
  it('say what was found, repaired and left, by their exit codes too', async () => {
    expect(await run('check')).toMatchObject({ code: 0 });
    await plant(database, routedCode, `UPDATE facts SET corrected = true WHERE report_id = ${ID}`);
    await plant(
      database,
      waitingCode,
      `UPDATE deliveries SET state = 'dead' WHERE report_id = ${ID}`,
    );
    const checked = await run('check');
    expect(checked).toMatchObject({ code: 1, stdout: expect.stringContaining('kip repair') });
    expect(checked.stdout).toContain('1 dead letters: look at them with kip dead list');
    expect((await run('doctor')).stdout).toContain('kip dead list');

    const planned = await run('repair', '--dry-run');
    expect(planned).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 would be repaired'),
    });
    const repaired = await run('repair', '--json');
    expect(repaired.code).toBe(0);
    expect(JSON.parse(repaired.stdout)).toMatchObject({
      dryRun: false,
      left: [],
      mended: [{}, {}],
    });
    expect((await run('repair', '--done')).stdout).toContain(routedCode);
    expect(await run('check', '--full')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 reports, 0 violations\neverything was looked at'),
    });

    await plant(database, routedCode, `UPDATE events SET data = '{}' WHERE report_id = ${ID}`);
    const left = await run('repair');
    expect(left).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('left: somebody changed'),
    });
    // Each is a process of its own, which takes its time to start on a busy machine.
  }, 240_000);
});
