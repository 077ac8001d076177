import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MOST_GUESSES, RESEND_SECONDS } from '#libs/domain';
import { createHttpApp, listen } from '#libs/http';
import { gatewaySender, openMailer } from '#libs/notify';
import { Outgoing } from '#libs/outgoing';
import { setClock } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { sendCodes } from '../../apps/deadlines/src/confirm.work.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { Ways } from '../../apps/intake/src/ways.js';
import { UNLIMITED, abuseOf } from '../harness/abuse.js';
import { type Answered, Browser } from '../harness/browser.js';
import { type MailSink, startMailSink } from '../harness/mail-sink.js';
import { Receiver } from '../harness/receiver.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

const PHONE = '0935 778 899';
const DIALLED = '+84935778899';

let desk: SignedDesk;
let sink: MailSink;
let gateway: Receiver;
let outgoing: Outgoing;
let citizen: Browser;
let limited: Browser;
let mute: Browser;
const apps: NestFastifyApplication[] = [];

async function intakeWith(abuse: typeof UNLIMITED, ways: Ways): Promise<Browser> {
  const { store, reference } = desk.database;
  const { media } = desk.kept;
  const parts = { store, reference, media, secret: SECRET, abuse, ways };
  const app = await createHttpApp(IntakeModule.with(parts));
  apps.push(app);
  return new Browser((await listen(app, '127.0.0.1', 0)).url);
}

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  sink = await startMailSink();
  outgoing = new Outgoing({ allowLoopback: true }, { withinMs: 500 });
  citizen = await intakeWith(UNLIMITED, new Ways(true, true));
  const few = { KIP_LIMIT_MAILBOX: '2/86400', KIP_HOLD_FLOODS: 'off' };
  limited = await intakeWith(abuseOf(few), new Ways(true, true));
  mute = await intakeWith(UNLIMITED, new Ways(false));
}, 60_000);
beforeEach(async () => {
  gateway = await Receiver.start();
});
afterEach(() => {
  gateway.stop();
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await outgoing.close();
  await sink.stop();
  await desk.stop();
});

interface Filed {
  readonly code: string;
  readonly token: string;
}

async function filed(contact?: object, more: object = {}): Promise<Filed> {
  const { body } = await citizen.post<{ code: string; tracking_token: string }>('/v1/reports', {
    ...{ text: 'Cáp võng', category: 'telecom.cable-sagging', address: '12 Lê Lợi', ward: '19753' },
    ...(contact && { contact }),
    ...more,
  });
  return { code: body.code, token: body.tracking_token };
}

const send = <Body>(
  { code, token }: Filed,
  what: string,
  body: object,
  from = citizen,
): Promise<Answered<Body>> =>
  from.send<Body>('POST', `/v1/reports/${code}/${what}`, body, { 'Tracking-Token': token });

const ask = (report: Filed, way: string, from = citizen) => send(report, 'confirm', { way }, from);
const attempt = (report: Filed, way: string, code: string) =>
  send<{ code: string }>(report, 'confirm/code', { way, code });

async function sendAll(): Promise<void> {
  const settings = { url: `${gateway.url}/send`, header: 'X-Api-Key', key: 'key of the gateway' };
  await sendCodes(desk.database.store, {
    ...{ secret: SECRET, mail: openMailer({ url: sink.url, from: 'Kịp <kip@kip.test>' }) },
    phone: gatewaySender(outgoing, settings),
  });
}

async function later(seconds: number): Promise<void> {
  const { store } = desk.database;
  const { now } = await store.transaction({ role: 'worker' }, async (tx) => tx);
  await setClock(store, new Date(now.getTime() + seconds * 1_000));
}

interface Message {
  readonly to: string;
  readonly text: string;
  readonly id: string;
}
const messages = (): Message[] =>
  gateway.at('/send').map(({ body }) => JSON.parse(body) as Message);
const codeIn = (text: string | undefined): string => /\b\d{6}\b(?!-)/.exec(text ?? '')?.[0] ?? '';
/** What a code is not. */
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** In the mail after its label, since the report's own code has six digits too. */
const codeOfMail = (): string =>
  /(?:Mã xác nhận|Code): (\d{6})/.exec(sink.mails.at(-1)?.text ?? '')?.[1] ?? '';

async function shown(
  code: string,
  person: string,
): Promise<{ confirmed: { way: string }[] } | null> {
  const answer = await (
    await desk.as(person)
  ).get<{
    contact: { confirmed: { way: string }[] } | null;
  }>(`/v1/desk/reports/${code}`);
  expect(answer.status).toBe(200);
  return answer.body.contact;
}

