import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext } from '@nestjs/common';
import { REPORTER } from '#libs/domain';
import { IntakeBatches, type Violation, checkInvariants, sealStage } from '#libs/pipeline';
import { type Tx } from '#libs/store';
import { v7 as uuid } from 'uuid';
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
let router: INestApplicationContext;
const codes: string[] = [];

beforeAll(async () => {
  server = await startTestServer(smallReference);
  database = await freshDatabase(server);
  router = await startRouter(database);
  const intake = new IntakeBatches(database.store, database.reference);
  for (let number = 1; number <= 3; number += 1) {
    const received = await intake.receive({
      id: uuid(),
      actor: REPORTER,
      client: 'public',
      keyHash: randomBytes(16).toString('hex'),
      bodyHash: 'body',
      tokenHash: randomBytes(16).toString('hex'),
      streamCode: 'field',
      categoryCode: 'waste',
      areaCode: null,
      channel: 'web',
      text: `Rác thải đổ trộm ở bãi đất trống số ${number}`,
      lat: null,
      lon: null,
      address: `${number} Lê Lợi`,
      form: {},
      contact: null,
    });
    codes.push(received.code);
  }
  await drained(database);
}, 60_000);
afterAll(async () => {
  await router.close();
  await database.drop();
  await server.stop();
});

/** Undoes what was planted. */
class RollBack extends Error {}

/** What the checker says of the database with something planted in it, which is then undone. */
async function checkedWith(plant: (tx: Tx) => Promise<unknown>): Promise<readonly Violation[]> {
  const reference = await database.reference.get();
  let found: readonly Violation[] = [];
  const planted = database.store.transaction({ role: 'owner' }, async (tx) => {
    // What is planted is what constraints prevent: the checker looks in case they ever do not.
    await tx.query('SET LOCAL session_replication_role = replica');
    await plant(tx);
    found = (await checkInvariants(tx, reference)).violations;
    throw new RollBack();
  });
  await expect(planted).rejects.toBeInstanceOf(RollBack);
  return found;
}

const OF_FIRST = `(SELECT id FROM reports WHERE code = $1)`;

