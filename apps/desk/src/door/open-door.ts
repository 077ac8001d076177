import { Accounts, OidcClient, type OidcUse, SessionCookie, SignIn } from '#libs/access';
import { type Config } from '#libs/config';
import { type ReferenceCache, type Store } from '#libs/store';
import { type Door } from './door.js';
import { IntegratorDoor } from './integrator.door.js';
import { KeyDoor } from './key.door.js';
import { SessionDoor } from './session.door.js';

/** What signing in takes, where people do. */
export interface SigningIn {
  readonly signIn: SignIn;
  readonly accounts: Accounts;
  readonly cookie: SessionCookie;
  readonly oidc: OidcClient | null;
}

/** The way in, and what signing in takes; null where it is off. */
export interface OpenDoor {
  readonly door: Door;
  readonly signingIn: SigningIn | null;
}

type DoorConfig = Pick<Config, 'secret' | 'signIn' | 'deskKey'> & {
  readonly mail: Pick<Config['mail'], 'server'>;
};

const useOf = (deskUrl: string): OidcUse => ({
  ...{ callback: `${deskUrl}/v1/session/oidc/callback`, purpose: 'oidc sign-in', email: true },
});

/** Opens the desk's door as the settings say. */
export function openDoor(
  { secret, signIn: settings, deskKey, mail }: DoorConfig,
  store: Store,
  reference: ReferenceCache,
): OpenDoor {
  if (!settings.on) {
    const door = new KeyDoor(deskKey ?? '', reference);
    return { door: new IntegratorDoor(store, reference, door), signingIn: null };
  }
  const { factorRequired, sessionHours, deskUrl, oidc } = settings;
  const cookie = new SessionCookie('kip', deskUrl?.startsWith('https:') ?? false);
  const signIn = new SignIn(store, { secret, factorRequired, sessionHours });
  return {
    door: new IntegratorDoor(store, reference, new SessionDoor(store, reference, secret, cookie)),
    signingIn: {
      signIn,
      accounts: new Accounts(store, secret, mail.server !== null && deskUrl !== null),
      cookie,
      oidc: oidc && deskUrl !== null ? new OidcClient(oidc, useOf(deskUrl), secret) : null,
    },
  };
}
