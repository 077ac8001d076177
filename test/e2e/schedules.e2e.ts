import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DocumentView, type ScheduleList, type ScheduleView } from '#libs/dto';
import { printNext, readDocument } from '#libs/documents';
import { type Mailer, openMailer } from '#libs/notify';
import { printedDocument, setClock } from '#libs/store';
import { sendDocuments } from '../../apps/deadlines/src/document-mail.work.js';
import { askScheduled } from '../../apps/metrics/src/documents.work.js';
import {
  type ProblemBody,
  type TestDesk,
  as,
  file,
  get,
  post,
  problem,
  resolved,
  send,
  startDesk,
  walk,
} from '../harness/desk.js';
import { kip } from '../harness/kip.js';
import { type MailSink, startMailSink } from '../harness/mail-sink.js';
import { hue } from '../harness/mail-world.js';
import { unzip, wordsOf } from '../harness/unzip.js';

let desk: TestDesk;
let sink: MailSink;
let mailer: Mailer;
const DESK_URL = 'https://desk.kip.test';
const SETTINGS = { deskUrl: DESK_URL, attachedAtMost: 5_000_000 };
const MONTHLY = { every: 'month', format: 'docx', recipients: ['sup-1'] };

const put = (person: string, id: string, body: object) =>
  send<ScheduleView & ProblemBody>('PUT', `/v1/desk/documents/schedules/${id}`, as(person), body);

async function saved(person: string, body: object = {}): Promise<string> {
  const id = randomUUID();
  expect(await put(person, id, { ...MONTHLY, ...body })).toMatchObject({ status: 200 });
  return id;
}

async function of(person: string, id: string): Promise<ScheduleView> {
  const { body } = await get<ScheduleList>(person, '/v1/desk/documents/schedules');
  const found = body.items.find((one) => one.id === id);
  if (!found) throw new Error(`${person} does not see the schedule`);
  return found;
}

/** What the processes do of themselves, once each: ask, print, send. */
async function goOn(settings = SETTINGS): Promise<void> {
  const { store, reference } = desk.database;
  await askScheduled(store, reference);
  while (await printNext(store, reference));
  await sendDocuments(store, reference, mailer, settings);
}

async function moveTo(local: string): Promise<void> {
  await setClock(desk.database.store, hue(local));
}

async function owner(sql: string, values: readonly unknown[] = []): Promise<void> {
  await desk.database.store.transaction({ role: 'owner' }, (tx) => tx.query(sql, values));
}

async function newSink(): Promise<void> {
  sink = await startMailSink();
  mailer = openMailer({ url: sink.url, from: 'Kịp <kip@kip.test>' });
}

beforeAll(async () => {
  desk = await startDesk();
  for (const text of ['Dây thứ nhất', 'Dây thứ hai']) {
    const { report } = await file(text, { category: 'telecom.cable-sagging' });
    await walk(report.code, resolved);
  }
}, 90_000);
afterAll(() => desk.stop());
beforeEach(async () => {
  await sink?.stop();
  await newSink();
});
afterAll(() => sink.stop());