describe('the checker of the invariants', () => {
  it('finds nothing in what the pipeline has made', async () => {
    expect(await checkedWith(async () => undefined)).toEqual([]);
  });

  it('looks at every report', async () => {
    const reference = await database.reference.get();
    const seen: number[] = [];
    await database.store.transaction({ role: 'owner' }, (tx) =>
      checkInvariants(tx, reference, (reports) => seen.push(reports)),
    );
    expect(seen.at(-1)).toBe(codes.length);
  });

  const PLANTED: readonly (readonly [Violation['invariant'], string, readonly string[]])[] = [
    [
      'I1',
      'an accepted request whose report is gone',
      [`DELETE FROM reports WHERE id = ${OF_FIRST}`],
    ],
    [
      'I2',
      'a key with two reports',
      [
        'ALTER TABLE idempotency_keys DROP CONSTRAINT idempotency_keys_pkey',
        `INSERT INTO idempotency_keys (client, key_hash, body_hash, report_id, at)
         SELECT client, key_hash, body_hash, ${OF_FIRST}, at FROM idempotency_keys
         WHERE report_id <> ${OF_FIRST} LIMIT 1`,
      ],
    ],
    [
      'I3',
      'an open report without a next act',
      [
        'ALTER TABLE reports DROP CONSTRAINT open_has_next_act',
        `UPDATE reports SET next_action_at = NULL WHERE code = $1`,
      ],
    ],
    [
      'I3',
      'a next act at another instant than the rules give',
      [`UPDATE reports SET next_action_at = next_action_at + interval '1 minute' WHERE code = $1`],
    ],
    [
      'I3',
      'a report that waits to be routed, and nothing comes to do it',
      [
        `UPDATE reports SET state = 'received' WHERE code = $1`,
        `DELETE FROM deliveries WHERE report_id = ${OF_FIRST}`,
      ],
    ],
    [
      'I3',
      'a report whose rules are gone',
      [`UPDATE legs SET policy_revision = 'none@1' WHERE report_id = ${OF_FIRST}`],
    ],
    [
      'I4',
      'a routing that is done but moved nothing',
      [`UPDATE reports SET state = 'received' WHERE code = $1`],
    ],
    [
      'I5',
      'a history with a gap',
      [`DELETE FROM events WHERE report_id = ${OF_FIRST} AND version = 2`],
    ],
    [
      'I5',
      'a step that is no row of the table',
      [`UPDATE events SET to_state = 'closed' WHERE report_id = ${OF_FIRST} AND version = 1`],
    ],
    [
      'I6',
      'a breach that nobody noticed while the clock ticked',
      [
        `SELECT kip_set_clock(kip_now() + interval '5 minutes')`,
        `UPDATE cycles SET due_at = kip_now() - interval '3 minutes' WHERE report_id = ${OF_FIRST}`,
        `INSERT INTO tick_alive (since, last) VALUES ('epoch', kip_now())`,
      ],
    ],
    [
      'I6',
      'a breach before its due',
      [
        `INSERT INTO alarms SELECT * FROM jsonb_populate_record(NULL::alarms, jsonb_build_object(
           'id', gen_random_uuid(), 'report_id', ${OF_FIRST}, 'subject_id', gen_random_uuid(),
           'subject', 'cycle', 'milestone', 'resolve', 'due_revision', 1, 'level', 0,
           'kind', 'breach', 'occurred_at', kip_now(), 'noticed_at', kip_now() - interval '1 minute'))`,
      ],
    ],
    [
      'I7',
      'facts that say another end than the report',
      [`UPDATE facts SET ended_at = kip_now() WHERE report_id = ${OF_FIRST} AND subject = 'cycle'`],
    ],
  ];

  it('finds under I8 what was changed, taken out or put in after it was sealed', async () => {
    await database.store.transaction({ role: 'worker' }, sealStage);
    const last = `(SELECT id FROM events WHERE report_id = ${OF_FIRST} ORDER BY version DESC LIMIT 1)`;
    const planted: readonly (readonly [string, string])[] = [
      ['not as it was sealed', `UPDATE events SET at = at - interval '1 hour' WHERE id = ${last}`],
      ['is gone', `DELETE FROM events WHERE id = ${last}`],
      [
        'neither sealed nor waiting',
        `INSERT INTO events SELECT gen_random_uuid(), report_id, 99, kind, from_state, to_state, at,
           actor_role, actor_person, data FROM events WHERE id = ${last}`,
      ],
      [
        'does not follow',
        `UPDATE seals SET event_hashes[1] = sha256('another'), hash = hash WHERE $1 <> ''`,
      ],
      [
        'sealed twice',
        `INSERT INTO seals SELECT number + 1, event_ids, event_hashes, hash FROM seals WHERE $1 <> ''`,
      ],
    ];
    for (const [what, sql] of planted) {
      const found = await checkedWith((tx) => tx.query(sql, [codes[0]]));
      const own = found.filter(({ invariant }) => invariant === 'I8');
      expect(own.map((one) => one.what).join()).toContain(what);
    }
    expect(await checkedWith(async () => undefined)).toEqual([]);
  });

  it('blames nobody for a breach while no clock ticks', async () => {
    const found = await checkedWith(async (tx) => {
      await tx.query(`SELECT kip_set_clock(kip_now() + interval '5 minutes')`);
      await tx.query(
        `UPDATE cycles SET due_at = kip_now() - interval '3 minutes' WHERE report_id = ${OF_FIRST}`,
        [codes[0]],
      );
    });
    expect(found.filter(({ invariant }) => invariant === 'I6')).toEqual([]);
  });

  it.each(PLANTED)('finds under %s %s', async (invariant, _, statements) => {
    const found = await checkedWith(async (tx) => {
      for (const sql of statements) await tx.query(sql, sql.includes('$1') ? [codes[0]] : []);
    });
    const own = found.filter((violation) => violation.invariant === invariant);
    expect(own.length).toBeGreaterThan(0);
    expect(own[0]?.repair).not.toBe('');
  });
});
