import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PublicReportPage } from '#libs/dto';
import { createHttpApp, listen } from '#libs/http';
import { openMailer } from '#libs/notify';
import { sealStage } from '#libs/pipeline';
import { type Access, setClock } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { sendFollows } from '../../apps/deadlines/src/follow.work.js';
import { forgetDue } from '../../apps/deadlines/src/forget.work.js';
import { postActs } from '../../apps/deadlines/src/post.work.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { Ways } from '../../apps/intake/src/ways.js';
import { UNLIMITED, abuseOf } from '../harness/abuse.js';
import { Browser } from '../harness/browser.js';
import { type MailSink, type TakenMail, startMailSink } from '../harness/mail-sink.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

const HOUR_MS = 3_600_000;
const NAME = 'Nguyễn Thị Quỳnh Trâm';
const PHONE = '0935 778 899';

let desk: SignedDesk;
let sink: MailSink;
let citizen: Browser;
let limited: Browser;
let silent: Browser;
const apps: NestFastifyApplication[] = [];

async function intakeWith(abuse: typeof UNLIMITED, mail: boolean): Promise<Browser> {
  const { store, reference } = desk.database;
  const { media } = desk.kept;
  const parts = { store, reference, media, secret: SECRET, abuse, ways: new Ways(mail) };
  const app = await createHttpApp(IntakeModule.with(parts));
  apps.push(app);
  return new Browser((await listen(app, '127.0.0.1', 0)).url);
}

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  sink = await startMailSink();
  citizen = await intakeWith(UNLIMITED, true);
  const few = { KIP_LIMIT_ASKING: '4/3600', KIP_LIMIT_MAILBOX: '2/86400' };
  limited = await intakeWith(abuseOf({ ...few, KIP_HOLD_FLOODS: 'off' }), true);
  silent = await intakeWith(UNLIMITED, false);
}, 60_000);
afterAll(async () => {
  for (const app of apps) await app.close();
  await sink.stop();
  await desk.stop();
});

const settings = (): Parameters<typeof sendFollows>[2] => ({
  secret: SECRET,
  mail: {
    ...{ server: { url: sink.url, from: 'Kịp <kip@kip.test>' }, digestMinutes: 15 },
    publicUrl: 'https://kip.test',
  },
});

/** Seals what was committed, and sends whatever is due by now. @returns the mails that came of it to an address */
async function mailsTo(address: string): Promise<readonly TakenMail[]> {
  const { store, reference } = desk.database;
  const before = sink.mails.length;
  const mailer = openMailer({ url: sink.url, from: 'Kịp <kip@kip.test>' });
  while (await store.transaction({ role: 'worker' }, sealStage));
  await postActs(store, reference, mailer, settings());
  await sendFollows(store, mailer, settings());
  return sink.mails.slice(before).filter(({ to }) => to === address);
}

const tokenIn = (page: 'follow' | 'unfollow', mail: TakenMail | undefined): string =>
  new RegExp(`https://kip\\.test/${page}#([\\w-]{32})`).exec(mail?.text ?? '')?.[1] ?? '';

async function later(hours: number): Promise<void> {
  const { store } = desk.database;
  const { now } = await store.transaction({ role: 'worker' }, async (tx) => tx);
  await setClock(store, new Date(now.getTime() + hours * HOUR_MS));
}

const done = async (who: string, code: string, action: string, body: object): Promise<void> => {
  const answer = await (await desk.as(who)).post(`/v1/desk/reports/${code}/${action}`, body);
  expect(answer).toMatchObject({ status: 200 });
};

/** A report that somebody else sent, whose text names them; it is worked on. */
async function filed(more: object = {}): Promise<string> {
  const contact = { name: NAME, phone: PHONE, email: 'reporter@kip.test' };
  const { body } = await citizen.post<{ code: string }>('/v1/reports', {
    ...{ text: `Cáp võng, gọi ${NAME} ${PHONE}`, category: 'telecom.cable-sagging' },
    ...{ address: '12 Lê Lợi', ward: '19753', contact },
    ...more,
  });
  await done('op-1', body.code, 'assign', { unit: 'viettel', words: 'của họ' });
  return body.code;
}

