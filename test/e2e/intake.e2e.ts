import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { actStage } from '#libs/pipeline';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { UNLIMITED } from '../harness/abuse.js';
import { noPhotos } from '../harness/media.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';

const secret = 'a secret of the tests, thirty-two long';
let server: TestServer;
let database: TestDatabase;
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  server = await startTestServer(smallReference);
  database = await freshDatabase(server);
  const { store, reference } = database;
  const media = noPhotos(store);
  app = await createHttpApp(
    IntakeModule.with({ store, reference, media, secret, abuse: UNLIMITED }),
  );
  ({ url } = await listen(app, '127.0.0.1', 0));
}, 60_000);
afterAll(async () => {
  await app.close();
  await database.drop();
  await server.stop();
});

type Answer = Record<string, unknown>;

async function call(
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Answer; headers: Headers }> {
  const init: RequestInit = { headers };
  if (body) {
    init.method = 'POST';
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json', ...headers };
  }
  const response = await fetch(`${url}${path}`, init);
  return {
    status: response.status,
    body: (await response.json()) as Answer,
    headers: response.headers,
  };
}

const report = { category: 'waste', text: 'Rác thải đổ trộm', address: '1 Lê Lợi' };

describe('filing a report', () => {
  it('answers with a code, a token and the promise', async () => {
    const filed = await call('/v1/reports', report);
    expect(filed.status).toBe(201);
    expect(filed.body).toMatchObject({
      code: expect.stringMatching(/^PA-2026-\d{6}$/) as unknown,
      promise: '2026-03-11T10:00:00.000Z',
    });
    expect(String(filed.body['tracking_token'])).toHaveLength(32);
  });

  it('answers the same again for the same key and body, and refuses the key for another', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = await call('/v1/reports', report, headers);
    const again = await call('/v1/reports', report, headers);
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await call('/v1/reports', { ...report, text: 'Khác' }, headers);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it.each([
    ['an unknown field', { ...report, colour: 'red' }, 'invalid_request', 'colour'],
    ['half a place', { ...report, lat: 16 }, 'invalid_request', 'lon'],
    ['no place at all', { category: 'waste', text: 'Rác' }, 'invalid_request', 'address'],
    ['an unknown category', { ...report, category: 'nothing' }, 'unknown_reference', 'category'],
    ['a character that cannot be kept', { ...report, text: 'a\u0000b' }, 'invalid_request', 'text'],
    [
      'a wrong mail address',
      { ...report, contact: { email: 'no' } },
      'invalid_request',
      'contact.email',
    ],
  ])('refuses %s and names the field and the remedy', async (_what, body, code, field) => {
    const refused = await call('/v1/reports', body);
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ code, remedy: expect.any(String) as unknown });
    const errors = refused.body['errors'] as { field: string }[];
    expect(errors.map((error) => error.field)).toContain(field);
  });

  it('refuses in the language asked for, and what is no JSON or too large', async () => {
    const english = await call('/v1/reports', {}, { 'Accept-Language': 'en' });
    expect(english.body['title']).toBe('The request is not valid');
    const broken = await fetch(`${url}/v1/reports`, {
      method: 'POST',
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(broken.status).toBe(422);
    const large = await call('/v1/reports', { ...report, text: 'x'.repeat(70_000) });
    expect(large).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });
});

describe('following a report', () => {
  let code: string;
  let headers: Record<string, string>;

  beforeEach(async () => {
    const filed = await call('/v1/reports', report);
    code = String(filed.body['code']);
    headers = { 'Tracking-Token': String(filed.body['tracking_token']) };
  });

  it('needs its own token: a wrong one and an unknown code answer alike', async () => {
    expect((await call(`/v1/reports/${code}`, undefined, headers)).status).toBe(200);
    const wrong = await call(`/v1/reports/${code}`, undefined, {
      'Tracking-Token': 'x'.repeat(32),
    });
    const none = await call('/v1/reports/PA-2026-999999', undefined, headers);
    expect(wrong).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(none).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('shows what was done for the citizen, takes words, a rating and a reopening', async () => {
    const reference = await database.reference.get();
    const actor = { role: 'operator', personCode: null, unitCodes: [] } as const;
    const act = (act: Parameters<typeof actStage>[2]['act']): Promise<unknown> =>
      database.store.transaction({ role: 'worker' }, (tx) =>
        actStage(tx, reference, { code, actor, act }),
      );
    await act({ action: 'assign', unitCode: 'waste', words: 'lý do nội bộ' });
    await call(`/v1/reports/${code}/words`, { text: 'Gần cổng chợ' }, headers);
    await act({ action: 'resolve', text: 'Đã dọn sạch' });
    const rated = await call(`/v1/reports/${code}/rating`, { value: 'not_satisfied' }, headers);
    expect(rated.body).toMatchObject({ state: 'resolved', rating: 'not_satisfied' });
    const reopened = await call(`/v1/reports/${code}/reopen`, { reason: 'Vẫn còn rác' }, headers);
    expect(reopened.body['state']).toBe('in_review');
    const lines = reopened.body['history'] as { kind: string; text: string | null }[];
    expect(lines.map((line) => line.kind)).toEqual([
      'receive',
      'assign',
      'words',
      'resolve',
      'rated',
      'reopen',
    ]);
    expect(JSON.stringify(reopened.body)).not.toContain('nội bộ');
    const refused = await call(`/v1/reports/${code}/rating`, { value: 'satisfied' }, headers);
    expect(refused).toMatchObject({ status: 409, body: { code: 'not_rateable' } });
  });

  it('can be withdrawn until a unit has taken it', async () => {
    const gone = await call(`/v1/reports/${code}/withdraw`, { reason: 'Đã hết' }, headers);
    expect(gone.body['state']).toBe('withdrawn');
  });
});

describe('the intake', () => {
  it('says whether it lives and is ready, and describes itself', async () => {
    expect((await call('/health/live')).body).toEqual({ status: 'live' });
    expect((await call('/health/ready')).body).toEqual({ status: 'ready' });
    const page = await fetch(`${url}/docs`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('swagger');
  });

  it('answers an unknown path with a problem', async () => {
    expect(await call('/v1/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
