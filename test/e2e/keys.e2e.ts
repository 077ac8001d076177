import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from '../harness/browser.js';
import { Integrator, integratorOf } from '../harness/integrator.js';
import { type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

const HERE = '19753';
const THERE = '19774';
const NAME = 'Trần Thị Mỹ Duyên';

let desk: SignedDesk;
let admin: Browser;
let operator: Browser;

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  admin = await desk.as('admin-1');
  operator = await desk.as('op-1');
}, 60_000);
afterAll(async () => desk.stop());

async function filed(ward: string, unit: string): Promise<string> {
  const filing = await operator.post<{ report: { code: string } }>('/v1/desk/reports', {
    ...{ channel: 'phone', stream: 'field', ward, text: 'Dây cáp võng', address: '12 Lê Lợi' },
    contact: { name: NAME, phone: '0905 123 456' },
  });
  const { code } = filing.body.report;
  const assigned = await operator.post(`/v1/desk/reports/${code}/assign`, { unit, words: 'x' });
  expect(assigned.status).toBe(200);
  return code;
}

const ALL = ['read_cases', 'file_cases', 'read_figures', 'read_reference'];

describe('a key of another system', () => {
  it('is shown once, kept as a hash, listed with its last use, and needs no token of a session', async () => {
    const holder = await integratorOf(admin, { name: 'Cổng Hue-S', rights: ALL });
    expect(holder.token).toMatch(/^kip_[\w-]{43}$/);
    const kept = await desk.database.store.dataSource.query<{ text: string }[]>(
      `SELECT k::text AS text FROM api_keys k`,
    );
    expect(kept.map(({ text }) => text).join()).not.toContain(holder.token);

    const line = async (): Promise<object | undefined> => {
      const { items } = (await admin.get<{ items: { id: string }[] }>('/v1/desk/keys')).body;
      return items.find(({ id }) => id === holder.id);
    };
    expect(await line()).toMatchObject({
      ...{ name: 'Cổng Hue-S', rights: ALL, made_by: 'admin-1', last_used_at: null },
      scope: { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'] },
    });
    const posted = await holder.post('/v1/desk/reports', {
      ...{ channel: 'app', text: 'Cột nghiêng', address: 'Chợ Đông Ba' },
    });
    expect(posted.status).toBe(201);
    expect(await line()).toMatchObject({ last_used_at: expect.any(String) });
    expect(JSON.stringify(await line())).not.toContain(holder.token);
  });

  it('sees the cases of its scope and their figures, and never who sent them', async () => {
    const mine = await filed(HERE, 'viettel');
    const theirs = await filed(THERE, 'vnpt');
    const holder = await integratorOf(admin, { rights: ALL, scope: { areas: [HERE] } });
    const seen = await holder.get<{ contact: unknown; allowed_actions: string[] }>(
      `/v1/desk/reports/${mine}`,
    );
    expect(seen).toMatchObject({ status: 200, body: { contact: null, allowed_actions: [] } });
    expect(JSON.stringify(seen.body)).not.toContain(NAME);
    const another = await holder.get(`/v1/desk/reports/${theirs}`);
    expect(another).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const listed = await holder.get<{ items: { code: string }[] }>('/v1/desk/reports?limit=100');
    const codes = listed.body.items.map(({ code }) => code);
    expect(codes).toContain(mine);
    expect(codes).not.toContain(theirs);
    const span = 'from=2026-01-01&to=2026-12-31&group_by=area';
    const figures = await holder.get<{ groups: { key: string }[] }>(`/v1/figures?${span}`);
    expect(figures.status).toBe(200);
    expect(JSON.stringify(figures.body)).not.toContain(THERE);
    expect(JSON.stringify((await operator.get(`/v1/figures?${span}`)).body)).toContain(THERE);
  });

  it('files through its own channels and within its own sight, once for each idempotency key', async () => {
    const scope = { streams: ['field'], areas: [HERE] };
    const holder = await integratorOf(admin, { rights: ALL, scope });
    const body = { channel: 'integrator', ward: HERE, text: 'Cột nghiêng', address: 'Chợ Đông Ba' };
    const headers = { 'Idempotency-Key': 'mot-khoa-du-dai-cua-he-thong-kia' };
    interface Filed {
      readonly report: { code: string; channel: string; history: { role: string }[] };
    }
    const file = async (more: object = {}): Promise<{ status: number; body: Filed }> =>
      holder.send<Filed>('POST', '/v1/desk/reports', { ...body, ...more }, headers);
    const first = await file();
    const { report } = first.body;
    expect(first).toMatchObject({ status: 201, body: { report: { channel: 'integrator' } } });
    expect(report.history.map(({ role }) => role)).toEqual(['integrator']);
    expect(await file()).toMatchObject({ status: 200, body: { report: { code: report.code } } });
    for (const [field, more] of [
      ['channel', { channel: 'phone' }],
      ['stream', { stream: 'question', form: { asker: 'citizen' } }],
      ['ward', { ward: THERE }],
      ['ward', { ward: undefined }],
    ] as const) {
      const refused = await file(more);
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    }
    const byPhone = { ...body, channel: 'integrator' };
    expect(await operator.post('/v1/desk/reports', byPhone)).toMatchObject({
      ...{ status: 422, body: { errors: [{ field: 'channel' }] } },
    });
  });

  it('may what its rights say, and nothing that belongs to people', async () => {
    const code = await filed(HERE, 'viettel');
    const holder = await integratorOf(admin, { rights: ['read_cases'] });
    expect((await holder.get(`/v1/desk/reports/${code}`)).status).toBe(200);
    const figures = await holder.get('/v1/figures?from=2026-01-01&to=2026-12-31');
    expect(figures).toMatchObject({ status: 403, body: { code: 'key_right_missing' } });
    for (const path of [
      `/v1/desk/reports/${code}/notes`,
      '/v1/desk/inboxes',
      '/v1/desk/views',
      '/v1/desk/keys',
      '/v1/desk/privacy/access',
    ]) {
      const refused = await holder.get(path);
      expect({ path, ...refused }).toMatchObject({
        status: 403,
        body: { code: 'role_not_allowed' },
      });
    }
    const act = await holder.post(`/v1/desk/reports/${code}/transfer`, {
      unit: 'vnpt',
      reason: 'x',
    });
    expect(act).toMatchObject({ status: 403, body: { code: 'role_not_allowed' } });
    expect((await holder.get('/v1/session')).status).toBe(401);
  });

  it('opens nothing from the moment it is taken back or has expired, at every process', async () => {
    const second = await desk.again();
    const holder = await integratorOf(admin, { rights: ['read_reference'] });
    const elsewhere = new Integrator(second, holder.token);
    expect((await elsewhere.get('/v1/desk/reference')).status).toBe(200);
    expect((await admin.post(`/v1/desk/keys/${holder.id}/revoke`)).status).toBe(204);
    for (const one of [holder, elsewhere]) {
      const refused = await one.get('/v1/desk/reference');
      expect(refused).toMatchObject({ status: 401, body: { code: 'not_authenticated' } });
    }
    expect((await admin.post(`/v1/desk/keys/${holder.id}/revoke`)).status).toBe(404);

    const old = await integratorOf(admin, { rights: ['read_reference'] });
    expect((await old.get('/v1/desk/reference')).status).toBe(200);
    await desk.database.store.dataSource.query(
      'UPDATE api_keys SET expires_at = clock_timestamp() WHERE id = $1',
      [old.id],
    );
    expect((await old.get('/v1/desk/reference')).status).toBe(401);

    const lines = await admin.get<{ items: { kind: string; data: { key?: string } }[] }>(
      '/v1/desk/privacy/access?person=admin-1',
    );
    const about = lines.body.items.filter(({ data }) => data.key === holder.id);
    expect(about.map(({ kind }) => kind)).toEqual(['key_revoked', 'key_made']);
  });

  it('is never mixed with a cookie, and a wrong one opens nothing', async () => {
    const holder = await integratorOf(admin, { rights: ['read_reference'] });
    const both = await holder.send('GET', '/v1/desk/reference', undefined, {
      Cookie: admin.cookie,
    });
    expect(both).toMatchObject({ status: 400, body: { code: 'credentials_mixed' } });
    for (const token of ['', 'kip_', `kip_${'x'.repeat(43)}`, holder.token.slice(4), 'x y']) {
      const refused = await new Integrator(desk.url, token).get('/v1/desk/reference');
      expect({ token, ...refused }).toMatchObject({ status: 401 });
    }
    // Nor does a wrong key fall back to the cookie beside it.
    const wrong = { Authorization: 'Bearer kip_x' };
    const fallen = await admin.send('GET', '/v1/desk/reference', undefined, wrong);
    expect(fallen).toMatchObject({ status: 400, body: { code: 'credentials_mixed' } });
  });

  it('is made by administrators, with rights that a key can have, and not for ever', async () => {
    const wanted = {
      ...{ name: 'x', rights: ['read_cases'] },
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    };
    expect((await operator.post('/v1/desk/keys', wanted)).status).toBe(403);
    for (const [field, more] of [
      ['rights', { rights: ['read_contacts'] }],
      ['rights', { rights: ['work_cases'] }],
      ['expires_at', { expires_at: '2020-01-01T00:00:00Z' }],
      ['expires_at', { expires_at: '2090-01-01T00:00:00Z' }],
      ['expires_at', { expires_at: '2026-12-01' }],
      ['scope.units', { rights: ['file_cases'], scope: { units: ['viettel'] } }],
    ] as const) {
      const refused = await admin.post<{ errors: { field: string }[] }>('/v1/desk/keys', {
        ...wanted,
        ...more,
      });
      expect({ more, ...refused }).toMatchObject({ status: 422 });
      expect(refused.body.errors[0]?.field).toMatch(new RegExp(`^${field}`));
    }
    const unknown = await admin.post('/v1/desk/keys', { ...wanted, scope: { areas: ['0'] } });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
  });
});
