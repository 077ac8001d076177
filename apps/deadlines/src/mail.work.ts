import { type MailSettings } from '#libs/config';
import { type Mailer, letterOf, openMailer } from '#libs/notify';
import { type NoticeSettings, mailStage, notifyStage } from '#libs/pipeline';
import { type DeliveryHandlers } from '#libs/queue';
import { type ReferenceCache, SHORT_MS, type Store, noticeFigures, settleBatch } from '#libs/store';
import { type Metrics, atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';
import { ATTACHED_AT_MOST, sendDocuments } from './document-mail.work.js';
import { sendFollows } from './follow.work.js';
import { type LinkSettings, sendLinks } from './link.work.js';
import { postActs } from './post.work.js';

const EVERY_MS = 1_000;
const PATIENCE_MS = 5_000;
const MINUTE_MS = 60_000;

const log = new Logger('Mail');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** What the deadlines' worker does with each delivery of its queue. */
export function deadlinesHandlers(mail: MailSettings): DeliveryHandlers<'deadlines'> {
  const telling: NoticeSettings = {
    gatherMs: mail.digestMinutes * MINUTE_MS,
    mail: mail.server !== null,
  };
  return {
    notify: async (tx, reference, delivered) => {
      const { nobody } = await notifyStage(tx, reference, delivered, telling);
      if (nobody > 0) troubles('nobody', `${nobody} alarms found nobody to tell; see kip doctor`);
    },
  };
}

/**
 * Sends what is due, mail after mail, and ends with the first that is to be tried again: where the
 * server is away, every further mail would wait for it as long.
 *
 * @param stop ends it between two mails
 */
export async function sendDue(
  store: Store,
  reference: ReferenceCache,
  mailer: Mailer,
  { publicUrl }: MailSettings,
  stop?: AbortSignal,
): Promise<void> {
  while (stop?.aborted !== true) {
    const snapshot = await reference.get();
    const mail = await store.transaction({ role: 'worker', withinMs: SHORT_MS }, (tx) =>
      mailStage(tx, snapshot),
    );
    if (!mail) return;
    const { id, to, name, language, items } = mail;
    const letter = letterOf(items, { name, language, publicUrl });
    // In no transaction: a server that is slow holds up nobody's locks.
    const posted = await mailer.post({ id, to, letter });
    const state = await store.transaction({ role: 'worker', withinMs: SHORT_MS }, (tx) =>
      settleBatch(tx, 'notices', id, posted),
    );
    if (posted.sent) continue;
    if (state === 'failed') troubles('failed', `mail ${id} is given up: ${posted.words}`);
    else troubles('again', `mail ${id} was not taken and is tried again: ${posted.words}`);
    if (posted.retry) return;
  }
}

/** What mails are made with besides. */
export interface MailingParts {
  /** Makes the tokens by which reporters open their reports. */
  readonly secret: string;
  /** What the links of accounts are made with; absent: none are sent. */
  readonly links?: LinkSettings | undefined;
  readonly metrics?: Metrics;
}

/**
 * Looks every second for mail that is due, and sends it. Without a mail server it says so, once.
 */
export function startMailing(
  store: Store,
  reference: ReferenceCache,
  mail: MailSettings,
  { secret, links, metrics }: MailingParts,
): Repeating {
  metrics?.reading(
    { kip_notices: { help: 'Messages to people that are not sent, by state', labels: ['state'] } },
    async () => {
      const read = { role: 'worker', withinMs: SHORT_MS } as const;
      const figures = await store.transaction(read, noticeFigures);
      return Object.entries(figures).map(([state, value]) => ({
        name: 'kip_notices' as const,
        labels: { state },
        value,
      }));
    },
  );
  if (mail.server === null) {
    log.log('no mail server is set (KIP_SMTP_URL): nobody is told of alarms by mail');
    return { stop: async () => undefined };
  }
  const mailer = openMailer(mail.server);
  const send = async (stop: AbortSignal): Promise<void> => {
    await sendDue(store, reference, mailer, mail, stop);
    await postActs(store, reference, mailer, { mail, secret }, stop);
    await sendFollows(store, mailer, { mail, secret }, stop);
    if (links) await sendLinks(store, mailer, links, stop);
    const documents = { deskUrl: links?.deskUrl ?? null, attachedAtMost: ATTACHED_AT_MOST };
    await sendDocuments(store, reference, mailer, documents, stop);
  };
  return repeat({
    everyMs: EVERY_MS,
    patienceMs: PATIENCE_MS,
    work: send,
    failed: (error) => {
      troubles('sending', `sending failed and is tried again: ${errorWords(error)}`);
    },
  });
}
