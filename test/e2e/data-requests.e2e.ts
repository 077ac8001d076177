import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { deadlineStage, mayHaveMore } from '#libs/pipeline';
import { setClock } from '#libs/store';
import { type INestApplicationContext } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { forgetDue } from '../../apps/deadlines/src/forget.work.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { UNLIMITED } from '../harness/abuse.js';
import { Browser } from '../harness/browser.js';
import { BEGIN } from '../harness/servers.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';
import { drained, startRouter } from '../harness/working.js';

const NAME = 'Võ Thị Hạnh Nguyên';
const PHONE = '0914 556 677';
const DAY_MS = 86_400_000;

let desk: SignedDesk;
let intake: NestFastifyApplication;
let workers: INestApplicationContext;
let citizen: Browser;
let admin: Browser;
let operator: Browser;

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  const { store, reference } = desk.database;
  workers = await startRouter(desk.database);
  const { media } = desk.kept;
  intake = await createHttpApp(
    IntakeModule.with({ store, reference, media, secret: SECRET, abuse: UNLIMITED }),
  );
  citizen = new Browser((await listen(intake, '127.0.0.1', 0)).url);
  admin = await desk.as('admin-1');
  operator = await desk.as('op-1');
}, 60_000);
afterAll(async () => {
  await intake.close();
  await workers.close();
  await desk.stop();
});

interface Filed {
  readonly code: string;
  readonly tracking_token: string;
  readonly promise: string | null;
}

async function closedReport(): Promise<Filed> {
  const contact = { name: NAME, phone: PHONE };
  const filed = await citizen.post<Filed>('/v1/reports', {
    ...{ text: `Gọi ${NAME}`, address: 'x', category: 'telecom.cable-sagging', contact },
  });
  await drained(desk.database);
  await walk(filed.body.code, ['reject', { reason: 'no_ground' }]);
  return filed.body;
}

async function walk(code: string, ...steps: (readonly [string, object])[]): Promise<void> {
  for (const [action, body] of steps) {
    const answer = await operator.post(`/v1/desk/reports/${code}/${action}`, body);
    expect({ action, ...answer }).toMatchObject({ status: 200 });
  }
}

const demand = (report: Filed, body: object, token = report.tracking_token) =>
  citizen.send<Filed>('POST', `/v1/reports/${report.code}/data-requests`, body, {
    'Tracking-Token': token,
  });

const ASSIGN = ['assign', { unit: 'hepco', words: 'x' }] as const;
const RESOLVE = ['resolve', { text: 'Đã thực hiện yêu cầu' }] as const;

