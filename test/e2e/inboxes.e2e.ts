import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INBOX_NAMES } from '#libs/domain';
import { type Scope, type Tx, inboxCount, inboxRows, setClock } from '#libs/store';
import { type InboxCounts, type InboxPage } from '../../apps/desk/src/inboxes/inboxes.dto.js';
import {
  type Answer,
  STAFF,
  type Step,
  type TestDesk,
  asked,
  assigned,
  fresh,
  get,
  problem,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';
import { BEGIN } from '../harness/servers.js';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);

afterAll(async () => {
  await desk.stop();
});

async function inbox(person: string, name: string): Promise<string[]> {
  const answer = await get<InboxPage>(person, `/v1/desk/inboxes/${name}?limit=200`);
  expect(answer.status).toBe(200);
  return answer.body.items.map(({ code }) => code);
}

async function counts(person: string): Promise<Record<string, number>> {
  const { items } = (await get<InboxCounts>(person, '/v1/desk/inboxes')).body;
  return Object.fromEntries(items.map(({ name, count }) => [name, count]));
}

const walked = async (steps: readonly Step[]): Promise<string> => {
  const code = await fresh();
  await walk(code, steps);
  return code;
};

describe('an inbox', () => {
  it('holds what waits for its person, and counts what it lists', async () => {
    const received = await fresh();
    const offered = await walked([['op-1', 'offer', { network: 'telecom' }]]);
    const untaken = await walked(assigned);
    const taken = await walked(working);
    const refused = await walked([...assigned, [STAFF, 'refuse', { reason: 'không phải' }]]);
    const extension = await walked(asked);
    const committed = await walked([
      ...working,
      [STAFF, 'answer', { text: 'sẽ làm', commitment: '2026-03-02T16:00:00+07:00' }],
    ]);
    const theirs = await walked([['op-1', 'assign', { unit: 'vnpt' }]]);
    expect(await inbox('op-1', 'triage')).toEqual([received, refused]);
    expect(await inbox('op-1', 'refused')).toEqual([refused]);
    expect(await inbox(STAFF, 'offers')).toEqual([offered]);
    expect(await inbox('staff-hepco', 'offers')).toEqual([]);
    expect(await inbox(STAFF, 'untaken')).toEqual([untaken]);
    expect(await inbox('staff-vnpt', 'untaken')).toEqual([theirs]);
    expect((await inbox(STAFF, 'mine')).sort()).toEqual([taken, extension, committed].sort());
    expect(await inbox('sup-1', 'extensions')).toEqual([extension]);
    expect(await inbox(STAFF, 'commitments')).toEqual([committed]);
    expect(await inbox('op-1', 'commitments')).toEqual([committed]);
    expect(await inbox('staff-vnpt', 'commitments')).toEqual([]);
    expect(await inbox('op-1', 'overdue')).toEqual([]);
    expect(await counts(STAFF)).toMatchObject({ offers: 1, mine: 3, untaken: 1, commitments: 1 });
    expect(await counts('sup-1')).toMatchObject({ triage: 2, refused: 1, extensions: 1 });
    for (const person of ['op-1', 'sup-1', STAFF, 'staff-vnpt']) {
      for (const [name, count] of Object.entries(await counts(person))) {
        expect({ person, name, count: (await inbox(person, name)).length }).toEqual({
          ...{ person, name, count },
        });
      }
    }
  });

  it('is of those whose work it is', async () => {
    expect(await get(STAFF, '/v1/desk/inboxes/triage')).toEqual(problem(403, 'role_not_allowed'));
    expect(await get('op-1', '/v1/desk/inboxes/nothing')).toEqual(problem(404, 'not_found'));
    const other = await get<InboxPage>('op-1', '/v1/desk/inboxes/triage?limit=1');
    const path = `/v1/desk/inboxes/overdue?cursor=${other.body.next ?? ''}`;
    expect(await get('op-1', path)).toEqual(problem(422, 'bad_cursor'));
  });

  it('comes in pages, oldest due first', async () => {
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const path: string = `/v1/desk/inboxes/triage?limit=1${next === '' ? '' : `&cursor=${next}`}`;
      const { body }: Answer<InboxPage> = await get<InboxPage>('op-1', path);
      paged.push(...body.items.map(({ code }) => code));
      next = body.next;
    }
    expect(paged).toEqual(await inbox('op-1', 'triage'));
  });

  it('finds its cases by an index where there are many', async () => {
    const { store } = desk.database;
    await store.transaction({ role: 'owner' }, async (tx) => {
      await tx.query(PLANT);
      await tx.query('ANALYZE reports, cycles, legs, extensions, pauses');
    });
    const all = { streams: ['*'], areas: ['*'], networks: ['*'], contacts: false };
    const scopes: readonly Scope[] = [
      { ...all, units: ['*'], person: 'op-1', insider: true },
      { ...all, units: ['viettel'], networks: ['telecom'], person: STAFF },
    ];
    const plans: string[] = [];
    for (const scope of scopes) {
      await store.transaction({ role: 'desk', scope }, async (tx) => {
        for (const name of INBOX_NAMES) plans.push(...(await plansOf(tx, name)));
      });
    }
    expect(plans.length).toBe(2 * 2 * INBOX_NAMES.length);
    const scans = plans.filter((plan) => /Seq Scan on (reports|cycles|legs|extensions)/.test(plan));
    expect(scans).toEqual([]);
  });

  /** How the database would list and count an inbox. */
  async function plansOf(tx: Tx, name: (typeof INBOX_NAMES)[number]): Promise<string[]> {
    const plans: string[] = [];
    const query: Tx['query'] = async (sql, parameters) => {
      const plan = await tx.query(`EXPLAIN ${sql}`, parameters);
      plans.push(`${name}: ${JSON.stringify(plan)}`);
      return [];
    };
    const me = { code: STAFF, unitCodes: ['viettel'], networkCodes: ['telecom'] };
    await inboxRows({ ...tx, query }, name, me, null, 51);
    await inboxCount({ ...tx, query }, name, me, 1_001);
    return plans;
  }

  it('of what is overdue holds it before any tick has noticed', async () => {
    await setClock(desk.database.store, new Date(BEGIN.getTime() + 60 * 86_400_000));
    const now = await inbox(STAFF, 'overdue');
    expect(now.length).toBeGreaterThan(3);
    expect((await counts(STAFF))['overdue']).toBe(now.length);
  });
});

