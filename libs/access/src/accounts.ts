import { Problem, TooManyTries } from '#libs/contracts';
import {
  type Store,
  type Tx,
  accountByEmail,
  changeAccount,
  countTry,
  endSessions,
  findPerson,
  makeLink,
  noteAccess,
  openAccount,
  personOfLink,
  useLink,
} from '#libs/store';
import { demandGoodPassword, hashPassword } from './passwords.js';
import { keyedHash, sameText } from './secrets.js';

const AT_THE_DOOR = { role: 'door', withinMs: 5_000 } as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The token of a link, which is nowhere kept: whoever knows the secret makes it from the id. */
export function linkToken(secret: string, id: string): string {
  return `${id}.${keyedHash(secret, 'account-link', id).toString('base64url')}`;
}

/** The id of the link that a token belongs to; null where it is none of ours. */
function linkOf(secret: string, token: string): string | null {
  const [id = ''] = token.split('.');
  return UUID.test(id) && sameText(token, linkToken(secret, id)) ? id : null;
}

/** Who can sign in here: inviting, new passwords, shutting out. */
export class Accounts {
  constructor(
    private readonly store: Store,
    private readonly secret: string,
    /** Whether links can go by mail; else whoever makes one hands it over. */
    private readonly mails: boolean,
  ) {}

  /**
   * Gives a person an account, if need be, and a link with which to set the password.
   * @param by the administrator; null: the command line
   * @returns the link's token, where no mail server is there to send it; else null
   * @throws Problem `person_changed` where another account has the same mail address
   */
  async invite(personCode: string, by: string | null): Promise<string | null> {
    return this.store.transaction(AT_THE_DOOR, async (tx) => {
      await openAccount(tx, personCode);
      const person = await findPerson(tx, personCode);
      if (!person) throw new Problem('not_found', personCode);
      if (!(await accountByEmail(tx, person.email))) {
        throw new Problem('person_changed', 'another account has the same e-mail address');
      }
      const id = await makeLink(tx, personCode, 'invitation', this.mails);
      await noteAccess(tx, 'invited', { person: personCode, ...(by !== null && { by }) });
      return this.mails ? null : linkToken(this.secret, id);
    });
  }

  /**
   * Sends whoever has this mail address a link for a new password. It tells nobody whether somebody has.
   * @throws TooManyTries where it is asked for too often
   */
  async askReset(email: string): Promise<void> {
    const key = keyedHash(this.secret, 'reset', email.trim().toLowerCase());
    await this.store.transaction(AT_THE_DOOR, async (tx) => {
      const tried = await countTry(tx, key);
      if (!tried.let) throw new TooManyTries(tried.waitSeconds);
      const account = await accountByEmail(tx, email.trim());
      if (!account || account.disabledAt || !this.mails) return;
      await makeLink(tx, account.personCode, 'reset', true);
      await noteAccess(tx, 'reset_asked', { person: account.personCode });
    });
  }

  /**
   * Sets the password of whoever holds the link, once, and ends all their sessions.
   * @throws Problem `link_refused`, `password_too_weak`
   */
  async setPassword(token: string, password: string): Promise<void> {
    const id = linkOf(this.secret, token);
    const person = id && (await this.store.transaction(AT_THE_DOOR, (tx) => personOfLink(tx, id)));
    if (!person) throw new Problem('link_refused', 'token');
    await demandGoodPassword(password, [person.email, person.name, ...person.email.split(/[@.]/)]);
    const passwordHash = await hashPassword(password);
    await this.store.transaction(AT_THE_DOOR, async (tx) => {
      if ((await useLink(tx, id)) !== person.code) throw new Problem('link_refused', 'token');
      await changeAccount(tx, person.code, { passwordHash });
      await endSessions(tx, person.code);
      await noteAccess(tx, 'password_set', { person: person.code });
    });
  }

  /** Shuts a person out, at once and everywhere, or lets them in again. */
  async setDisabled(tx: Tx, personCode: string, by: string, disabled: boolean): Promise<void> {
    await changeAccount(tx, personCode, { disabled });
    if (disabled) await endSessions(tx, personCode);
    await noteAccess(tx, disabled ? 'shut_out' : 'let_in', { person: personCode, by });
  }

  /** Takes the second factor of a person away, whose telephone is lost, and ends their sessions. */
  async removeFactor(tx: Tx, personCode: string, by: string): Promise<void> {
    await changeAccount(tx, personCode, { factorConfirmed: false, recoveryHashes: [] });
    await endSessions(tx, personCode);
    await noteAccess(tx, 'factor_removed', { person: personCode, by });
  }
}
