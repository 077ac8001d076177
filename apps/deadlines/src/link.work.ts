import { linkToken } from '#libs/access';
import { type Config } from '#libs/config';
import { type Mailer, linkLetter } from '#libs/notify';
import { SHORT_MS, type Store, settleLinkMail, takeDueLink } from '#libs/store';

/** What the links of accounts are made with. */
export interface LinkSettings {
  readonly secret: string;
  /** Where the desk is opened in a browser. */
  readonly deskUrl: string;
}

const HOUR_MS = 3_600_000;
const AT_THE_DOOR = { role: 'door', withinMs: SHORT_MS } as const;

/** The same, of an installation's settings; absent where nobody says where the desk is opened. */
export function linksOf({
  secret,
  signIn: { deskUrl },
}: Pick<Config, 'secret' | 'signIn'>): LinkSettings | undefined {
  return deskUrl === null ? undefined : { secret, deskUrl };
}

/** Where a password is set: the token stands behind the mark that no browser sends to a server. */
function addressOf({ secret, deskUrl }: LinkSettings, id: string): string {
  return `${deskUrl}/account/password#${linkToken(secret, id)}`;
}

/**
 * Sends the links of accounts that wait for it, mail after mail, and ends with the first that is to be
 * tried again.
 * @param stop ends it between two mails
 */
export async function sendLinks(
  store: Store,
  mailer: Mailer,
  settings: LinkSettings,
  stop?: AbortSignal,
): Promise<void> {
  while (stop?.aborted !== true) {
    const link = await store.transaction(AT_THE_DOOR, takeDueLink);
    if (!link) return;
    const { id, purpose, name, email, language, expiresAt } = link;
    const hours = Math.max(1, Math.round((expiresAt.getTime() - Date.now()) / HOUR_MS));
    const url = addressOf(settings, id);
    const letter = linkLetter({ purpose, name, language, url, hours });
    // In no transaction: a server that is slow holds up nobody's locks.
    const posted = await mailer.post({ id, to: email, letter });
    const outcome = posted.sent ? { retry: false, error: null } : posted;
    await store.transaction(AT_THE_DOOR, (tx) =>
      settleLinkMail(tx, id, { ...outcome, sent: posted.sent }),
    );
    if (!posted.sent && posted.retry) return;
  }
}
