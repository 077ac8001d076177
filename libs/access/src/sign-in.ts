import { Problem, TooManyTries } from '#libs/contracts';
import {
  type Account,
  type SessionStage,
  type SignInWay,
  type Store,
  type Tx,
  accountByEmail,
  changeAccount,
  countTry,
  endSessions,
  forgetTries,
  insertSession,
  newId,
  noteAccess,
  renewSession,
  takeAccount,
} from '#libs/store';
import { newFactor, newRecoveryCodes, recoveryHash, stepOfCode } from './factor.js';
import { isPassword } from './passwords.js';
import { keyedHash, newToken, seal, tokenHash, unseal } from './secrets.js';

/** How signing in is set up here. */
export interface SignInRules {
  /** Seals second factors, and makes what is kept of tries tell nothing. */
  readonly secret: string;
  /** Whether everybody needs a second factor; else who has set one up. */
  readonly factorRequired: boolean;
  /** A session lasts so long at most. */
  readonly sessionHours: number;
}

/** A session as its browser is given it. The token is shown this once. */
export interface Opened {
  readonly token: string;
  readonly stage: SessionStage;
}

const FACTOR = 'second factor';
const AT_THE_DOOR = { role: 'door', withinMs: 5_000 } as const;
const NOBODY = Buffer.alloc(0);

