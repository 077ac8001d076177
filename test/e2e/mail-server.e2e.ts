import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setClock } from '#libs/store';
import { startMailing } from '../../apps/deadlines/src/mail.work.js';
import { mailReference } from '../harness/mail-reference.js';
import { startMailSink } from '../harness/mail-sink.js';
import { type MailWorld, hue, openMailWorld } from '../harness/mail-world.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { eventually } from '../harness/working.js';

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

describe('the mail server', () => {
  it('that is away is tried again, and what is due goes once it is back', async () => {
    const { port } = world.sink;
    await world.sink.stop();
    await world.filed('waste');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    const mailing = startMailing(world.database.store, world.database.reference, world.mail, {
      secret: 'a secret of the tests, thirty-two long',
    });
    try {
      await eventually(async () => (await world.notices()).some(({ tries }) => tries > 0));
      await eventually(async () => (await world.notices()).some(({ error }) => error !== null));
      expect((await world.notices()).every(({ state }) => state === 'pending')).toBe(true);
      world.sink = await startMailSink(port);
      await eventually(
        async () => (await world.notices()).every(({ state }) => state === 'sent'),
        30_000,
      );
      expect(world.sink.mails.map(({ to }) => to).sort()).toEqual([
        'head@kip.test',
        'staff@kip.test',
      ]);
    } finally {
      await mailing.stop();
    }
  });

  it('that takes a mail and is not heard is given the same again, under the same Message-ID', async () => {
    const code = await world.filed('bench');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    world.sink.dropNextReply();
    await world.send();
    expect(await world.notices()).toMatchObject([{ state: 'pending', tries: 1 }]);
    await eventually(async () => {
      await world.send();
      return world.sink.mails.length === 2;
    });
    const [first, second] = world.sink.mails;
    expect(first?.id).toMatch(/^<[0-9a-f-]{36}@kip\.test>$/);
    expect(second).toMatchObject({ id: first?.id, subject: first?.subject });
    expect(second?.text).toContain(code);
    expect(await world.notices()).toMatchObject([{ state: 'sent', tries: 2 }]);
  });

  it('that refuses an address ends that mail and no other', async () => {
    world.sink.refuse('head@kip.test');
    await world.filed('waste');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    await world.send();
    expect(world.sink.mails.map(({ to }) => to)).toEqual(['staff@kip.test']);
    expect(await world.notices()).toMatchObject([
      { person: 'head', state: 'failed', error: expect.stringContaining('no such mailbox') },
      { person: 'staff', state: 'sent' },
    ]);
  });

  it('that is not set leaves it on record that nobody was told', async () => {
    await world.withoutServer();
    await world.filed('waste');
    await world.moveTo('2026-03-10T16:30');
    const error = expect.stringContaining('KIP_SMTP_URL');
    expect(await world.notices()).toMatchObject([
      { state: 'unsent', error },
      { state: 'unsent', error },
    ]);
  });

  it('is not asked twice by two processes at once', async () => {
    for (let many = 0; many < 6; many += 1) await world.filed(many % 2 === 0 ? 'waste' : 'signs');
    await world.moveTo('2026-03-10T16:30');
    await setClock(world.database.store, hue('2026-03-10T16:45'));
    await Promise.all([world.send(), world.send(), world.send()]);
    await world.send();
    expect(world.sink.mails.map(({ to }) => to).sort()).toEqual([
      'head@kip.test',
      'staff@kip.test',
      'sup@kip.test',
    ]);
  });
});
