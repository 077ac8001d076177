import { Problem } from '#libs/contracts';
import { isPublished } from '#libs/domain';
import {
  type Reference,
  type Tx,
  askToFollow,
  confirmFollower,
  findReport,
  newId,
  removeFollower,
} from '#libs/store';
import { publishable } from './publishable.js';
import { followTokens, hashToken, mailboxKey } from './token.js';

/** Who wants to follow a report, and in which language they are written to. */
export interface FollowRequest {
  readonly code: string;
  readonly email: string;
  readonly language: 'vi' | 'en';
}

/**
 * Takes down that somebody wants to follow a report; a mail asks them whether they do. Nobody learns from
 * it whether the address follows already.
 * @param secret makes the tokens that are mailed
 * @throws Problem `not_found` alike where the code is unknown and where the report is not published
 */
export async function followStage(
  tx: Tx,
  reference: Reference,
  secret: string,
  { code, email, language }: FollowRequest,
): Promise<void> {
  const report = await findReport(tx, { code });
  if (!report || !isPublished(publishable(report, reference))) {
    throw new Problem('not_found', `no published report ${code}`);
  }
  const id = newId();
  const { confirm, leave } = followTokens(secret, id);
  await askToFollow(tx, {
    ...{ id, reportId: report.id, reportCode: code, email, language },
    emailKey: mailboxKey(secret, email),
    ...{ confirmHash: hashToken(confirm), leaveHash: hashToken(leave) },
  });
}

/**
 * Whoever holds the mailed token follows the report from now on.
 * @returns its code
 * @throws Problem `link_refused` where the token is none, or its time is up
 */
export async function confirmFollowStage(tx: Tx, token: string): Promise<string> {
  const code = await confirmFollower(tx, hashToken(token));
  if (code === null) throw new Problem('link_refused', 'no follower of this token');
  return code;
}

/** Whoever holds the token is told no more, and forgotten. An unknown token is answered alike. */
export async function leaveStage(tx: Tx, token: string): Promise<void> {
  await removeFollower(tx, hashToken(token));
}
