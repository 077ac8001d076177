import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sealEvents } from '#libs/store';
import {
  type AccessActPage,
  type ActPage,
  type SavedPage,
  type SealView,
} from '../../apps/desk/src/admin/audit.dto.js';
import { type DeadLetterList } from '../../apps/desk/src/admin/dead.dto.js';
import { type SystemView } from '../../apps/desk/src/admin/system.dto.js';
import { type CatalogueView } from '../../apps/desk/src/catalogue/catalogue.dto.js';
import {
  type TestDesk,
  as,
  assigned,
  file,
  get,
  post,
  problem,
  send,
  startDesk,
  walk,
} from '../harness/desk.js';
import { drained, startRouter } from '../harness/working.js';

const ADMIN = 'admin-1';
const CONTACT = { name: 'Lê Thị Hồng Vân', phone: '0905 111 222' };

let desk: TestDesk;
beforeAll(async () => {
  desk = await startDesk();
}, 120_000);
afterAll(async () => {
  await desk.stop();
});

async function seen<Body>(address: string): Promise<Body> {
  const answer = await get<Body>(ADMIN, `/v1/desk/${address}`);
  expect({ address, status: answer.status }).toEqual({ address, status: 200 });
  return answer.body;
}

/** Files a report, and gives up what was to route it. */
async function fileDead(): Promise<{ id: string; code: string }> {
  const { code } = (await file('Rác thải ngoài chợ')).report;
  const [row] = await desk.database.store.transaction({ role: 'worker' }, (tx) =>
    tx.query<{ id: string }>(
      `WITH dead AS (
         UPDATE deliveries SET state = 'dead', attempts = 5, crashes = 1, last_error = 'Error: no unit'
         WHERE consumer = 'route' AND report_id = (SELECT id FROM reports WHERE code = $1) RETURNING id
       ) SELECT id FROM dead`,
      [code],
    ),
  );
  if (!row) throw new Error('the report has no delivery');
  return { id: row.id, code };
}

describe('dead letters', () => {
  it('are seen, sent on their way again and given up by administrators, and that is noted', async () => {
    const [first, second] = [await fileDead(), await fileDead()];
    const { items, more } = await seen<DeadLetterList>('dead');
    expect(more).toBe(false);
    expect(items).toMatchObject([
      { id: first.id, report: first.code, consumer: 'route', event: 'receive', attempts: 5 },
      { id: second.id, report: second.code, crashes: 1, last_error: 'Error: no unit' },
    ]);
    expect((await seen<SystemView>('system')).deliveries).toMatchObject({ dead: 2 });
    const address = `/v1/desk/dead/${second.id}/drop`;
    expect(await post(ADMIN, address, { reason: '  ' })).toMatchObject(
      problem(422, 'invalid_request'),
    );
    expect(await post('sup-1', address, { reason: 'x' })).toMatchObject(
      problem(403, 'role_not_allowed'),
    );
    expect(await post(ADMIN, address, { reason: 'phản ánh thử' })).toMatchObject({ status: 204 });
    expect(await post(ADMIN, address, { reason: 'lần nữa' })).toMatchObject(
      problem(404, 'not_found'),
    );
    const again = `/v1/desk/dead/${first.id}/replay`;
    expect(await post(ADMIN, again)).toMatchObject({ status: 204 });
    const router = await startRouter(desk.database);
    await drained(desk.database).finally(() => router.close());
    expect(await post(ADMIN, again)).toMatchObject(problem(404, 'not_found'));
    const state = async (code: string): Promise<unknown> =>
      (await get<{ state: string }>(ADMIN, `/v1/desk/reports/${code}`)).body.state;
    expect(await state(first.code)).not.toBe('received');
    expect(await state(second.code)).toBe('received');
    const noted = await seen<AccessActPage>(`audit/access?kind=dead_dropped&person=${ADMIN}`);
    expect(noted.items).toMatchObject([
      {
        ...{ by: ADMIN, report: second.code },
        data: { delivery: second.id, consumer: 'route', reason: 'phản ánh thử' },
      },
    ]);
    const replayed = await seen<AccessActPage>(`audit/access?report=${first.code}`);
    expect(replayed.items.map(({ kind }) => kind)).toContain('dead_replayed');
  });
});