describe('what people demand of their own data', () => {
  it('is a case of its own, filed with the report’s token, with the law’s deadlines', async () => {
    const report = await closedReport();
    const filed = await demand(report, { kind: 'tell', text: 'Cho tôi biết dữ liệu đang lưu' });
    expect(filed).toMatchObject({
      status: 201,
      body: { code: expect.stringMatching(/^DL-2026-/) },
    });
    const { code, promise } = filed.body;
    // Fifteen days from the receipt, and a first answer by the end of the second working day.
    const seen = await operator.get<{
      form: unknown;
      contact: unknown;
      received_at: string;
      cycles: { respond_due_at: string; due_at: string }[];
    }>(`/v1/desk/reports/${code}`);
    const received = new Date(seen.body.received_at);
    expect(promise).toBe(new Date(received.getTime() + 15 * DAY_MS).toISOString());
    expect(seen.body.form).toEqual({ 'request-kind': 'tell', about: report.code });
    expect(seen.body.contact).toBeNull();
    const respond =
      new Date(seen.body.cycles[0]?.respond_due_at ?? 0).getTime() - received.getTime();
    expect(respond / DAY_MS).toBeGreaterThan(1);
    expect(respond / DAY_MS).toBeLessThan(5);

    const another = await closedReport();
    const strange = await demand(report, { kind: 'tell', text: 'x' }, another.tracking_token);
    expect(strange).toMatchObject({ status: 404 });
    const without = await citizen.post('/v1/reports', { stream: 'data', text: 'x' });
    expect(without).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
  });

  it('is answered only once it was carried out, and then stays without whose it was', async () => {
    const report = await closedReport();
    const contact = { name: NAME, phone: PHONE };
    const filed = await demand(report, { kind: 'erase', text: `Xoá giúp ${NAME}`, contact });
    const { code } = filed.body;
    await drained(desk.database);
    await walk(code, ASSIGN, ['answer', { text: 'Đã tiếp nhận yêu cầu' }]);
    const early = await operator.post(`/v1/desk/reports/${code}/resolve`, RESOLVE[1]);
    expect(early).toMatchObject({ status: 409, body: { code: 'request_undecided' } });

    const work = { codes: [report.code], reason: 'theo yêu cầu', request: code };
    const nothing = { ...work, request: report.code };
    expect(await admin.post('/v1/desk/privacy/erase', nothing)).toMatchObject({ status: 404 });
    expect((await operator.post('/v1/desk/privacy/erase', work)).status).toBe(403);
    expect(await admin.post('/v1/desk/privacy/erase', work)).toMatchObject({ status: 200 });
    const outcomes = await admin.get(`/v1/desk/privacy/requests/${code}`);
    expect(outcomes.body).toEqual({
      items: [
        {
          ...{ outcome: 'erased', by: 'admin-1', at: expect.any(String) },
          ...{ reason: 'theo yêu cầu', codes: [report.code] },
        },
      ],
    });
    await walk(code, RESOLVE, ['close', {}]);
    const late = await admin.post('/v1/desk/privacy/export', work);
    expect(late).toMatchObject({ status: 409, body: { code: 'request_ended' } });

    const { store, reference } = desk.database;
    await setClock(store, new Date(BEGIN.getTime() + 40 * DAY_MS));
    expect(await forgetDue(store, reference)).toMatchObject({ requests: 1, contacts: 0 });
    const found = await admin.post<{ items: object[] }>('/v1/desk/privacy/find', { phone: PHONE });
    expect(JSON.stringify(found.body)).not.toContain(code);
    const seen = await operator.get<{ text: string; state: string }>(`/v1/desk/reports/${code}`);
    expect(seen.body).toMatchObject({ state: 'closed', text: 'Xoá giúp [đã xoá]' });
    expect(JSON.stringify(seen.body)).not.toContain('Nguyên');
  });

  it('is refused with a reason, decided anew when it is opened again, and late like any other', async () => {
    const report = await closedReport();
    const { code } = (await demand(report, { kind: 'restrict', text: 'x' })).body;
    await drained(desk.database);
    await walk(code, ASSIGN);
    const outcome = `/v1/desk/privacy/requests/${code}/outcome`;
    expect(await admin.post(outcome, { outcome: 'refused', reason: ' ' })).toMatchObject({
      status: 422,
    });
    expect(await operator.post(outcome, { outcome: 'refused', reason: 'x' })).toMatchObject({
      status: 403,
    });
    const refused = await admin.post(outcome, { outcome: 'refused', reason: 'đang khiếu nại' });
    expect(refused).toMatchObject({ status: 200, body: { items: [{ outcome: 'refused' }] } });
    await walk(code, RESOLVE, ['reopen', { reason: 'người dân chưa đồng ý' }], ASSIGN);
    const again = await operator.post(`/v1/desk/reports/${code}/resolve`, RESOLVE[1]);
    expect(again).toMatchObject({ status: 409, body: { code: 'request_undecided' } });

    const { store, reference } = desk.database;
    const now = await store.transaction({ role: 'worker' }, async (tx) => tx.now);
    await setClock(store, new Date(now.getTime() + 20 * DAY_MS));
    const snapshot = await reference.get();
    const tick = () => store.transaction({ role: 'worker' }, (tx) => deadlineStage(tx, snapshot));
    while (mayHaveMore(await tick()));
    const seen = await operator.get<{ alarms: { kind: string }[] }>(`/v1/desk/reports/${code}`);
    const kinds = new Set(seen.body.alarms.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['warning', 'escalation', 'breach']));
    const span = 'from=2026-01-01&to=2026-12-31&stream=data';
    const figures = await admin.get<object>(`/v1/figures?${span}`);
    expect(figures.status).toBe(200);
    // This one, and the first of this suite, which nobody has answered.
    expect(figures.body).toMatchObject({ total: { counts: { open_overdue: 2, late: 0 } } });
  });
});
