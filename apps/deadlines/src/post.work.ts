import { type MailSettings } from '#libs/config';
import {
  type Letter,
  type Mailer,
  followerLetter,
  reporterLetter,
  staffLetter,
} from '#libs/notify';
import { type DuePost, followTokens, postStage, tellStage, trackingToken } from '#libs/pipeline';
import { type ReferenceCache, SHORT_MS, type Store, settleBatch } from '#libs/store';

/** With what people are told of acts. */
export interface PostSettings {
  readonly mail: MailSettings;
  /** Makes the tokens by which reporters open their reports. */
  readonly secret: string;
}

const MINUTE_MS = 60_000;
const AT_THE_POST = { role: 'post', withinMs: SHORT_MS } as const;

function letterFor(post: DuePost, { mail, secret }: PostSettings): Letter {
  const head = { name: post.name, language: post.language, publicUrl: mail.publicUrl };
  switch (post.about) {
    case 'report':
      return reporterLetter(post.item, head, trackingToken(secret, post.reportId));
    case 'followed':
      return followerLetter(post.item, head, followTokens(secret, post.followerId).leave);
    case 'work':
      return staffLetter(post.items, head);
  }
}

/**
 * Finds out whom what was committed concerns, and sends what is due, mail after mail; it ends with the
 * first that is to be tried again, since a server that is away is away for all.
 * @param stop ends it between two mails
 */
export async function postActs(
  store: Store,
  reference: ReferenceCache,
  mailer: Mailer,
  settings: PostSettings,
  stop?: AbortSignal,
): Promise<void> {
  const gatherMs = settings.mail.digestMinutes * MINUTE_MS;
  for (let more = true; more && stop?.aborted !== true;) {
    const snapshot = await reference.get();
    more = await store.transaction(AT_THE_POST, (tx) => tellStage(tx, snapshot, { gatherMs }));
  }
  while (stop?.aborted !== true) {
    const snapshot = await reference.get();
    const post = await store.transaction(AT_THE_POST, (tx) => postStage(tx, snapshot));
    if (!post) return;
    const { id, to } = post;
    // In no transaction: a server that is slow holds up nobody's locks.
    const posted = await mailer.post({ id, to, letter: letterFor(post, settings) });
    await store.transaction(AT_THE_POST, (tx) => settleBatch(tx, 'messages', id, posted));
    if (!posted.sent && posted.retry) return;
  }
}