const ask = (code: string, email: string, language = 'vi', from = citizen) =>
  from.post<{ code: string }>(`/v1/public/reports/${code}/follow`, { email, language });

/** @returns the token by which they leave is in the mails */
async function follows(code: string, email: string, language = 'vi'): Promise<void> {
  expect((await ask(code, email, language)).status).toBe(202);
  const [mail] = await mailsTo(email);
  const confirmed = await citizen.post('/v1/public/follows/confirm', {
    token: tokenIn('follow', mail),
  });
  expect(confirmed).toMatchObject({ status: 200, body: { code } });
}

async function counted(code: string): Promise<readonly (number | undefined)[]> {
  const list = await citizen.get<PublicReportPage>('/v1/public/reports?limit=100');
  const shown = await (
    await desk.as('op-1')
  ).get<{ followers: number }>(`/v1/desk/reports/${code}`);
  return [list.body.items.find((one) => one.code === code)?.followers, shown.body.followers];
}

describe('following a report that somebody else sent', () => {
  it('is asked for by mail first, and told act by act, in their language, as the public reads it', async () => {
    for (const [language, subjects, address] of [
      [
        'vi',
        ['Đơn vị đã phản hồi', 'Đã có kết quả xử lý', 'Đã mở lại phản ánh', 'Đã có kết quả xử lý'],
        'lan@kip.test',
      ],
      [
        'en',
        [
          'The unit has answered',
          'There is a result',
          'The report was reopened',
          'There is a result',
        ],
        'ann@kip.test',
      ],
    ] as const) {
      const code = await filed();
      expect((await ask(code, address, language)).status).toBe(202);
      const [asking, ...none] = await mailsTo(address);
      expect(none).toEqual([]);
      expect(asking?.subject).toContain(code);
      expect(asking?.text).toContain(language === 'vi' ? 'xin xác nhận' : 'please confirm');
      // Until then nobody is told of anything.
      await done('staff-viettel', code, 'take', {});
      await done('staff-viettel', code, 'answer', { text: `Đã gọi chị ${NAME}` });
      expect(await mailsTo(address)).toEqual([]);
      expect(await counted(code)).toEqual([0, 0]);
      const token = tokenIn('follow', asking);
      for (let times = 0; times < 2; times += 1) {
        const confirmed = await citizen.post('/v1/public/follows/confirm', { token });
        expect(confirmed).toMatchObject({ status: 200, body: { code } });
      }
      expect(await counted(code)).toEqual([1, 1]);

      await done('staff-viettel', code, 'answer', { text: `Đã gọi chị ${NAME}` });
      await done('staff-viettel', code, 'resolve', { text: `Xong, chị ${NAME}` });
      const mails = [...(await mailsTo(address))];
      await done('op-1', code, 'reopen', { reason: 'vẫn còn' });
      const [reopened] = await mailsTo(address);
      if (reopened) mails.push(reopened);
      await done('op-1', code, 'assign', { unit: 'viettel', words: 'của họ' });
      await done('staff-viettel', code, 'take', {});
      await done('staff-viettel', code, 'resolve', { text: 'Xong' });
      mails.push(...(await mailsTo(address)));
      expect(mails.map(({ subject }) => subject)).toEqual(
        subjects.map((subject) => `[Kịp] ${subject}: ${code}`),
      );
      expect(mails[0]?.text).toContain('Cáp võng, gọi […]');
      // While it is looked at again it is not published.
      expect(reopened?.text).not.toContain('Cáp võng, gọi');
      const all = mails.map(({ text, html }) => text + html).join('');
      for (const secret of [NAME, PHONE, 'Đã gọi', 'vẫn còn', 'op-1', 'staff-viettel']) {
        expect(all).not.toContain(secret);
      }
      await done('op-1', code, 'close', {});
      const [closed] = await mailsTo(address);
      expect(closed?.subject).toBe(
        `[Kịp] ${language === 'vi' ? 'Đã kết thúc phản ánh' : 'The report was closed'}: ${code}`,
      );
    }
  }, 60_000);

  it('is of what is published alone, and says the same whether somebody follows already', async () => {
    const code = await filed();
    const { body } = await citizen.post<{ code: string }>('/v1/reports', {
      ...{ text: 'Mới đến', address: 'x', category: 'telecom.cable-sagging' },
    });
    const letter = await filed({ stream: 'letter', category: undefined });
    for (const hidden of [body.code, letter, 'PA-2026-999999']) {
      expect(await ask(hidden, 'lan@kip.test')).toMatchObject({ status: 404 });
    }
    const first = await ask(code, 'hoa@kip.test');
    const again = await ask(code, 'Hoa@KIP.test');
    expect(await mailsTo('hoa@kip.test')).toHaveLength(1);
    await follows(code, 'hoa2@kip.test');
    const known = await ask(code, 'hoa2@kip.test');
    expect(await mailsTo('hoa2@kip.test')).toEqual([]);
    expect([again, known].map(({ status, body: told }) => ({ status, told }))).toEqual([
      { status: first.status, told: first.body },
      { status: first.status, told: first.body },
    ]);
  });

  it('is confirmed within 48 hours or never; then it may be asked for again', async () => {
    const code = await filed();
    await ask(code, 'muon@kip.test');
    const token = tokenIn('follow', (await mailsTo('muon@kip.test'))[0]);
    await later(48);
    const late = await citizen.post('/v1/public/follows/confirm', { token });
    expect(late).toMatchObject({ status: 403, body: { code: 'link_refused' } });
    const forged = await citizen.post('/v1/public/follows/confirm', { token: 'x'.repeat(32) });
    expect(forged).toMatchObject({ status: 403, body: { code: 'link_refused' } });
    await follows(code, 'muon@kip.test');
    expect(await counted(code)).toEqual([1, 1]);
  });

  it('ends with the token of any mail, without signing in, and nothing is kept of them', async () => {
    const { store } = desk.database;
    const code = await filed();
    await follows(code, 'thoi@kip.test', 'en');
    await done('staff-viettel', code, 'answer', { text: 'Sẽ đến' });
    const token = tokenIn('unfollow', (await mailsTo('thoi@kip.test'))[0]);
    await done('staff-viettel', code, 'answer', { text: 'Mai đến' });
    for (let times = 0; times < 2; times += 1) {
      expect((await citizen.post('/v1/public/follows/leave', { token })).status).toBe(204);
    }
    expect(await mailsTo('thoi@kip.test')).toEqual([]);
    expect(await counted(code)).toEqual([0, 0]);
    const rows = await store.dataSource.query<unknown[]>(
      `SELECT FROM followers WHERE email = 'thoi@kip.test'`,
    );
    expect(rows).toEqual([]);
  });

  it('goes on with the report into which it was merged, once for each', async () => {
    const survivor = await filed();
    const duplicate = await filed();
    await follows(duplicate, 'gop@kip.test');
    await follows(duplicate, 'hai@kip.test');
    await follows(survivor, 'hai@kip.test');
    await done('op-1', duplicate, 'merge', { survivor });
    expect(await counted(survivor)).toEqual([2, 2]);
    await done('staff-viettel', survivor, 'take', {});
    await done('staff-viettel', survivor, 'resolve', { text: 'Xong' });
    const before = sink.mails.length;
    const [moved] = await mailsTo('gop@kip.test');
    expect(moved?.subject).toContain(survivor);
    expect(moved?.text).toContain(duplicate);
    const both = sink.mails.slice(before).filter(({ to }) => to === 'hai@kip.test');
    expect(both.map(({ subject }) => subject)).toEqual([`[Kịp] Đã có kết quả xử lý: ${survivor}`]);
  });

  it('is not offered without a mail server, and bombards nobody', async () => {
    const code = await filed();
    expect(await ask(code, 'x@kip.test', 'vi', silent)).toMatchObject({
      ...{ status: 409, body: { code: 'not_offered' } },
    });
    const others = [await filed(), await filed()];
    const statuses: number[] = [];
    for (const one of [code, ...others]) {
      statuses.push((await ask(one, 'nan@kip.test', 'vi', limited)).status);
    }
    expect(statuses).toEqual([202, 202, 429]);
    expect(await mailsTo('nan@kip.test')).toHaveLength(2);
    // By whoever asks, whomever it goes to; what was refused for one mailbox is given back.
    const asked: number[] = [];
    for (const one of ['a@kip.test', 'b@kip.test', 'c@kip.test']) {
      asked.push((await ask(code, one, 'vi', limited)).status);
    }
    expect(asked).toEqual([202, 202, 429]);
  });

  it('is found, told and erased for whoever demands it, and kept no longer than the case', async () => {
    const { store, reference } = desk.database;
    const code = await filed();
    for (const email of ['doi@kip.test', 'reporter@kip.test', 'giu@kip.test'])
      await follows(code, email);
    await ask(code, 'cho@kip.test');
    const admin = await desk.as('admin-1');
    const found = await admin.post<{ items: unknown[]; follows: { code: string }[] }>(
      ...(['/v1/desk/privacy/find', { email: 'Doi@kip.test' }] as const),
    );
    expect(found.body).toMatchObject({ items: [], follows: [{ code }] });
    const forgotten = await admin.post('/v1/desk/privacy/forget-follows', {
      ...{ email: 'Doi@kip.test', reason: 'theo đơn' },
    });
    expect(forgotten).toMatchObject({ status: 200, body: { forgotten: 1 } });
    expect(await counted(code)).toEqual([2, 2]);

    await done('staff-viettel', code, 'take', {});
    await done('staff-viettel', code, 'resolve', { text: 'Xong' });
    await done('op-1', code, 'close', {});
    const told = await admin.post('/v1/desk/privacy/export', { codes: [code], reason: 'theo đơn' });
    expect(told.body).toMatchObject({ follows: [{ code }] });
    await admin.post('/v1/desk/privacy/erase', { codes: [code], reason: 'theo đơn' });
    expect(await counted(code)).toEqual([1, 1]);

    const kept = async (): Promise<string[]> => {
      const rows = await store.dataSource.query<{ email: string }[]>(
        'SELECT email FROM followers f JOIN reports r ON r.id = f.report_id WHERE r.code = $1 ORDER BY 1',
        [code],
      );
      return rows.map(({ email }) => email);
    };
    expect(await kept()).toEqual(['cho@kip.test', 'giu@kip.test']);
    await later(49);
    await forgetDue(store, reference);
    expect(await kept()).toEqual(['giu@kip.test']);
    await later(31 * 24);
    expect(await forgetDue(store, reference)).toMatchObject({ followers: expect.any(Number) });
    expect(await kept()).toEqual([]);
  });

  it('tells an address to the post and the door alone', async () => {
    const { store } = desk.database;
    const everything = {
      streams: ['*'],
      areas: ['*'],
      units: ['*'],
      networks: ['*'],
      contacts: true,
    };
    const read = (access: Access) =>
      store.transaction(access, (tx) => tx.query('SELECT email FROM followers'));
    for (const access of [
      { role: 'intake' },
      { role: 'worker' },
      { role: 'desk', scope: everything },
    ] as const) {
      await expect(read(access)).rejects.toThrow('permission denied');
    }
    expect(await read({ role: 'post' })).not.toEqual([]);
  });
});