describe('the mail address of a report', () => {
  it('is confirmed by a code, in the reporter’s language, and shown to those who may read contacts', async () => {
    for (const language of ['vi', 'en'] as const) {
      const report = await filed({ email: `${language}@kip.test`, language });
      expect(await ask(report, 'mail')).toMatchObject({
        ...{ status: 202, body: { way: 'mail', valid_minutes: 15 } },
      });
      await sendAll();
      const mail = sink.mails.at(-1);
      expect(mail).toMatchObject({ to: `${language}@kip.test` });
      expect(mail?.subject).toContain(language === 'vi' ? 'Mã xác nhận' : 'Code to confirm');
      expect(mail?.subject).not.toContain(codeOfMail());
      expect(await shown(report.code, 'op-1')).toMatchObject({ confirmed: [] });
      const wrong = await attempt(report, 'mail', other(codeOfMail()));
      expect(wrong).toMatchObject({ status: 422, body: { code: 'confirmation_wrong' } });
      for (let times = 0; times < 2; times += 1) {
        const confirmed = await attempt(report, 'mail', codeOfMail());
        expect(confirmed).toMatchObject({ status: 200, body: { way: 'mail', confirmed: true } });
      }
      expect(await shown(report.code, 'op-1')).toMatchObject({ confirmed: [{ way: 'mail' }] });
      const given = await (
        await desk.as('op-1')
      ).post(`/v1/desk/reports/${report.code}/assign`, { unit: 'viettel', words: 'của họ' });
      expect(given.status).toBe(200);
      expect(await shown(report.code, 'staff-viettel')).toBeNull();
      // What is confirmed is not asked for again.
      const before = sink.mails.length;
      expect((await ask(report, 'mail')).status).toBe(202);
      await sendAll();
      expect(sink.mails).toHaveLength(before);
    }
  }, 60_000);

  it('gives five tries, a quarter of an hour and a minute between two codes', async () => {
    const report = await filed({ email: 'thu@kip.test' });
    await ask(report, 'mail');
    await sendAll();
    const first = codeOfMail();
    const soon = await ask(report, 'mail');
    expect(soon).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    // Asked for at once, they count one by one all the same.
    const guesses = await Promise.all(
      Array.from({ length: MOST_GUESSES + 3 }, () => attempt(report, 'mail', other(first))),
    );
    const told = guesses.map(({ body }) => body.code).sort();
    expect(told.filter((code) => code === 'confirmation_wrong')).toHaveLength(MOST_GUESSES);
    expect(await attempt(report, 'mail', first)).toMatchObject({
      ...{ status: 409, body: { code: 'confirmation_spent' } },
    });
    await later(RESEND_SECONDS);
    await ask(report, 'mail');
    await sendAll();
    const second = codeOfMail();
    expect(second).not.toBe(first);
    await later(15 * 60);
    expect(await attempt(report, 'mail', second)).toMatchObject({ status: 409 });
    await ask(report, 'mail');
    await sendAll();
    expect((await attempt(report, 'mail', codeOfMail())).status).toBe(200);
  });

  it('is nobody’s to confirm but its reporter’s, and nothing where there is none', async () => {
    const mine = await filed({ email: 'toi@kip.test' });
    const another = await filed({ email: 'khac@kip.test' });
    expect(await ask({ ...mine, token: another.token }, 'mail')).toMatchObject({ status: 404 });
    const stolen = { ...mine, token: another.token };
    expect(await attempt(stolen, 'mail', '000000')).toMatchObject({ status: 404 });
    expect(await attempt(mine, 'mail', '000000')).toMatchObject({
      ...{ status: 409, body: { code: 'confirmation_spent' } },
    });
    expect(await ask(mine, 'phone')).toMatchObject({
      ...{ status: 409, body: { code: 'nothing_to_confirm' } },
    });
    expect(await ask(await filed(), 'mail')).toMatchObject({
      ...{ status: 409, body: { code: 'nothing_to_confirm' } },
    });
  });

  it('cannot be flooded by reports that name it', async () => {
    const statuses: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      const report = await filed({ email: times === 1 ? 'NAN@kip.test' : 'nan@kip.test' });
      statuses.push((await ask(report, 'mail', limited)).status);
    }
    expect(statuses).toEqual([202, 202, 429]);
    await sendAll();
  });
});

