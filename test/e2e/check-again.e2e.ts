import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext } from '@nestjs/common';
import { type Check, check, sealStage } from '#libs/pipeline';
import { setClock } from '#libs/store';
import { deadlinesTick } from '../../apps/deadlines/src/deadlines.work.js';
import { fileReports } from '../harness/filing.js';
import { ID, plant } from '../harness/planting.js';
import {
  BEGIN,
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';
import { drained, startRouter } from '../harness/working.js';

let server: TestServer;
let database: TestDatabase;
let codes: string[];

beforeAll(async () => {
  server = await startTestServer(smallReference);
}, 60_000);
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  database = await freshDatabase(server);
  codes = await fileReports(database, 4);
  await routed();
  await seal();
}, 60_000);
afterEach(async () => {
  await database.drop();
});

async function routed(): Promise<void> {
  const router = await startRouter(database);
  await drained(database);
  await router.close();
}

async function seal(): Promise<void> {
  while (await database.store.transaction({ role: 'worker' }, sealStage));
}

const again = (): Promise<Check> => check(database.store, { whole: false, remember: true });
const whole = (): Promise<Check> => check(database.store, { whole: true, remember: true });
const found = ({ violations }: Check): string[] =>
  violations.map(({ invariant, id }) => `${invariant} ${id}`).sort();

/**
 * Nothing is left to look at. What was written while anybody of the whole server had a transaction open is looked at
 * again, and others work on it: so it is asked until they have ended theirs.
 */
async function expectNothingNew(): Promise<Check> {
  for (let tries = 0; tries < 100; tries += 1) {
    const check = await again();
    expect(check).toMatchObject({ whole: null, violations: [] });
    if (check.reports === 0) return check;
    await sleep(100);
  }
  throw new Error('there is always something to look at');
}

/** Once all is looked at, and again: what was written while the first began is looked at again. */
async function settled(): Promise<void> {
  expect(await again()).toMatchObject({ whole: 'first', reports: 4, violations: [] });
  await expectNothingNew();
}

