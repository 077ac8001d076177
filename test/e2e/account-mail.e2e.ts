import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '#libs/access';
import { openMailer } from '#libs/notify';
import { sendLinks } from '../../apps/deadlines/src/link.work.js';
import { mailReference } from '../harness/mail-reference.js';
import { type MailSink, startMailSink } from '../harness/mail-sink.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';

const SECRET = 'a secret of the tests, thirty-two long';
const SETTINGS = { secret: SECRET, deskUrl: 'https://desk.kip.test' };
let server: TestServer;
let database: TestDatabase;
let sink: MailSink;
let accounts: Accounts;

beforeAll(async () => {
  server = await startTestServer(mailReference);
  database = await freshDatabase(server);
  sink = await startMailSink();
  accounts = new Accounts(database.store, SECRET, true);
}, 60_000);
afterAll(async () => {
  await sink.stop();
  await database.drop();
  await server.stop();
});

const send = (): Promise<void> =>
  sendLinks(database.store, openMailer({ url: sink.url, from: 'kip@kip.test' }), SETTINGS);

const tokenIn = (text: string | undefined): string =>
  /https:\/\/desk\.kip\.test\/account\/password#(\S+)/.exec(text ?? '')?.[1] ?? '';

describe('a link to set a password', () => {
  it('goes by mail, once, in its person’s language, and works once', async () => {
    expect(await accounts.invite('staff', null)).toBeNull();
    await accounts.invite('sup', null);
    await send();
    await send();
    expect(sink.mails.map(({ to, subject }) => `${to} ${subject}`).sort()).toEqual([
      'staff@kip.test Mời sử dụng hệ thống Kịp',
      'sup@kip.test Your account with Kịp',
    ]);
    const [mail] = sink.mails.filter(({ to }) => to === 'staff@kip.test');
    expect(mail?.text).toContain('Liên kết dùng được một lần, trong 7 ngày.');
    const token = tokenIn(mail?.text);
    await accounts.setPassword(token, 'con thuyền và bảy cây thông');
    const again = accounts.setPassword(token, 'con thuyền và tám cây thông');
    await expect(again).rejects.toMatchObject({ code: 'link_refused' });
  });

  it('is sent to whoever asks for a new password, and only where there is an account', async () => {
    const before = sink.mails.length;
    await accounts.askReset('STAFF@kip.test');
    await accounts.askReset('stranger@kip.test');
    await accounts.askReset('adm@kip.test');
    await send();
    const mails = sink.mails.slice(before);
    expect(mails.map(({ to, subject }) => `${to} ${subject}`)).toEqual([
      'staff@kip.test Đặt lại mật khẩu hệ thống Kịp',
    ]);
    await accounts.setPassword(tokenIn(mails[0]?.text), 'một mật khẩu khác hẳn, dài hơn');
  });

  it('that was made by another secret, is cut off, or was replaced by a newer one opens nothing', async () => {
    await accounts.askReset('staff@kip.test');
    await send();
    const older = tokenIn(sink.mails.at(-1)?.text);
    await accounts.askReset('staff@kip.test');
    await send();
    const newer = tokenIn(sink.mails.at(-1)?.text);
    const forged = `${newer.split('.')[0] ?? ''}.${older.split('.')[1] ?? ''}`;
    for (const token of [older, forged, newer.slice(0, -1), 'x', '']) {
      const set = accounts.setPassword(token, 'con thuyền và bảy cây thông');
      await expect(set).rejects.toMatchObject({ code: 'link_refused' });
    }
    await accounts.setPassword(newer, 'con thuyền và bảy cây thông');
  });
});
