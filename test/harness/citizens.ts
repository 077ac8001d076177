import { CitizenDoor } from '../../apps/intake/src/citizens/citizen-door.js';
import { freePort } from '../../apps/kip/src/embedded/port.js';
import { type CitizenSignInSettings } from '#libs/config';
import { type Store } from '#libs/store';
import { Browser } from './browser.js';
import { OIDC_CLIENT, type TestProvider, startProvider, thereAndBack } from './oidc-provider.js';

/** Another system by which citizens sign in to an installation at `url`, which is yet to listen at `port`. */
export interface CitizenWorld {
  readonly url: string;
  readonly port: number;
  readonly provider: TestProvider;
  readonly settings: CitizenSignInSettings;
  door(store: Store, secret: string): CitizenDoor;
}

export async function startCitizenWorld(): Promise<CitizenWorld> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startProvider(`${url}/v1/me/session/callback`);
  const client = { clientId: OIDC_CLIENT.id, clientSecret: OIDC_CLIENT.secret };
  const settings = {
    ...{ publicUrl: url, sessionHours: 24 },
    oidc: { issuer: provider.issuer, ...client, label: 'VNeID' },
  };
  const door = (store: Store, secret: string): CitizenDoor =>
    new CitizenDoor(store, settings, secret);
  return { url, port, provider, settings, door };
}

/** Goes to sign in, as whoever the other system takes the browser for. @returns the address one is sent back to */
export function goSignIn(
  { provider }: CitizenWorld,
  browser: Browser,
  page = '/reports',
): Promise<string> {
  return thereAndBack(browser, provider, `/v1/me/session/begin?page=${encodeURIComponent(page)}`);
}

/** A browser signed in as a citizen whom the other system knows by this subject. */
export async function citizenBrowser(world: CitizenWorld, subject: string): Promise<Browser> {
  world.provider.is({ subject, amr: ['mfa'] });
  const browser = new Browser(world.url);
  await browser.get(await goSignIn(world, browser));
  const me = await browser.get<{ csrf_token: string }>('/v1/me');
  if (me.status !== 200) throw new Error(`${subject} is not let in: ${me.status}`);
  browser.csrf = me.body.csrf_token;
  return browser;
}