/** Signing in: a password or another system's word, then a second factor. */
export class SignIn {
  constructor(
    private readonly store: Store,
    private readonly rules: SignInRules,
    /** The machine's own clock, by which authenticator apps go. */
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /**
   * Begins a session for whoever knows the password of this mail address.
   * @param agent what the browser calls itself
   * @throws Problem `sign_in_refused`, alike whether there is such an account or not;
   *   `too_many_tries` with the seconds to wait
   */
  async withPassword(email: string, password: string, agent: string): Promise<Opened> {
    const key = keyedHash(this.rules.secret, 'sign-in', email.trim().toLowerCase());
    const account = await this.store.transaction(AT_THE_DOOR, async (tx) => {
      await this.demandTry(tx, key);
      return accountByEmail(tx, email.trim());
    });
    // In no transaction: it takes long on purpose.
    const right = await isPassword(password, account?.passwordHash ?? null);
    if (!account || !right || account.disabledAt) {
      await this.store.transaction(AT_THE_DOOR, (tx) =>
        noteAccess(tx, 'sign_in_failed', account ? { person: account.personCode } : {}),
      );
      throw new Problem('sign_in_refused', 'email or password');
    }
    return this.store.transaction(AT_THE_DOOR, async (tx) => {
      await forgetTries(tx, key);
      return this.begin(tx, account, 'password', this.stageAfter(account), agent);
    });
  }

  /** Begins a session for whom another system vouches; `strong`: it asked for a second factor itself. */
  async withIdentity(tx: Tx, account: Account, agent: string, strong: boolean): Promise<Opened> {
    return this.begin(tx, account, 'oidc', strong ? 'ready' : this.stageAfter(account), agent);
  }

  /**
   * Goes on with a session of which a code is asked: one of the app, or a recovery code.
   * @throws Problem `code_refused`; `too_many_tries` with the seconds to wait
   */
  async withCode(session: { id: string; personCode: string }, code: string): Promise<Opened> {
    const { id, personCode } = session;
    const key = this.factorKey(personCode);
    await this.store.transaction(AT_THE_DOOR, (tx) => this.demandTry(tx, key));
    return this.store.transaction(AT_THE_DOOR, async (tx) => {
      const account = await takeAccount(tx, personCode);
      const change = account && this.takeCode(account, code);
      if (!change) throw new Problem('code_refused', 'code');
      await changeAccount(tx, personCode, change);
      await forgetTries(tx, key);
      return this.renew(tx, id, 'ready', personCode);
    });
  }

  /**
   * Makes a second factor, which counts once a code of it was given. One that counts already stays
   * until then.
   * @throws Problem `factor_stands` where one counts already
   */
  async beginFactor(personCode: string): Promise<{ secret: string; uri: string }> {
    return this.store.transaction(AT_THE_DOOR, async (tx) => {
      const account = await takeAccount(tx, personCode);
      if (!account) throw new Problem('not_found', personCode);
      if (account.factorAt) throw new Problem('factor_stands', account.personCode);
      const factor = newFactor(account.email);
      const factorSecret = seal(this.rules.secret, FACTOR, factor.secret);
      await changeAccount(tx, personCode, { factorSecret, factorStep: 0 });
      return factor;
    });
  }

  /**
   * Has a second factor count, and the session with it.
   * @returns the session anew, and codes for when the app is lost
   * @throws Problem `code_refused`
   */
  async confirmFactor(
    session: { id: string; personCode: string },
    code: string,
  ): Promise<Opened & { readonly recoveryCodes: readonly string[] }> {
    const { id, personCode } = session;
    const key = this.factorKey(personCode);
    await this.store.transaction(AT_THE_DOOR, (tx) => this.demandTry(tx, key));
    return this.store.transaction(AT_THE_DOOR, async (tx) => {
      const account = await takeAccount(tx, personCode);
      if (account?.factorAt) throw new Problem('factor_stands', personCode);
      const step = account && this.stepOf(account, code);
      if (step === null) throw new Problem('code_refused', 'code');
      const recoveryCodes = newRecoveryCodes();
      await changeAccount(tx, personCode, {
        ...{ factorConfirmed: true, factorStep: step },
        recoveryHashes: recoveryCodes.map(recoveryHash),
      });
      await forgetTries(tx, key);
      await noteAccess(tx, 'factor_set', { person: personCode });
      return { ...(await this.renew(tx, id, 'ready', personCode)), recoveryCodes };
    });
  }

  /** Ends one of a person's sessions, or all. @returns how many there were */
  async end(personCode: string, id: string | null): Promise<number> {
    return this.store.transaction(AT_THE_DOOR, async (tx) => {
      const ended = await endSessions(tx, personCode, id);
      await noteAccess(tx, 'signed_out', { person: personCode, data: { sessions: ended } });
      return ended;
    });
  }

  private factorKey(personCode: string): Buffer {
    return keyedHash(this.rules.secret, 'second-factor', personCode);
  }

  private async demandTry(tx: Tx, key: Buffer): Promise<void> {
    const tried = await countTry(tx, key);
    if (!tried.let) throw new TooManyTries(tried.waitSeconds);
  }

  /** What is still wanted of somebody who has given their password. */
  private stageAfter(account: Account): SessionStage {
    if (account.factorAt) return 'code';
    return this.rules.factorRequired ? 'enrol' : 'ready';
  }

  private stepOf(account: Account, code: string): number | null {
    const secret = unseal(this.rules.secret, FACTOR, account.factorSecret ?? NOBODY);
    if (secret === null) return null;
    return stepOfCode(secret, code.replaceAll(' ', ''), account.factorStep, this.clock());
  }

  /** What an account keeps after this code; null where it is none of its. */
  private takeCode(account: Account, code: string): Parameters<typeof changeAccount>[2] | null {
    const step = this.stepOf(account, code);
    if (step !== null) return { factorStep: step };
    const given = recoveryHash(code);
    const left = account.recoveryHashes.filter((hash) => !hash.equals(given));
    return left.length < account.recoveryHashes.length ? { recoveryHashes: left } : null;
  }

  private async begin(
    tx: Tx,
    { personCode }: Account,
    way: SignInWay,
    stage: SessionStage,
    agent: string,
  ): Promise<Opened> {
    const token = newToken();
    const [id, hours] = [newId(), this.rules.sessionHours];
    await insertSession(tx, {
      ...{ id, personCode, stage, way, agent, hours },
      tokenHash: tokenHash(token),
    });
    if (stage === 'ready') await noteAccess(tx, 'signed_in', { person: personCode, data: { way } });
    return { token, stage };
  }

  private async renew(
    tx: Tx,
    id: string,
    stage: SessionStage,
    personCode: string,
  ): Promise<Opened> {
    const token = newToken();
    await renewSession(tx, id, tokenHash(token), stage);
    await noteAccess(tx, 'signed_in', { person: personCode });
    return { token, stage };
  }
}