/** Thirty thousand closed cases, each with a leg, a cycle and an extension, as an installation has after a year. */
const PLANT = `
  WITH one AS (
    SELECT r.*, c.policy_revision AS policy, c.calendar_revision AS calendar FROM reports r
    JOIN cycles c ON c.report_id = r.id LIMIT 1
  ), made AS (
    INSERT INTO reports (id, code, version, state, stream_code, category_code, priority, channel,
      received_at, open_children, text, form, unit_code, updated_at)
    SELECT gen_random_uuid(), 'PLANTED-' || n, 1, 'closed', stream_code, category_code, priority, channel,
      received_at, 0, text, form, 'viettel', updated_at FROM one, generate_series(1, 30000) n
    RETURNING id, received_at
  ), cycled AS (
    INSERT INTO cycles (id, report_id, number, started_at, policy_revision, calendar_revision,
      original_due_at, due_at, due_revision, ended_at, corrected, promise_fixed, respond_due_at,
      responded_at, triage_since, refusals, end_kind)
    SELECT gen_random_uuid(), made.id, 1, made.received_at, policy, calendar, made.received_at,
      made.received_at, 1, made.received_at, false, true, made.received_at, made.received_at,
      made.received_at, 0, 'resolved' FROM made, one
  )
  , legged AS (
  INSERT INTO legs (id, report_id, number, cycle_number, unit_code, person_code, final, started_at,
    policy_revision, calendar_revision, original_due_at, due_at, due_revision, ended_at, corrected, end_kind)
  SELECT gen_random_uuid(), made.id, 1, 1, 'viettel', 'staff-viettel', false, made.received_at, policy,
    calendar, made.received_at, made.received_at, 1, made.received_at, false, 'resolved' FROM made, one RETURNING id, report_id, started_at)
  INSERT INTO extensions (id, report_id, leg_id, asked_at, asked_due_at, reason, outcome, decided_at)
  SELECT gen_random_uuid(), report_id, id, started_at, started_at, 'x', 'granted', started_at FROM legged`;
