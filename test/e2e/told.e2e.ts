import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, REPORTER } from '#libs/domain';
import { openMailer } from '#libs/notify';
import { actStage, rateStage, sealStage, tellStage, wordsStage } from '#libs/pipeline';
import { PersonEntity, type Tx, setClock, setMailWay } from '#libs/store';
import { postActs } from '../../apps/deadlines/src/post.work.js';
import { mailReference } from '../harness/mail-reference.js';
import { PHONE, type MailWorld, hue, openMailWorld } from '../harness/mail-world.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { drained } from '../harness/working.js';

const SECRET = 'a secret of the tests, thirty-two long';
let server: TestServer;
let world: MailWorld;

beforeAll(async () => {
  server = await startTestServer(async (store) => {
    await mailReference(store);
    await store.transaction({ role: 'owner' }, ({ manager }) =>
      manager.insert(PersonEntity, OPERATOR),
    );
  });
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  world = await openMailWorld(server);
});
afterEach(() => world.close());

const EVERYTHING = ['*'];
const OPERATOR: PersonEntity = {
  ...{ code: 'op', name: 'Bà op', email: 'op@kip.test', role: 'operator', unitCode: null },
  ...{ lead: false, language: 'vi', illustrative: false },
  ...{ streams: EVERYTHING, areas: EVERYTHING, units: EVERYTHING, networks: EVERYTHING },
};

const staff: Actor = { role: 'unit_staff', personCode: 'staff', unitCodes: ['waste'] };
const operator: Actor = { role: 'operator', personCode: 'op', unitCodes: [] };
const supervisor: Actor = { role: 'supervisor', personCode: 'sup', unitCodes: [] };

type PlainAct = Parameters<typeof actStage>[2]['act'];

async function act(code: string, actor: Actor, what: PlainAct): Promise<void> {
  const { store, reference } = world.database;
  const snapshot = await reference.get();
  await store.transaction({ role: 'worker' }, (tx) =>
    actStage(tx, snapshot, { code, actor, act: what }),
  );
}

async function asReporter(work: (tx: Tx) => Promise<unknown>): Promise<void> {
  await world.database.store.transaction({ role: 'intake' }, work);
}

/** Seals what was committed, as a tick does, and sends whatever is due by now. */
async function send(): Promise<void> {
  const { store, reference } = world.database;
  await drained(world.database);
  while (await store.transaction({ role: 'worker' }, sealStage));
  const { server: to } = world.mail;
  if (!to) throw new Error('no mail server');
  await postActs(store, reference, openMailer(to), { mail: world.mail, secret: SECRET });
}

/** Sends what is due now, and what has gathered company by then. */
async function sendUntil(local: string): Promise<void> {
  await send();
  await at(local);
  await send();
}

const at = (local: string): Promise<void> => setClock(world.database.store, hue(local));
const subjectsTo = (address: string): string[] =>
  world.sink.mails.filter(({ to }) => to === address).map(({ subject }) => subject);

describe('a life of a report', () => {
  it('is told to its reporter, act by act, in their language', async () => {
    for (const language of ['vi', 'en'] as const) {
      const before = world.sink.mails.length;
      const code = await world.filed('waste', language);
      await send();
      await act(code, staff, { action: 'take' });
      await act(code, staff, { action: 'answer', text: 'Sáng mai tổ thu gom sẽ đến' });
      await send();
      await act(code, staff, { action: 'resolve', text: 'Đã dọn sạch' });
      await send();
      await asReporter(async (tx) =>
        rateStage(tx, await world.database.reference.get(), {
          ...{ code, actor: REPORTER, value: 'not_satisfied', comment: `Gọi ${PHONE}` },
        }),
      );
      await asReporter(async (tx) =>
        actStage(tx, await world.database.reference.get(), {
          ...{ code, actor: REPORTER, act: { action: 'reopen', reason: 'vẫn còn rác' } },
        }),
      );
      await send();
      await act(code, operator, { action: 'reject', reason: 'already_handled' });
      await send();
      const mails = world.sink.mails.slice(before).filter(({ to }) => to === 'vy@kip.test');
      expect(mails.map(({ subject }) => subject)).toEqual(
        (language === 'vi'
          ? [
              'Đã tiếp nhận phản ánh',
              'Đã chuyển đơn vị xử lý',
              'Đơn vị đã phản hồi',
              'Đã có kết quả xử lý',
              'Đã mở lại phản ánh',
              'Không tiếp nhận xử lý',
            ]
          : [
              'Your report was received',
              'Your report was given to a unit',
              'The unit has answered',
              'There is a result',
              'Your report was reopened',
              'Your report was not taken up',
            ]
        ).map((subject) => `[Kịp] ${subject}: ${code}`),
      );
      const [received, , answered, , , rejected] = mails;
      expect(received?.text).toContain(language === 'vi' ? 'Kính gửi ông/bà Vy,' : 'Dear Vy,');
      expect(received?.text).toMatch(new RegExp(`https://kip\\.test/reports/${code}#[\\w-]{32}`));
      expect(received?.text).toContain('11/03/2026 17:00');
      expect(answered?.text).toContain('Sáng mai tổ thu gom sẽ đến');
      expect(rejected?.text).toContain(
        language === 'vi' ? 'sự việc đã được xử lý trước đó' : 'it had been handled before',
      );
      // What citizens wrote, and how to reach them, goes to nobody by mail: not even back to them.
      const all = world.sink.mails.map(({ subject, text, html }) => subject + text + html).join('');
      for (const secret of [PHONE, 'Gọi tôi', 'vẫn còn rác']) expect(all).not.toContain(secret);
    }
  });

  it('is told once, whatever is sent again or dies in between', async () => {
    const code = await world.filed('waste');
    const { store, reference } = world.database;
    const snapshot = await reference.get();
    await drained(world.database);
    while (await store.transaction({ role: 'worker' }, sealStage));
    // It dies after it has written down whom the first seal concerns, and before the commit.
    const dying = store.transaction({ role: 'post' }, async (tx) => {
      await tellStage(tx, snapshot, { gatherMs: 0 });
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    await send();
    await send();
    expect(subjectsTo('vy@kip.test')).toEqual([
      `[Kịp] Đã tiếp nhận phản ánh: ${code}`,
      `[Kịp] Đã chuyển đơn vị xử lý: ${code}`,
    ]);
    const ids = world.sink.mails.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is not told to a reporter who gave no address, or turned it off', async () => {
    const code = await world.filed('waste');
    const { store } = world.database;
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query('UPDATE contacts SET mail_off_at = kip_now()'),
    );
    await send();
    expect(subjectsTo('vy@kip.test')).toEqual([]);
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query('UPDATE contacts SET mail_off_at = NULL, email = NULL'),
    );
    await act(code, staff, { action: 'take' });
    await act(code, staff, { action: 'resolve', text: 'Đã dọn sạch' });
    await send();
    expect(subjectsTo('vy@kip.test')).toEqual([]);
  });
});

