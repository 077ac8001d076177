import {
  CSRF_HEADER,
  OidcClient,
  SessionCookie,
  csrfToken,
  demandOwnPage,
  keyedHash,
  newToken,
  tokenHash,
} from '#libs/access';
import { type CitizenSignInSettings, type Config } from '#libs/config';
import { Problem } from '#libs/contracts';
import {
  SHORT_MS,
  type Store,
  citizenOf,
  endCitizenSessions,
  forgetCitizen,
  insertCitizenSession,
  liveCitizenSession,
  newId,
} from '#libs/store';

/** Where a browser begins to sign in; `?page=` says where it comes back to. */
export const CITIZEN_BEGIN = '/v1/me/session/begin';
const CALLBACK = '/v1/me/session/callback';
const AT_THE_DOOR = { role: 'door', withinMs: SHORT_MS } as const;

/** A citizen who is signed in. */
export interface Citizen {
  readonly id: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
  /** What every request of the session that changes something has to show. */
  readonly csrf: string;
}

/** What is read of a request to find out whose it is. */
export interface CitizenKnock {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A browser that comes back, let in. */
export interface CitizenLetIn {
  /** `Set-Cookie` of the session, and of what is over. */
  readonly cookies: readonly string[];
  /** The page from which they came. */
  readonly then: string;
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/**
 * Where citizens sign in, with another system and in no other way. It is told who they are and keeps a keyed
 * hash of it: that the same person comes again is known, and nothing of who it is.
 */
export class CitizenDoor {
  private readonly cookie: SessionCookie;
  private readonly oidc: OidcClient;

  constructor(
    private readonly store: Store,
    private readonly settings: CitizenSignInSettings,
    private readonly secret: string,
  ) {
    const { publicUrl, oidc } = settings;
    this.cookie = new SessionCookie('kip-citizen', publicUrl.startsWith('https:'));
    const callback = `${publicUrl}${CALLBACK}`;
    this.oidc = new OidcClient(
      oidc,
      { callback, purpose: 'citizen sign-in', email: false },
      secret,
    );
  }

  /** How its button is called. */
  get label(): string {
    return this.oidc.label;
  }

  /**
   * Where to send the browser, and the cookie that it takes along.
   * @param page to which it shall come back
   * @throws Problem `unavailable` where the other system does not answer
   */
  async begin(
    page: string | undefined,
  ): Promise<{ readonly url: string; readonly cookie: string }> {
    const { url, sealed } = await this.oidc.begin(page);
    return { url, cookie: this.cookie.writeOidc(sealed) };
  }

  /**
   * Lets in a browser that comes back; the first time, an account is made.
   * @param address path and query to which it came
   * @param cookies its header `Cookie`
   * @throws Problem `other_sign_in_refused`, `unavailable`
   */
  async finish(address: string, cookies: string | undefined): Promise<CitizenLetIn> {
    const { issuer, subject, then } = await this.oidc.finish(
      address,
      this.cookie.readOidc(cookies),
    );
    const token = newToken();
    const subjectKey = keyedHash(this.secret, 'citizen', JSON.stringify([issuer, subject]));
    await this.store.transaction(AT_THE_DOOR, async (tx) => {
      const citizenId = await citizenOf(tx, newId(), subjectKey);
      const hours = this.settings.sessionHours;
      await insertCitizenSession(tx, {
        id: newId(),
        tokenHash: tokenHash(token),
        citizenId,
        hours,
      });
    });
    return { cookies: [this.cookie.write(token), this.cookie.clearOidc()], then };
  }

  /** Whether a request comes with a session, alive or not. */
  shows({ headers }: CitizenKnock): boolean {
    return this.cookie.read(one(headers['cookie'])) !== null;
  }

  /**
   * Whose request it is.
   * @throws Problem `not_authenticated`; `csrf_refused` for what would change something
   */
  async enter({ method, headers }: CitizenKnock): Promise<Citizen> {
    const token = this.cookie.read(one(headers['cookie']));
    const live = token === null ? null : await liveCitizenSession(this.store, tokenHash(token));
    if (!live) throw new Problem('not_authenticated', token === null ? 'no session' : 'ended');
    const csrf = csrfToken(this.secret, live.id);
    demandOwnPage(method, one(headers[CSRF_HEADER.toLowerCase()]), csrf);
    return { id: live.citizenId, sessionId: live.id, expiresAt: live.expiresAt, csrf };
  }

  /** Ends this session, or all of this citizen's. @returns `Set-Cookie` that takes it away */
  async leave(citizen: Citizen, everywhere: boolean): Promise<string> {
    await this.store.transaction(AT_THE_DOOR, (tx) =>
      endCitizenSessions(tx, citizen.id, everywhere ? null : citizen.sessionId),
    );
    return this.cookie.clear();
  }

  /** Forgets a citizen; their reports stay, each opened by its token. @returns `Set-Cookie` that takes the session away */
  async forget({ id }: Citizen): Promise<string> {
    await this.store.transaction(AT_THE_DOOR, (tx) => forgetCitizen(tx, id));
    return this.cookie.clear();
  }
}

/** The door as the settings say; null: citizens do not sign in. */
export function openCitizenDoor(
  { citizenSignIn, secret }: Pick<Config, 'citizenSignIn' | 'secret'>,
  store: Store,
): CitizenDoor | null {
  return citizenSignIn && new CitizenDoor(store, citizenSignIn, secret);
}
