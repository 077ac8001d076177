import { type OidcSettings } from '#libs/config';
import { Problem } from '#libs/contracts';
import {
  type Configuration,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { seal, unseal } from './secrets.js';

const SECONDS_TO_ANSWER = 10;
/** What of the standard's `amr` says that more than a password was asked for. */
const STRONG = ['mfa', 'otp', 'hwk', 'swk', 'sc', 'fido'];

/** For whom another system vouches. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** Null where it gives none, or does not say that it is the person's. */
  readonly email: string | null;
  /** It asked for a second factor itself. */
  readonly strong: boolean;
  /** The page from which they came. */
  readonly then: string;
}

/** How another system's word is used here. */
export interface OidcUse {
  /** Where the browser comes back: a whole address. */
  readonly callback: string;
  /** What tells this use from every other one of the same secret. */
  readonly purpose: string;
  /** Whether the person's mail address is asked for as well. */
  readonly email: boolean;
}

/** What is kept in the browser between going and coming back; sealed, so that nobody else makes one. */
interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly then: string;
}

function journeyOf(text: string | null): Journey | null {
  if (text === null) return null;
  // Sealed: nobody but `begin` has written it.
  return JSON.parse(text) as Journey;
}

const PAGE = /^\/(?:[\w-]+\/?){0,6}$/;

/** Sign-in with another system: authorization code flow with PKCE, state and nonce. */
export class OidcClient {
  private configured: Promise<Configuration> | null = null;

  constructor(
    private readonly settings: OidcSettings,
    private readonly use: OidcUse,
    private readonly secret: string,
  ) {}

  /** How its button is called. */
  get label(): string {
    return this.settings.label;
  }

  /**
   * Where to send the browser, and what it keeps meanwhile.
   * @param page the path of this site's own to which it shall come back; any other is the first page
   * @throws Problem `unavailable` where the other system does not answer
   */
  async begin(page = '/'): Promise<{ readonly url: string; readonly sealed: string }> {
    const configuration = await this.configuration();
    const journey = {
      ...{ state: randomState(), nonce: randomNonce() },
      ...{ verifier: randomPKCECodeVerifier(), then: PAGE.test(page) ? page : '/' },
    };
    const url = buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: this.use.callback, scope: this.use.email ? 'openid email' : 'openid' },
      ...{ state: journey.state, nonce: journey.nonce, code_challenge_method: 'S256' },
      code_challenge: await calculatePKCECodeChallenge(journey.verifier),
    });
    const sealed = seal(this.secret, this.use.purpose, JSON.stringify(journey)).toString(
      'base64url',
    );
    return { url: url.toString(), sealed };
  }

  /**
   * For whom the other system vouches, from the address to which it sent the browser back.
   * @param address path and query
   * @param sealed what the browser has kept
   * @throws Problem `other_sign_in_refused` where anything about it is not as it must be
   */
  async finish(address: string, sealed: string | null): Promise<Vouched> {
    const text = unseal(this.secret, this.use.purpose, Buffer.from(sealed ?? '', 'base64url'));
    const journey = journeyOf(text);
    if (!journey) throw new Problem('other_sign_in_refused', 'no sign-in was begun here');
    const configuration = await this.configuration();
    try {
      const tokens = await authorizationCodeGrant(
        configuration,
        new URL(address, this.use.callback),
        {
          ...{ expectedState: journey.state, expectedNonce: journey.nonce },
          ...{ pkceCodeVerifier: journey.verifier, idTokenExpected: true },
        },
      );
      const claims = tokens.claims();
      if (!claims) throw new Problem('other_sign_in_refused', 'no ID token');
      const told = this.use.email
        ? await fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : null;
      return {
        ...{ issuer: claims.iss, subject: claims.sub, then: journey.then },
        email: told?.email_verified === true ? (told.email ?? null) : null,
        strong: amrOf(claims['amr']).some((way) => STRONG.includes(way)),
      };
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('other_sign_in_refused', wordsOf(error), [], error);
    }
  }

  /** What the other system says of itself; asked once, and again after a failure. */
  private async configuration(): Promise<Configuration> {
    this.configured ??= discovered(this.settings);
    try {
      return await this.configured;
    } catch (error) {
      this.configured = null;
      throw new Problem('unavailable', 'the other sign-in system', [], error);
    }
  }
}

/** What another system says of itself. */
function discovered({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  // The settings let http through on this machine alone.
  const plain = issuer.startsWith('http:');
  return discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: SECONDS_TO_ANSWER,
    ...(plain && { execute: [allowInsecureRequests] }),
  });
}

/** Why nobody can sign in with another system, as far as it says of itself; null: nothing is known. */
export async function oidcTrouble(settings: OidcSettings): Promise<string | null> {
  return discovered(settings).then(
    () => null,
    (error: unknown) => wordsOf(error),
  );
}

function amrOf(claim: unknown): readonly string[] {
  return Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : [];
}

/** The standard's own word for what was wrong, which holds nothing of the person. */
function wordsOf(error: unknown): string {
  const word = (error as { error?: unknown; code?: unknown } | null)?.error;
  const code = (error as { code?: unknown } | null)?.code;
  return [word, code].find((one) => typeof one === 'string') ?? 'the answer is not valid';
}