describe('what concerns those who work on reports', () => {
  it('gathers company for a while, within their hours, and tells no word of the reporter', async () => {
    const code = await world.filed('waste');
    const other = await world.filed('waste');
    await send();
    expect(subjectsTo('staff@kip.test')).toEqual([]);
    await sendUntil('2026-03-02T10:20');
    expect(subjectsTo('staff@kip.test')).toEqual(['[Kịp] 2 cập nhật về phản ánh']);
    const [mail] = world.sink.mails.filter(({ to }) => to === 'staff@kip.test');
    for (const one of [code, other])
      expect(mail?.text).toContain(`Phản ánh mới được giao | ${one}`);
    expect(mail?.text).not.toContain('Vy');

    await act(code, staff, { action: 'take' });
    await asReporter(async (tx) =>
      wordsStage(tx, await world.database.reference.get(), {
        ...{ code, actor: REPORTER, text: `Gọi ${PHONE}` },
      }),
    );
    await sendUntil('2026-03-02T18:00');
    expect(subjectsTo('staff@kip.test')).toHaveLength(1);
    await sendUntil('2026-03-03T08:00');
    expect(subjectsTo('staff@kip.test')[1]).toBe(`[Kịp] Người dân bổ sung thông tin: ${code}`);
    expect(world.sink.mails.map(({ text }) => text).join('')).not.toContain(PHONE);
  });

  it('goes to whoever decides, and back to whoever asked; nobody is told what they did', async () => {
    const code = await world.filed('waste');
    await act(code, staff, { action: 'take' });
    const dueAt = hue('2026-03-20T17:00');
    await act(code, staff, { action: 'ask_extension', dueAt, reason: 'thiếu xe' });
    await sendUntil('2026-03-02T11:00');
    expect(subjectsTo('sup@kip.test')).toEqual([`[Kịp] An extension to be decided: ${code}`]);
    await act(code, supervisor, { action: 'grant' });
    await sendUntil('2026-03-02T13:30');
    expect(subjectsTo('head@kip.test').at(-1)).toBe(`[Kịp] Đã đồng ý gia hạn: ${code}`);
    expect(subjectsTo('sup@kip.test')).toHaveLength(1);
    expect(subjectsTo('vy@kip.test').at(-1)).toBe(`[Kịp] Gia hạn xử lý: ${code}`);
    await act(code, staff, { action: 'refuse', reason: 'không phải của chúng tôi' });
    await sendUntil('2026-03-02T14:30');
    expect(subjectsTo('op@kip.test')).toEqual([`[Kịp] Đơn vị từ chối, cần phân công lại: ${code}`]);
  });

  it('waits for the morning, or is not told at all, as they have chosen', async () => {
    const { store } = world.database;
    await store.transaction({ role: 'door' }, async (tx) => {
      await setMailWay(tx, 'staff', 'daily');
      await setMailWay(tx, 'head', 'off');
    });
    const code = await world.filed('waste');
    await sendUntil('2026-03-02T16:00');
    expect(subjectsTo('staff@kip.test')).toEqual([]);
    await sendUntil('2026-03-03T08:00');
    expect(subjectsTo('staff@kip.test')).toEqual([`[Kịp] Phản ánh mới được giao: ${code}`]);
    expect(subjectsTo('head@kip.test')).toEqual([]);
  });

  it('is not told of a case that was taken from them meanwhile', async () => {
    const code = await world.filed('waste');
    await act(code, staff, { action: 'refuse', reason: 'không phải của chúng tôi' });
    await sendUntil('2026-03-02T11:00');
    expect(subjectsTo('head@kip.test')).toEqual([]);
  });
});