describe('a document that goes by mail', () => {
  it('goes in the first working hour after its month, once, with what was printed', async () => {
    const id = await saved('sup-1', { recipients: ['sup-1', 'op-1'], agency: 'SỞ KH&CN' });
    await goOn();
    expect(sink.mails).toEqual([]);
    // April begins on a Wednesday: from 07:30 in Huế by the hours of 2026.
    await moveTo('2026-04-01T07:29');
    await goOn();
    expect(sink.mails).toEqual([]);
    expect((await of('sup-1', id)).log).toEqual([]);
    await moveTo('2026-04-01T07:30');
    await goOn();
    await goOn();
    expect(sink.mails.map(({ to }) => to).sort()).toEqual(['op-1@example.vn', 'sup-1@example.vn']);
    const [mail] = sink.mails;
    const about = 'Kết quả tiếp nhận, xử lý phản ánh, kiến nghị tháng 3 năm 2026';
    expect(mail?.subject).toBe(`[Kịp] ${about}`);
    expect(mail?.text).toContain(`${DESK_URL}/documents/schedules#${id}`);
    const [attached, ...others] = mail?.attachments ?? [];
    expect(others).toEqual([]);
    expect(attached?.filename).toBe('kip-2026-03.docx');
    const bytes = attached?.content ?? Buffer.from('');
    const words = wordsOf(unzip(bytes).get('word/document.xml'));
    expect(words).toContain(
      'Trong tháng 3 năm 2026, đã tiếp nhận và xử lý 02 phản ánh về rác rưởi viễn thông',
    );
    const [made, ...older] = (await of('sup-1', id)).log;
    expect(older).toEqual([]);
    expect(made).toMatchObject({ period: '2026-03', error: null });
    expect(made?.mails.map(({ person, state }) => `${person} ${state}`)).toEqual([
      ...['op-1 sent', 'sup-1 sent'],
    ]);
    // The frozen copy is that of the file, by id and checksum.
    expect(readDocument(bytes).id).toBe(made?.document);
    const kept = await desk.database.store.transaction({ role: 'worker' }, (tx) =>
      printedDocument(tx, made?.document ?? ''),
    );
    expect(mail?.text).toContain(kept?.figuresSha256 ?? 'nothing');
    expect(await send('DELETE', `/v1/desk/documents/schedules/${id}`, as('sup-1'))).toMatchObject({
      status: 204,
    });
  });

  it('is caught up with after a silence, the last period alone', async () => {
    const id = await saved('sup-1', { format: 'json', every: 'week' });
    // Nobody was at it for six weeks.
    await moveTo('2026-05-20T10:00');
    await goOn();
    await goOn();
    const { log } = await of('sup-1', id);
    expect(log.map(({ period }) => period)).toEqual(['2026-W20']);
    expect(sink.mails).toHaveLength(1);
    // Nothing was received in that week: the letter says so, and nothing goes with it.
    expect(sink.mails[0]?.text).toContain('không lập báo cáo');
    expect(sink.mails[0]?.subject).toContain('tuần 20 năm 2026');
    expect(sink.mails[0]?.attachments).toEqual([]);
    await send('DELETE', `/v1/desk/documents/schedules/${id}`, as('sup-1'));
  });

  it('is not sent for a period that was over before it was asked for', async () => {
    const id = await saved('sup-1', { every: 'quarter' });
    await goOn();
    expect((await of('sup-1', id)).log).toEqual([]);
    await send('DELETE', `/v1/desk/documents/schedules/${id}`, as('sup-1'));
  });

  it('is tried again where the server broke off, and told apart where nobody is there', async () => {
    const { report } = await file('Dây của tháng năm', { category: 'telecom.cable-sagging' });
    await walk(report.code, resolved);
    const id = await saved('sup-1', { format: 'csv', recipients: ['sup-1', 'op-2'] });
    await moveTo('2026-06-01T08:00');
    sink.refuse('op-2@example.vn');
    const { port } = sink;
    await sink.stop();
    await goOn();
    const states = async () =>
      (await of('sup-1', id)).log[0]?.mails.map(({ person, state, tries }) => ({
        ...{ person, state, tries },
      }));
    expect((await states())?.map(({ state }) => state)).toEqual(['pending', 'pending']);
    sink = await startMailSink(port);
    sink.refuse('op-2@example.vn');
    await owner(
      `UPDATE document_mails SET next_try_at = clock_timestamp() WHERE state = 'pending'`,
    );
    await goOn();
    expect(await states()).toEqual([
      { person: 'op-2', state: 'failed', tries: expect.any(Number) },
      { person: 'sup-1', state: 'sent', tries: expect.any(Number) },
    ]);
    expect(sink.mails.map(({ to }) => to)).toEqual(['sup-1@example.vn']);
    const { log } = await of('sup-1', id);
    expect(log[0]?.mails[0]?.error).toContain('550');
    await send('DELETE', `/v1/desk/documents/schedules/${id}`, as('sup-1'));
  });

  it('is a link where it is large, which its readers open and others do not', async () => {
    const { report } = await file('Dây của tháng sáu', { category: 'telecom.cable-sagging' });
    await walk(report.code, resolved);
    const id = await saved('sup-1', { format: 'pdf', recipients: ['mod-1'], language: 'en' });
    await moveTo('2026-07-01T08:00');
    await goOn({ ...SETTINGS, attachedAtMost: 1_000 });
    const [mail] = sink.mails;
    const document = (await of('sup-1', id)).log[0]?.document ?? '';
    expect(mail?.attachments).toEqual([]);
    expect(mail?.text).toContain(`${DESK_URL}/v1/desk/documents/${document}/file`);
    const opened = await fetch(`${desk.url}/v1/desk/documents/${document}/file`, {
      headers: as('mod-1'),
    });
    expect(opened.status).toBe(200);
    expect(opened.headers.get('content-disposition')).toMatch(/filename="kip-2026-06-/);
    const view = await get<DocumentView>('mod-1', `/v1/desk/documents/${document}`);
    expect(view.body.asked).toMatchObject({ from: '2026-06-01', to: '2026-06-30' });
    const other = await get('op-1', `/v1/desk/documents/${document}`);
    expect(other).toMatchObject(problem(404, 'not_found'));
    // A reader sees the schedule, and nothing of what went to others.
    expect(await of('mod-1', id)).toMatchObject({ owner: 'sup-1', log: [] });
    const { body } = await get<ScheduleList>('op-1', '/v1/desk/documents/schedules');
    expect(body.items).toEqual([]);
  });

  it('goes to nobody who left, was shut out, or sees less by now', async () => {
    const { body } = await get<ScheduleList>('mod-1', '/v1/desk/documents/schedules');
    const [first] = body.items;
    const leave = (person: string) =>
      post(person, `/v1/desk/documents/schedules/${first?.id ?? ''}/leave`);
    expect((await leave('mod-1')).status).toBe(204);
    expect(await leave('mod-1')).toMatchObject(problem(404, 'not_found'));
    const id = await saved('sup-1', { format: 'json', recipients: ['op-1', 'op-2', 'sup-1'] });
    const { report } = await file('Dây của tháng bảy', { category: 'telecom.cable-sagging' });
    await walk(report.code, resolved);
    await owner(`UPDATE people SET units = '{vnpt}' WHERE code = 'op-1'`);
    await owner(`INSERT INTO accounts (person_code, disabled_at) VALUES ('op-2', now())`);
    desk.database.reference.forget();
    await moveTo('2026-08-03T08:00');
    await goOn();
    expect(sink.mails.map(({ to }) => to)).toEqual(['sup-1@example.vn']);
    const mails = (await of('sup-1', id)).log[0]?.mails;
    expect(mails?.map(({ person, state }) => `${person} ${state}`)).toEqual([
      ...['op-1 not_allowed', 'op-2 not_allowed', 'sup-1 sent'],
    ]);
    await owner(`UPDATE people SET units = '{*}' WHERE code = 'op-1'`);
    desk.database.reference.forget();
  });

  it('is written down, and not made, where its owner may print no more', async () => {
    const { report } = await file('Dây của tháng tám', { category: 'telecom.cable-sagging' });
    await walk(report.code, resolved);
    await owner(`UPDATE people SET role = 'operator' WHERE code = 'sup-1'`);
    desk.database.reference.forget();
    // The first two days of September are holidays.
    await moveTo('2026-09-03T08:00');
    await goOn();
    expect(sink.mails).toEqual([]);
    await owner(`UPDATE people SET role = 'supervisor' WHERE code = 'sup-1'`);
    desk.database.reference.forget();
    const { body } = await get<ScheduleList>('sup-1', '/v1/desk/documents/schedules');
    expect(body.items[0]?.log[0]).toMatchObject({
      ...{ period: '2026-08', document: null, error: 'role_not_allowed', mails: [] },
    });
    const told = await kip(['document', 'schedules', '--json'], {
      ...{ DATABASE_URL: desk.database.url, KIP_HOME: '/nonexistent-of-this-test' },
    });
    const { items } = JSON.parse(told.stdout) as { items: { log: { error: string | null }[] }[] };
    expect(items.length).toBeGreaterThan(5);
    expect(items.flatMap(({ log }) => log.map(({ error }) => error))).toContain('role_not_allowed');
    const table = await kip(['document', 'schedules'], {
      ...{ DATABASE_URL: desk.database.url, KIP_HOME: '/nonexistent-of-this-test' },
    });
    expect(table.stdout).toContain('đã dừng');
  });
});

describe('a schedule', () => {
  it.each([
    ['a reader who sees less', 'sup-1', { recipients: ['staff-vnpt'] }, 'reader_out_of_sight'],
    ['a reader who is not there', 'sup-1', { recipients: ['nobody'] }, 'unknown_reference'],
    ['no reader', 'sup-1', { recipients: [] }, 'invalid_request'],
    ['one reader twice', 'sup-1', { recipients: ['op-1', 'op-1'] }, 'invalid_request'],
    ['a period that nobody knows', 'sup-1', { every: 'day' }, 'invalid_request'],
    ['a network that is not there', 'sup-1', { network: 'x' }, 'unknown_reference'],
  ])('with %s is refused', async (_, person, own, code) => {
    const answer = await put(person, randomUUID(), { ...MONTHLY, ...own });
    expect(answer).toMatchObject(problem(422, code));
  });

  it('of a unit may go to its people, and is its owner’s to change and end', async () => {
    const id = await saved('admin-1', { unit: 'vnpt', recipients: ['staff-vnpt'] });
    expect(await put('sup-1', id, MONTHLY)).toMatchObject(problem(404, 'not_found'));
    const path = `/v1/desk/documents/schedules/${id}`;
    expect(await send('DELETE', path, as('sup-1'))).toMatchObject(problem(404, 'not_found'));
    expect(await put('op-1', id, MONTHLY)).toMatchObject(problem(403, 'role_not_allowed'));
    expect((await put('admin-1', id, { ...MONTHLY, every: 'year' })).body.every).toBe('year');
    expect(await send('DELETE', path, as('admin-1'))).toMatchObject({ status: 204 });
    expect(await put('admin-1', id, MONTHLY)).toMatchObject(problem(404, 'not_found'));
  });
});

describe('a document of another period', () => {
  it.each([
    [{ period: '2026-W53', year: 2026 }, 422],
    [{ period: '2025-W53' }, 422],
    [{ period: '2026-3' }, 422],
    [{}, 422],
    [{ period: '2026-Q3' }, 202],
    [{ period: '2026-W10', unit: 'viettel' }, 202],
  ])('asked for with %j is answered with %d', async (body, status) => {
    const asked = { format: 'json', ...body };
    expect((await post('sup-1', '/v1/desk/documents', asked)).status).toBe(status);
  });
});
