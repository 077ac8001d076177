import { type CaptchaWidget, type Config, type InstallationName } from '#libs/config';
import { type PageSources } from '#libs/http';
import { AreaMap, tileSources } from '#libs/map';

/** What the public pages say of the installation, beside its reference data. */
export class About {
  constructor(
    readonly name: InstallationName = { vi: 'Kịp', en: 'Kịp' },
    readonly captcha: CaptchaWidget | null = null,
    readonly map: AreaMap = AreaMap.plain(),
    /** How the button is called by which citizens sign in; null: they do not. */
    readonly signIn: string | null = null,
  ) {}
}

/**
 * The same, of an installation's settings.
 * @param map as the process has opened it
 */
export function aboutOf(
  { name, abuse, citizenSignIn }: Pick<Config, 'name' | 'abuse' | 'citizenSignIn'>,
  map: AreaMap,
): About {
  return new About(name, abuse.captcha?.widget ?? null, map, citizenSignIn?.oidc.label ?? null);
}

/** What its pages fetch from elsewhere. */
export function pageSourcesOf({ captcha, map }: About): PageSources {
  const shown = captcha?.origins ?? [];
  const { imgSrc, connectSrc } = tileSources(map.tiles);
  return {
    ...{ scriptSrc: shown, frameSrc: shown, styleSrc: shown },
    ...{ imgSrc, connectSrc: [...connectSrc, ...shown] },
  };
}