describe('who did what', () => {
  it('is told of acts, page by page, and only of those that are asked for', async () => {
    const { code } = (await file('Cáp đứt', { contact: CONTACT })).report;
    await walk(code, [...assigned, ['staff-viettel', 'take']]);
    const all = await seen<ActPage>(`audit/acts?report=${code}`);
    expect(all.items.map(({ kind, by }) => [kind, by])).toEqual([
      ...[
        ['take', 'staff-viettel'],
        ['assign', 'op-1'],
        ['receive', 'op-1'],
      ],
    ]);
    expect(all.items[0]).toMatchObject({
      ...{ role: 'unit_staff', report: code, from: 'assigned', to: 'in_progress' },
      title: { vi: expect.any(String) },
    });
    const one = await seen<ActPage>(`audit/acts?report=${code}&limit=1`);
    const two = await seen<ActPage>(`audit/acts?report=${code}&limit=2&cursor=${one.next ?? ''}`);
    expect([...one.items, ...two.items]).toEqual(all.items);
    expect(two.next).toBeNull();
    const mine = await seen<ActPage>('audit/acts?person=staff-viettel&kind=take');
    expect(mine.items.map(({ report }) => report)).toEqual([code]);
    expect((await seen<ActPage>('audit/acts?to=2026-03-01T00:00:00Z')).items).toEqual([]);
    expect(JSON.stringify(all)).not.toContain('Cáp đứt');
    expect(await get(ADMIN, '/v1/desk/audit/acts?cursor=abc')).toMatchObject(
      problem(422, 'bad_cursor'),
    );
    expect(await get(ADMIN, '/v1/desk/audit/acts?from=yesterday')).toMatchObject(
      problem(422, 'invalid_request'),
    );
    expect(await get('sup-1', '/v1/desk/audit/acts')).toMatchObject(
      problem(403, 'role_not_allowed'),
    );
  });

  it('is told of who was shown a contact', async () => {
    const { code } = (await file('Cột nghiêng', { contact: CONTACT })).report;
    const before = await seen<AccessActPage>(`audit/access?kind=contact_read&report=${code}`);
    await get('op-2', `/v1/desk/reports/${code}`);
    await get('staff-viettel', `/v1/desk/reports/${code}`);
    const after = await seen<AccessActPage>(`audit/access?kind=contact_read&report=${code}`);
    expect(after.items).toHaveLength(before.items.length + 1);
    expect(after.items[0]).toMatchObject({ by: 'op-2', report: code });
    expect(JSON.stringify(after)).not.toContain(CONTACT.name);
  });

  it('is told of what was saved', async () => {
    const { body } = await get<CatalogueView>(ADMIN, '/v1/desk/catalogue/unit/hepco');
    const saving = { ...body.entry, name: { vi: 'HEPCO', en: 'HEPCO' } };
    const headers = { ...as(ADMIN), 'If-Match': `"${body.revision}"` };
    await send('PUT', '/v1/desk/catalogue/unit/hepco', headers, saving);
    const next = { ...saving, name: { vi: 'HEPCO Huế', en: 'HEPCO' } };
    await send('PUT', '/v1/desk/catalogue/unit/hepco', { ...headers, 'If-Match': '"2"' }, next);
    const all = await seen<SavedPage>(`audit/saved?person=${ADMIN}&kind=unit`);
    expect(all.items).toMatchObject([
      { kind: 'unit', code: 'hepco', revision: 3, by: ADMIN },
      { kind: 'unit', code: 'hepco', revision: 2, by: ADMIN },
    ]);
    const first = await seen<SavedPage>('audit/saved?kind=unit&limit=1');
    const rest = await seen<SavedPage>(`audit/saved?kind=unit&cursor=${first.next ?? ''}`);
    expect([...first.items, ...rest.items]).toEqual(all.items);
  });
});

describe('whether the history stands', () => {
  it('is told of the newest seals, and what was changed afterwards is found', async () => {
    const { store } = desk.database;
    await file('Một phản ánh để niêm');
    const unsealed = await seen<SealView>('audit/seal');
    expect(unsealed).toMatchObject({ number: 0, hash: null, holds: true, verified_from: 0 });
    expect(unsealed.waiting).toBeGreaterThan(0);
    await store.transaction({ role: 'worker' }, (tx) => sealEvents(tx, 5_000));
    const sealed = await seen<SealView>('audit/seal?last=1');
    expect(sealed).toMatchObject({
      number: 1,
      waiting: 0,
      holds: true,
      verified_from: 1,
      faults: [],
    });
    expect(sealed.hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await seen<SystemView>('system')).seals).toEqual({
      ...{ number: 1, waiting: 0, waiting_seconds: 0 },
    });
    const changed = await store.transaction({ role: 'owner' }, async (tx) => {
      await tx.query('ALTER TABLE events DISABLE TRIGGER USER');
      const rows = await tx.query<{ id: string }>(
        `WITH one AS (UPDATE events SET at = at + interval '1 hour' WHERE id = (SELECT id FROM events LIMIT 1)
           RETURNING id) SELECT id FROM one`,
      );
      await tx.query('ALTER TABLE events ENABLE TRIGGER USER');
      return rows[0]?.id;
    });
    expect(await seen<SealView>('audit/seal')).toMatchObject({
      holds: false,
      faults: [{ what: 'an event is not as it was sealed', id: changed }],
    });
  });
});

describe('how the installation fares', () => {
  it('is told at a glance', async () => {
    const system = await seen<SystemView>('system');
    expect(system).toMatchObject({
      ...{ version: expect.stringMatching(/^\d+\.\d+\.\d+/), kind: 'simulated' },
      ...{ now: '2026-03-02T02:00:00.000Z', ticks: { due: 0, late_seconds: 0 } },
      mail: { failed: 0 },
    });
    expect(system.postgres).toMatch(/^\d+/);
    const { store } = desk.database;
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query(
        `UPDATE reports SET next_action_at = kip_now() - interval '90 seconds' WHERE code = (SELECT min(code) FROM reports)`,
      ),
    );
    expect((await seen<SystemView>('system')).ticks).toEqual({ due: 1, late_seconds: 90 });
  });
});