describe('a check after a check', () => {
  it('looks only at what was written since', async () => {
    await settled();
    await fileReports(database, 2);
    expect(await again()).toMatchObject({ whole: null, reports: 2, violations: [] });
    await routed();
    await seal();
    expect(await again()).toMatchObject({ whole: null, reports: 2, violations: [] });
    expect((await expectNothingNew()).wholeBefore).toEqual(expect.any(Date));
    expect(await whole()).toMatchObject({ whole: 'asked', reports: 6, violations: [] });
  });

  it('sees what was changed by hand, and looks there until it is right again', async () => {
    await settled();
    const [code = ''] = codes;
    await plant(database, code, `UPDATE facts SET breached_at = kip_now() WHERE report_id = ${ID}`);
    expect(found(await again())).toEqual([`I7 ${code}`]);
    expect(found(await again())).toEqual([`I7 ${code}`]);
    await plant(database, code, `UPDATE facts SET breached_at = NULL WHERE report_id = ${ID}`);
    expect(await again()).toMatchObject({ reports: 1, violations: [] });
    await expectNothingNew();
  });

  it('does not see what is no longer there; a full one does, and then every later one', async () => {
    await settled();
    const [code = ''] = codes;
    await plant(database, code, `DELETE FROM facts WHERE report_id = ${ID}`);
    expect(found(await again())).toEqual([]);
    expect(found(await whole())).toEqual([`I7 ${code}`]);
    expect(found(await again())).toEqual([`I7 ${code}`]);
  });

  it('misses nothing that is committed late', async () => {
    await settled();
    const [late = '', early = ''] = codes;
    const change = `UPDATE reports SET next_action_at = next_action_at + interval '1 day' WHERE code = $1`;
    await database.store.transaction({ role: 'owner' }, async (tx) => {
      await tx.query(change, [late]);
      await plant(database, early, change);
      expect(found(await again())).toEqual([`I3 ${early}`]);
    });
    expect(found(await again())).toEqual([`I3 ${late}`, `I3 ${early}`]);
  });

  it('sees an event that was changed, or put in, after it was sealed', async () => {
    await settled();
    const [code = ''] = codes;
    const first = `(SELECT id FROM events WHERE report_id = ${ID} AND version = 1)`;
    const changed = `UPDATE events SET data = data || '{"promise": "none"}' WHERE id = ${first}`;
    await plant(database, code, changed);
    for (let time = 1; time <= 2; time += 1) {
      const words = (await again()).violations.map(({ what }) => what);
      expect(words).toEqual(['an event is not as it was sealed']);
    }
    await plant(
      database,
      codes[1] ?? '',
      `INSERT INTO events SELECT gen_random_uuid(), report_id, 99, kind, from_state, to_state, at,
         actor_role, actor_person, data FROM events WHERE report_id = ${ID} AND version = 1`,
    );
    const words = (await again()).violations.map(({ what }) => what);
    expect(words).toContain('an event is neither sealed nor waiting for a seal');
    expect(words).toContain('an event is not as it was sealed');
  });

  it('keeps the last seal in mind, so that the chain cannot be made anew', async () => {
    await settled();
    const anew = `UPDATE seals SET event_hashes[1] = sha256('another'), hash = sha256('another')`;
    await plant(database, '', anew);
    for (let time = 1; time <= 2; time += 1) {
      const words = (await again()).violations.map(({ what }) => what);
      expect(words.join()).toMatch(/does not follow.*verified at an earlier check/);
    }
    await plant(database, '', 'DELETE FROM seals');
    const words = (await whole()).violations.map(({ what }) => what);
    expect(words).toContain('it verified at an earlier check, and is another or gone');
  });

  it('looks at everything where a mark means nothing: other rules, another database', async () => {
    await settled();
    await plant(database, '', 'UPDATE streams SET rating_window_days = 8');
    expect(await again()).toMatchObject({ whole: 'rules_changed', reports: 4 });
    await plant(database, '', `UPDATE check_mark SET place = 'elsewhere'`);
    expect(await again()).toMatchObject({ whole: 'first', reports: 4 });
  });

  it('finds an event that the sealing passed over, and not one that is only late', async () => {
    await settled();
    const [code = ''] = codes;
    const first = `(SELECT id FROM events WHERE report_id = ${ID} AND version = 1)`;
    const waits = `INSERT INTO unsealed_events (event_id, since) VALUES (${first}, clock_timestamp() - interval '1 hour')`;
    await plant(database, code, waits);
    const passed = again();
    for (let time = 1; time <= 3; time += 1) {
      await plant(
        database,
        '',
        `INSERT INTO seals SELECT number + 1, ARRAY[gen_random_uuid()], ARRAY[sha256('x')], sha256(hash || sha256('x'))
         FROM seals ORDER BY number DESC LIMIT 1`,
      );
    }
    // Where it began late it has seen those seals too, of events that never were.
    const words = (await passed).violations.map(({ what }) => what);
    expect(words).toContain('later events were sealed, this one was not');
  });

  it('waits for an event that is sealed a moment later', async () => {
    await fileReports(database, 1);
    await plant(
      database,
      '',
      `UPDATE unsealed_events SET since = clock_timestamp() - interval '1 hour'`,
    );
    const waiting = again();
    await sleep(300);
    await seal();
    expect(await waiting).toMatchObject({ violations: [] });
  });
});

describe('a check while everybody works', () => {
  let router: INestApplicationContext;
  afterEach(async () => {
    await router.close();
  });

  it('finds nothing, however often it looks', async () => {
    router = await startRouter(database);
    const tick = deadlinesTick(database.store, database.reference);
    const end = performance.now() + 10_000;
    const working = (): boolean => performance.now() < end;
    const filing = async (): Promise<void> => {
      while (working()) await fileReports(database, 5);
    };
    const ticking = async (): Promise<void> => {
      for (let hours = 1; working(); hours += 1) {
        await setClock(database.store, new Date(BEGIN.getTime() + hours * 3_600_000));
        await tick();
      }
    };
    const checks: Check[] = [];
    const checking = async (): Promise<void> => {
      for (let time = 0; working(); time += 1) {
        checks.push(await check(database.store, { whole: time % 3 === 2, remember: true }));
      }
    };
    await Promise.all([filing(), filing(), ticking(), checking()]);
    await drained(database);
    await tick();
    expect(checks.length).toBeGreaterThan(3);
    expect(checks.flatMap(({ violations }) => violations)).toEqual([]);
    const last = await whole();
    expect(last.violations).toEqual([]);
    expect(last.reports).toBeGreaterThan(20);
  }, 60_000);
});
