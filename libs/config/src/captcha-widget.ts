import { ConfigError } from './config-error.js';

/** What a page needs to show somebody that they are to show that they are a person. */
export interface CaptchaWidget {
  readonly kind: 'turnstile' | 'hcaptcha';
  readonly siteKey: string;
  /** Where its script and its frame come from. */
  readonly origins: readonly string[];
}

const WIDGETS: readonly (Omit<CaptchaWidget, 'siteKey'> & { readonly host: RegExp })[] = [
  {
    ...{ kind: 'turnstile', host: /^challenges\.cloudflare\.com$/ },
    origins: ['https://challenges.cloudflare.com'],
  },
  {
    ...{ kind: 'hcaptcha', host: /^(.+\.)?hcaptcha\.com$/ },
    origins: ['https://hcaptcha.com', 'https://*.hcaptcha.com'],
  },
];

const NAME = 'KIP_CAPTCHA_SITE_KEY';

/**
 * Reads how the pages show the service of `KIP_CAPTCHA_URL`.
 * @throws ConfigError where a site key is given for a service that they cannot show
 */
export function captchaWidget(env: NodeJS.ProcessEnv, url: string): CaptchaWidget | null {
  const siteKey = env[NAME] ?? '';
  if (siteKey === '') return null;
  if (!/^[\w.-]{1,200}$/.test(siteKey)) {
    throw new ConfigError(
      NAME,
      siteKey,
      'give the public key of the site, as the service shows it',
    );
  }
  const { hostname } = new URL(url);
  const found = WIDGETS.find(({ host }) => host.test(hostname));
  if (found) return { kind: found.kind, siteKey, origins: found.origins };
  const remedy = 'the pages show Turnstile and hCaptcha: set KIP_CAPTCHA_URL to one, or unset this';
  throw new ConfigError(NAME, siteKey, remedy);
}
