import { seal, unseal } from '#libs/access';
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

export const OIDC_CALLBACK = '/v1/session/oidc/callback';
const SEALED_FOR = 'oidc sign-in';
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
}

/** What is kept in the browser between going and coming back; sealed, so that nobody else makes one. */
interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

function journeyOf(text: string | null): Journey | null {
  if (text === null) return null;
  const { state, nonce, verifier } = JSON.parse(text) as Partial<Record<keyof Journey, unknown>>;
  return typeof state === 'string' && typeof nonce === 'string' && typeof verifier === 'string'
    ? { state, nonce, verifier }
    : null;
}

/** Sign-in with another system: authorization code flow with PKCE, state and nonce. */
export class OidcClient {
  private configured: Promise<Configuration> | null = null;

  constructor(
    private readonly settings: OidcSettings,
    private readonly deskUrl: string,
    private readonly secret: string,
  ) {}

  /** How its button is called. */
  get label(): string {
    return this.settings.label;
  }

  /**
   * Where to send the browser, and what it keeps meanwhile.
   * @throws Problem `unavailable` where the other system does not answer
   */
  async begin(): Promise<{ readonly url: string; readonly sealed: string }> {
    const configuration = await this.configuration();
    const journey = {
      ...{ state: randomState(), nonce: randomNonce() },
      verifier: randomPKCECodeVerifier(),
    };
    const url = buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: `${this.deskUrl}${OIDC_CALLBACK}`, scope: 'openid email' },
      ...{ state: journey.state, nonce: journey.nonce, code_challenge_method: 'S256' },
      code_challenge: await calculatePKCECodeChallenge(journey.verifier),
    });
    const sealed = seal(this.secret, SEALED_FOR, JSON.stringify(journey)).toString('base64url');
    return { url: url.toString(), sealed };
  }

  /**
   * For whom the other system vouches, from the address to which it sent the browser back.
   * @param address path and query
   * @param sealed what the browser has kept
   * @throws Problem `other_sign_in_refused` where anything about it is not as it must be
   */
  async finish(address: string, sealed: string | null): Promise<Vouched> {
    const text = unseal(this.secret, SEALED_FOR, Buffer.from(sealed ?? '', 'base64url'));
    const journey = journeyOf(text);
    if (!journey) throw new Problem('other_sign_in_refused', 'no sign-in was begun here');
    const configuration = await this.configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(address, this.deskUrl), {
        ...{ expectedState: journey.state, expectedNonce: journey.nonce },
        ...{ pkceCodeVerifier: journey.verifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      if (!claims) throw new Problem('other_sign_in_refused', 'no ID token');
      const told = await fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return {
        ...{ issuer: claims.iss, subject: claims.sub },
        email: told.email_verified === true ? (told.email ?? null) : null,
        strong: amrOf(claims['amr']).some((way) => STRONG.includes(way)),
      };
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('other_sign_in_refused', wordsOf(error), [], error);
    }
  }

  /** What the other system says of itself; asked once, and again after a failure. */
  private async configuration(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    // The settings let http through on this machine alone.
    const plain = issuer.startsWith('http:');
    this.configured ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: SECONDS_TO_ANSWER,
      ...(plain && { execute: [allowInsecureRequests] }),
    });
    try {
      return await this.configured;
    } catch (error) {
      this.configured = null;
      throw new Problem('unavailable', 'the other sign-in system', [], error);
    }
  }
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