describe('the telephone number of a report', () => {
  it('is confirmed by a code that a gateway carries', async () => {
    const report = await filed({ phone: PHONE });
    expect((await ask(report, 'phone')).status).toBe(202);
    await sendAll();
    const [message] = messages();
    expect(message?.to).toBe(DIALLED);
    expect(message?.text.length).toBeLessThanOrEqual(70);
    expect(message?.text).toMatch(
      /^Kịp: \d{6} là mã xác nhận PA-2026-\d{6}, dùng trong 15 phút\.$/,
    );
    const [{ headers } = { headers: {} }] = gateway.at('/send');
    expect(headers).toMatchObject({
      'x-api-key': 'key of the gateway',
      'idempotency-key': message?.id,
    });
    expect((await attempt(report, 'phone', codeIn(message?.text))).status).toBe(200);
    expect(await shown(report.code, 'op-1')).toMatchObject({ confirmed: [{ way: 'phone' }] });
    await sendAll();
    expect(messages()).toHaveLength(1);
  });

  it.each([
    ['ails', 503, 'pending'],
    ['is busy', 429, 'pending'],
    ['refuses', 400, 'failed'],
    ['leads elsewhere', 302, 'failed'],
  ])('is tried again, or given up, where the gateway %s', async (_how, status, state) => {
    const { store } = desk.database;
    const report = await filed({ phone: PHONE, language: 'en' });
    await ask(report, 'phone');
    gateway.answers['/send'] = (response) =>
      void response.writeHead(status, { Location: `${gateway.url}/elsewhere` }).end();
    await sendAll();
    expect(gateway.at('/elsewhere')).toEqual([]);
    const state_ = async (): Promise<unknown> =>
      store.dataSource.query(
        `SELECT k.sending FROM contact_checks k JOIN reports r ON r.id = k.report_id WHERE r.code = $1`,
        [report.code],
      );
    expect(await state_()).toEqual([{ sending: state }]);
    gateway.answers = {};
    await store.dataSource.query('UPDATE contact_checks SET next_try_at = clock_timestamp()');
    await sendAll();
    const sent = messages();
    expect(sent).toHaveLength(state === 'pending' ? 2 : 1);
    // The same message, known by its id.
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(sent[0]?.text).toContain(`confirms ${report.code}`);
  });

  it('waits for a gateway that is away, and nobody’s code is kept anywhere', async () => {
    const { store } = desk.database;
    const report = await filed({ phone: PHONE });
    await ask(report, 'phone');
    gateway.stop();
    await sendAll();
    gateway = await Receiver.start();
    await store.dataSource.query('UPDATE contact_checks SET next_try_at = clock_timestamp()');
    await sendAll();
    const code = codeIn(messages()[0]?.text);
    const rows = await store.dataSource.query<{ text: string }[]>(
      'SELECT k::text AS text FROM contact_checks k',
    );
    expect(rows.map(({ text }) => text).join('\n')).not.toMatch(new RegExp(`\\b${code}\\b`));
    expect((await attempt(report, 'phone', code)).status).toBe(200);
  });

  it('is not offered where there is no gateway, and that is said with what to do', async () => {
    const report = await filed({ phone: PHONE, email: 'a@kip.test' });
    for (const way of ['phone', 'mail']) {
      const answer = await ask(report, way, mute);
      expect(answer).toMatchObject({ status: 409, body: { code: 'not_offered', detail: way } });
      expect(JSON.stringify(answer.body)).toContain('tổng đài');
    }
  });
});

describe('a stream that asks for it', () => {
  it('takes a rating once a contact is confirmed', async () => {
    const { store, reference } = desk.database;
    await store.dataSource.query(
      `UPDATE streams SET confirm = 'mail_or_phone' WHERE code = 'field'`,
    );
    reference.forget();
    const report = await filed({ email: 'sao@kip.test' });
    const operator = await desk.as('op-1');
    const unit = await desk.as('staff-viettel');
    const to = `/v1/desk/reports/${report.code}`;
    await operator.post(`${to}/assign`, { unit: 'viettel', words: 'của họ' });
    await unit.post(`${to}/take`, {});
    expect((await unit.post(`${to}/resolve`, { text: 'Xong' })).status).toBe(200);
    const rate = () => send<{ code: string }>(report, 'rating', { value: 'satisfied' });
    expect(await rate()).toMatchObject({ status: 409, body: { code: 'confirmation_needed' } });
    await ask(report, 'mail');
    await sendAll();
    await attempt(report, 'mail', codeOfMail());
    expect(await rate()).toMatchObject({ status: 200, body: { state: 'closed' } });
  });
});
