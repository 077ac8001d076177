import { randomBytes } from 'node:crypto';
import { type MailSettings } from '#libs/config';
import { REPORTER } from '#libs/domain';
import { openMailer } from '#libs/notify';
import {
  IntakeBatches,
  actStage,
  deadlineStage,
  hashToken,
  mayHaveMore,
  trackingToken,
} from '#libs/pipeline';
import { setClock } from '#libs/store';
import { type INestApplicationContext } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { sendDue } from '../../apps/deadlines/src/mail.work.js';
import { type MailSink, startMailSink } from './mail-sink.js';
import { type TestDatabase, type TestServer, freshDatabase } from './servers.js';
import { NO_MAIL, drained, startRouter } from './working.js';

const SECRET = 'a secret of the tests, thirty-two long';
/** What no mail may repeat. */
export const PHONE = '0912 345 678';

/** An instant in Huế. */
export const hue = (local: string): Date => new Date(`${local}:00+07:00`);

/** A notice as it stands in its table. */
export interface StoredNotice {
  readonly person: string | null;
  readonly state: string;
  readonly tries: number;
  readonly error: string | null;
  readonly missed: readonly string[];
}

/** A database with its workers, whose clock is moved by hand, and a mail server. */
export class MailWorld {
  constructor(
    readonly database: TestDatabase,
    readonly mail: MailSettings,
    public sink: MailSink,
    private workers: INestApplicationContext,
  ) {}

  /** Files a report with a text and a contact that no mail may repeat; it is routed. */
  async filed(categoryCode: string, language: 'vi' | 'en' = 'vi'): Promise<string> {
    const id = uuid();
    const { code } = await new IntakeBatches(this.database.store, this.database.reference).receive({
      ...{ id, actor: REPORTER, client: 'public', bodyHash: 'body' },
      keyHash: randomBytes(16).toString('hex'),
      tokenHash: hashToken(trackingToken(SECRET, id)),
      ...{ streamCode: 'field', categoryCode, areaCode: null, channel: 'web' },
      text: `Gọi tôi số ${PHONE}`,
      ...{ lat: null, lon: null, address: '1 Lê Lợi', form: {} },
      contact: {
        ...{ name: 'Vy', phone: PHONE, email: 'vy@kip.test', address: null },
        ...{ showIdentity: false, language },
      },
    });
    await drained(this.database);
    return code;
  }

  /** Moves the clock, and lets fall due and be written down for people what is due. */
  async moveTo(local: string): Promise<void> {
    const { store } = this.database;
    await setClock(store, hue(local));
    const reference = await this.database.reference.get();
    const once = () => store.transaction({ role: 'worker' }, (tx) => deadlineStage(tx, reference));
    while (mayHaveMore(await once()));
    await drained(this.database);
  }

  /** Sends whatever is due by now. */
  async send(): Promise<void> {
    const { server } = this.mail;
    if (!server) throw new Error('no mail server');
    const { store, reference } = this.database;
    await sendDue(store, reference, openMailer(server), this.mail);
  }

  told(): string[] {
    return this.sink.mails.map(({ to, subject }) => `${to} ${subject}`);
  }

  async notices(): Promise<StoredNotice[]> {
    return this.database.store.dataSource.query(
      `SELECT person_code AS person, state, tries, last_error AS error, missed FROM notices
       ORDER BY made_at, person_code`,
    );
  }

  async resolve(code: string): Promise<void> {
    const reference = await this.database.reference.get();
    const actor = { role: 'operator', personCode: null, unitCodes: [] } as const;
    await this.database.store.transaction({ role: 'worker' }, (tx) =>
      actStage(tx, reference, { code, actor, act: { action: 'resolve', text: 'Đã dọn sạch' } }),
    );
    await drained(this.database);
  }

  /** Goes on with workers to which no mail server is named. */
  async withoutServer(): Promise<void> {
    await this.workers.close();
    this.workers = await startRouter(this.database, NO_MAIL);
  }

  async close(): Promise<void> {
    await this.workers.close();
    await this.sink.stop();
    await this.database.drop();
  }
}

/** Opens one on a database of its own. */
export async function openMailWorld(server: TestServer): Promise<MailWorld> {
  const database = await freshDatabase(server);
  const sink = await startMailSink();
  const mail = {
    server: { url: sink.url, from: 'Kịp <kip@kip.test>' },
    digestMinutes: 15,
    publicUrl: 'https://kip.test',
  };
  return new MailWorld(database, mail, sink, await startRouter(database, mail));
}
