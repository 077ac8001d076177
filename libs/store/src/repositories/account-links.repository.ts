import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

export type LinkPurpose = 'invitation' | 'reset';

/** So long a link can be used. */
const HOURS: Readonly<Record<LinkPurpose, number>> = { invitation: 7 * 24, reset: 1 };

/**
 * Makes a link with which a person sets a password, in the place of those before it.
 * @param mail whether it is to be sent by mail
 * @returns its id, from which its token is made
 */
export async function makeLink(
  tx: Tx,
  personCode: string,
  purpose: LinkPurpose,
  mail: boolean,
): Promise<string> {
  await tx.prepared(
    `UPDATE account_links SET used_at = clock_timestamp(), mail = CASE mail WHEN 'pending' THEN 'none' ELSE mail END
     WHERE person_code = $1 AND used_at IS NULL`,
    [personCode],
  );
  const id = newId();
  await tx.prepared(
    `INSERT INTO account_links (id, person_code, purpose, expires_at, mail)
     VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 hour', $5)`,
    [id, personCode, purpose, HOURS[purpose], mail ? 'pending' : 'none'],
  );
  return id;
}

const USABLE = `l.id = $1 AND l.used_at IS NULL AND l.expires_at > clock_timestamp()
  AND a.person_code = l.person_code AND a.disabled_at IS NULL`;

/** Whose link this is, while it can be used. */
export async function personOfLink(
  tx: Tx,
  id: string,
): Promise<{ readonly code: string; readonly name: string; readonly email: string } | null> {
  const [person] = await tx.prepared<{ code: string; name: string; email: string }>(
    `SELECT p.code, p.name, p.email FROM account_links l, accounts a, people p
     WHERE ${USABLE} AND p.code = l.person_code`,
    [id],
  );
  return person ?? null;
}

/** Whose link this is, when it can still be used; from then on it cannot. */
export async function useLink(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.prepared<{ person: string }>(
    `UPDATE account_links l SET used_at = clock_timestamp(),
       mail = CASE mail WHEN 'pending' THEN 'none' ELSE mail END
     FROM accounts a WHERE ${USABLE}
     RETURNING l.person_code AS person`,
    [id],
  );
  return row?.person ?? null;
}

/** A link that is to be sent by mail now. */
export interface DueLink {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly name: string;
  readonly email: string;
  readonly language: 'vi' | 'en';
  readonly expiresAt: Date;
}

const MOST_TRIES = 20;

/** Takes one link that is to be sent; should nobody say how it went, it is tried again in two minutes. */
export async function takeDueLink(tx: Tx): Promise<DueLink | null> {
  const [row] = await tx.prepared<DueLink>(
    `UPDATE account_links l SET tries = l.tries + 1, next_try_at = clock_timestamp() + interval '2 minutes'
     FROM people p
     WHERE p.code = l.person_code AND l.id = (
       SELECT id FROM account_links
       WHERE mail = 'pending' AND next_try_at <= clock_timestamp() AND expires_at > clock_timestamp()
       ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING l.id, l.purpose, p.name, p.email, p.language, l.expires_at AS "expiresAt"`,
  );
  return row ?? null;
}

/** Records how the mail of a link went; one that the server never takes, or took too often not, is given up. */
export async function settleLinkMail(
  tx: Tx,
  id: string,
  outcome: { readonly sent: boolean; readonly retry: boolean; readonly error: string | null },
): Promise<void> {
  await tx.prepared(
    `UPDATE account_links SET
       mail = CASE WHEN $2 THEN 'sent' WHEN $3 AND tries < ${MOST_TRIES} THEN 'pending' ELSE 'failed' END,
       last_error = left($4, 2000),
       next_try_at = clock_timestamp() + least(600, 2 * tries * tries) * interval '1 second'
     WHERE id = $1 AND mail = 'pending'`,
    [id, outcome.sent, outcome.retry, outcome.error],
  );
}
