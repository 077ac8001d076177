import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deadlineStage } from '#libs/pipeline';
import { findReport, setClock } from '#libs/store';
import { mailReference } from '../harness/mail-reference.js';
import { PHONE, type MailWorld, hue, openMailWorld } from '../harness/mail-world.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { drained } from '../harness/working.js';

let server: TestServer;
let world: MailWorld;

beforeAll(async () => {
  server = await startTestServer(mailReference);
}, 60_000);
afterAll(() => server.stop());

beforeEach(async () => {
  world = await openMailWorld(server);
});
afterEach(() => world.close());

describe('an alarm', () => {
  it('before the due is told to the staff of the unit, in their language, without the reporter', async () => {
    const code = await world.filed('waste');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    await world.send();
    expect(world.sink.mails.map(({ to }) => to).sort()).toEqual([
      'head@kip.test',
      'staff@kip.test',
    ]);
    const letter = world.sink.mails.find(({ to }) => to === 'staff@kip.test');
    expect(letter?.subject).toBe(`[Kịp] Sắp đến hạn: ${code} – waste`);
    expect(letter?.from).toContain('kip@kip.test');
    expect(letter?.text).toContain('Kính gửi ông/bà Bà staff,');
    expect(letter?.text).toContain('- Hạn xử lý: 11/03/2026 17:00');
    expect(letter?.text).toContain('- Thời gian: còn 7 giờ 45 phút làm việc');
    expect(letter?.text).toContain(`https://kip.test/reports/${code}`);
    expect(letter?.html).toContain('<td');
    expect(letter?.header('auto-submitted')).toBe('auto-generated');
    const all = world.sink.mails.map(({ subject, text, html }) => subject + text + html).join('\n');
    for (const secret of [PHONE, 'Vy', 'vy@', 'Gọi tôi', 'Lê Lợi'])
      expect(all).not.toContain(secret);
    await world.send();
    expect(world.sink.mails).toHaveLength(2);
  });

  it('goes from level to level as time passes, each at its own instant', async () => {
    const code = await world.filed('waste');
    for (const local of [
      '2026-03-10T16:30',
      '2026-03-11T15:00',
      '2026-03-11T17:00',
      '2026-03-13T08:30',
      '2026-03-17T09:30',
    ]) {
      await world.moveTo(local);
      await setClock(world.database.store, new Date(hue(local).getTime() + 15 * 60_000));
      await world.send();
    }
    expect(world.told()).toEqual([
      `head@kip.test [Kịp] Sắp đến hạn: ${code} – waste`,
      `staff@kip.test [Kịp] Sắp đến hạn: ${code} – waste`,
      `head@kip.test [Kịp] Sắp đến hạn: ${code} – waste`,
      `head@kip.test [Kịp] Quá hạn: ${code} – waste`,
      `sup@kip.test [Kịp] Overdue: ${code} – waste`,
      `adm@kip.test [Kịp] Quá hạn: ${code} – waste`,
    ]);
    const [supervisor] = world.sink.mails.filter(({ to }) => to === 'sup@kip.test');
    expect(supervisor?.text).toContain('Dear Ms Sup,');
    expect(supervisor?.text).toMatch(/- Time: 8 hours 15 minutes of working time late/);
    expect((await world.notices()).every(({ state }) => state === 'sent')).toBe(true);
  });

  it('that finds nobody at its level goes to the next, and says so', async () => {
    const code = await world.filed('bench');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    await world.send();
    // Nobody works in the unit itself: the head of the one above is told.
    expect(world.told()).toEqual([`head@kip.test [Kịp] Sắp đến hạn: ${code} – Ghế đá gãy`]);
    expect(world.sink.mails[0]?.text).toContain(
      'không tìm thấy người nhận ở cấp: cán bộ của đơn vị.',
    );
    expect(await world.notices()).toMatchObject([{ person: 'head', missed: ['unit_staff'] }]);
  });

  it('of a unit without anybody, above it neither, comes to the supervisors', async () => {
    const code = await world.filed('signs');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    await world.send();
    expect(world.told()).toEqual([`sup@kip.test [Kịp] Due soon: ${code} – signs`]);
    expect(world.sink.mails[0]?.text).toContain('staff of the unit, the head of the unit');
  });

  it('that finds nobody at all is recorded so', async () => {
    await world.database.store.transaction({ role: 'owner' }, (tx) =>
      tx.query('DELETE FROM people'),
    );
    world.database.reference.forget();
    await world.filed('signs');
    await world.moveTo('2026-03-10T16:30');
    const missed = ['unit_staff', 'unit_lead', 'supervisor', 'admin'];
    expect(await world.notices()).toMatchObject([{ person: null, state: 'nobody', missed }]);
  });

  it('whose report was resolved while it waited is told to nobody', async () => {
    const code = await world.filed('waste');
    await world.moveTo('2026-03-10T16:30');
    await world.resolve(code);
    await setClock(world.database.store, hue('2026-03-11T08:00'));
    await world.send();
    expect(world.sink.mails).toEqual([]);
    expect((await world.notices()).map(({ state }) => state)).toEqual(['moot', 'moot']);
  });

  it('heard twice is told once', async () => {
    await world.filed('waste');
    await world.moveTo('2026-03-10T16:30');
    await world.database.store.transaction({ role: 'owner' }, (tx) =>
      tx.query(`UPDATE deliveries SET state = 'pending' WHERE consumer = 'notify'`),
    );
    await drained(world.database);
    expect(await world.notices()).toHaveLength(2);
  });
});

