import { type Mailer, followLetter } from '#libs/notify';
import { followTokens } from '#libs/pipeline';
import { FOLLOW_HOURS, SHORT_MS, type Store, settleFollowMail, takeDueFollow } from '#libs/store';
import { type PostSettings } from './post.work.js';

const AT_THE_POST = { role: 'post', withinMs: SHORT_MS } as const;

/**
 * Asks those who want to follow a report whether they do, mail after mail, and ends with the first that is
 * to be tried again.
 * @param stop ends it between two mails
 */
export async function sendFollows(
  store: Store,
  mailer: Mailer,
  { secret, mail: { publicUrl } }: PostSettings,
  stop?: AbortSignal,
): Promise<void> {
  while (stop?.aborted !== true) {
    const due = await store.transaction(AT_THE_POST, takeDueFollow);
    if (!due) return;
    const { id, code, email, language } = due;
    const token = followTokens(secret, id).confirm;
    const letter = followLetter({ code, token, language, publicUrl, hours: FOLLOW_HOURS });
    // In no transaction: a server that is slow holds up nobody's locks.
    const posted = await mailer.post({ id, to: email, letter });
    const outcome = posted.sent ? { retry: false, error: null } : posted;
    await store.transaction(AT_THE_POST, (tx) =>
      settleFollowMail(tx, id, { ...outcome, sent: posted.sent }),
    );
    if (!posted.sent && posted.retry) return;
  }
}
