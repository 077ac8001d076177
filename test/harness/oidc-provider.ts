import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { Browser } from './browser.js';

export const OIDC_CLIENT = { id: 'kip-desk', secret: 'what-only-the-two-of-them-know' };

/** Whom the provider takes a browser for, and what it says of them. */
export interface Somebody {
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  /** By which ways it made sure: `pwd`, `otp`, … */
  readonly amr: readonly string[];
}

/** Another system's sign-in, real and on this machine. */
export interface TestProvider {
  readonly issuer: string;
  /** Who signs in there from now on. */
  is(somebody: Somebody): void;
  stop(): Promise<void>;
}

/**
 * Begins at `begin`, and follows the redirects of the other system as far as it sends one back.
 * @returns where to, at the site of `browser`
 */
export async function thereAndBack(
  browser: Browser,
  { issuer }: Pick<TestProvider, 'issuer'>,
  begin: string,
): Promise<string> {
  const other = new Browser(issuer);
  const begun = await browser.get(begin);
  let at = begun.headers.get('location') ?? '';
  for (let hops = 0; !at.startsWith(browser.desk); hops += 1) {
    if (hops === 10) throw new Error(`the provider goes in a circle at ${at}`);
    const { status, headers } = await other.get(at);
    const next = headers.get('location');
    if (next === null) throw new Error(`${at} answered ${status}`);
    at = new URL(next, at).toString();
  }
  return at;
}

/** Starts one that lets everybody in without asking, as whoever `is` says. */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let now: Somebody = { subject: 'nobody', amr: [] };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [redirectUri],
      },
    ],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    // What was asked for by its scope stands in the ID token as well, as many providers have it.
    conformIdTokenClaims: false,
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    cookies: { keys: ['a key of this test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/enter/${uid}` },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, email: now.email, email_verified: now.emailVerified }),
    }),
  });
  const enter = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { prompt, params } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      const login = { accountId: now.subject, amr: [...now.amr] };
      await provider.interactionFinished(request, response, { login });
      return;
    }
    const grant = new provider.Grant({
      accountId: now.subject,
      clientId: String(params['client_id']),
    });
    grant.addOIDCScope('openid email');
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { consent });
  };
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/enter/')) void enter(request, response);
    else void answer(request, response);
  });
  return {
    issuer,
    is: (somebody) => {
      now = somebody;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