describe('quiet hours', () => {
  it('of the person hold a Friday evening until Monday 07:30', async () => {
    await setClock(world.database.store, hue('2026-03-05T20:00'));
    const code = await world.filed('lamps');
    await world.moveTo('2026-03-06T19:00');
    await world.send();
    await world.moveTo('2026-03-06T20:30');
    await setClock(world.database.store, hue('2026-03-09T07:29'));
    await world.send();
    expect(world.sink.mails).toEqual([]);
    await setClock(world.database.store, hue('2026-03-09T07:30'));
    await world.send();
    // The warning of Friday says what is true on Monday; the head hears of the report once.
    expect(world.told().sort()).toEqual([
      `head@kip.test [Kịp] Quá hạn: ${code} – Đèn đường hỏng`,
      `staff@kip.test [Kịp] Quá hạn: ${code} – Đèn đường hỏng`,
    ]);
    expect(world.sink.mails[0]?.text).toContain('quá 2 ngày 11 giờ 30 phút');
  });

  it('do not hold what is urgent', async () => {
    await setClock(world.database.store, hue('2026-03-05T20:00'));
    const code = await world.filed('danger');
    await world.moveTo('2026-03-06T19:00');
    await world.send();
    const subject = `[Kịp] [Khẩn] Sắp đến hạn: ${code} – Cây đổ chắn đường`;
    expect(world.told().sort()).toEqual([`head@kip.test ${subject}`, `staff@kip.test ${subject}`]);
  });

  it('are kept also by what waited for the mail server', async () => {
    await world.filed('waste');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T22:00'));
    await world.send();
    expect(world.sink.mails).toEqual([]);
    await setClock(world.database.store, hue('2026-03-11T07:30'));
    await world.send();
    expect(world.sink.mails).toHaveLength(2);
  });
});

describe('a digest', () => {
  it('tells a person of everything that came within the window, in one mail with a table', async () => {
    const codes = [
      await world.filed('waste'),
      await world.filed('waste'),
      await world.filed('signs'),
    ];
    await world.moveTo('2026-03-10T16:30');
    await world.send();
    expect(world.sink.mails).toEqual([]);
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    await world.send();
    expect(world.told().sort()).toEqual([
      'head@kip.test [Kịp] 2 phản ánh sắp đến hạn',
      'staff@kip.test [Kịp] 2 phản ánh sắp đến hạn',
      `sup@kip.test [Kịp] Due soon: ${codes[2]} – signs`,
    ]);
    const digest = world.sink.mails.find(({ to }) => to === 'staff@kip.test');
    expect(digest?.html.match(/<tr>/g)).toHaveLength(3);
    for (const code of codes.slice(0, 2)) {
      expect(digest?.text).toContain(code);
      expect(digest?.html).toContain(`<a href="https://kip.test/reports/${code}">${code}</a>`);
    }
  });
});

describe('a case that is told of then', () => {
  it('tells nobody now of its alarms', async () => {
    const code = await world.filed('waste');
    const reference = await world.database.reference.get();
    await setClock(world.database.store, hue('2026-03-20T09:00'));
    await world.database.store.transaction({ role: 'worker' }, (tx) =>
      deadlineStage(tx, reference, 'in_time'),
    );
    await drained(world.database);
    const report = await world.database.store.transaction({ role: 'worker' }, (tx) =>
      findReport(tx, { code }),
    );
    expect(report?.alarms.length).toBeGreaterThan(3);
    expect(await world.notices()).toEqual([]);
  });
});
