import { isIP } from 'node:net';
import { type CaptchaWidget, captchaWidget } from './captcha-widget.js';
import { ConfigError } from './config-error.js';
import { outgoingUrl } from './outgoing.js';

/** So many within so long, each from its first on. */
export interface Limit {
  readonly most: number;
  readonly seconds: number;
}

/**
 * What reports and uploads of citizens are limited by; and the messages that anybody can have sent:
 * `asking` by who asks, `mailbox` by whom they go to. `suggesting`: what is asked for while somebody types.
 */
export const LIMIT_KINDS = [
  'address',
  'device',
  'phone',
  'area',
  'uploads',
  'asking',
  'mailbox',
  'suggesting',
] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];
/** Null: not limited by that. */
export type Limits = Readonly<Record<LimitKind, Limit | null>>;

/** Who says whether a person has shown to be one: anything that answers as hCaptcha and Turnstile do. */
export interface CaptchaSettings {
  /** https://, or http:// on this machine where KIP_OUTGOING_ALLOW lets it. */
  readonly url: string;
  readonly secret: string;
  /** So many from one address, within the time of its limit, are not asked. */
  readonly after: number;
  /** How the pages show it; null: they cannot. */
  readonly widget: CaptchaWidget | null;
}

/** What stands against a flood of reports. */
export interface AbuseSettings {
  /** Addresses and ranges of the proxies before the apps; what others say of a client's address is not believed. */
  readonly trustedProxies: readonly string[];
  readonly limits: Limits;
  /** Whether reports that look like a flood are held for a moderator, for which it is kept from where each came. */
  readonly holdFloods: boolean;
  /** Null: nobody is asked to show that they are a person. */
  readonly captcha: CaptchaSettings | null;
}

/**
 * What nobody comes near who means well: behind one address of a mobile network there are hundreds of
 * people, and after a storm a ward has a hundred fallen trees.
 */
const DEFAULTS: Readonly<Record<LimitKind, Limit>> = {
  address: { most: 60, seconds: 3_600 },
  device: { most: 20, seconds: 3_600 },
  phone: { most: 20, seconds: 3_600 },
  area: { most: 600, seconds: 3_600 },
  uploads: { most: 240, seconds: 3_600 },
  asking: { most: 30, seconds: 3_600 },
  mailbox: { most: 5, seconds: 86_400 },
  suggesting: { most: 1_800, seconds: 3_600 },
};
export const NO_LIMITS: Limits = {
  ...{ address: null, device: null, phone: null, area: null, uploads: null },
  ...{ asking: null, mailbox: null, suggesting: null },
};

const LIMIT = /^(?<most>\d{1,9})\/(?<seconds>\d{1,5})$/;
/** Neither counts that are forgotten at once nor those that stay for days. */
const SECONDS = [1, 86_400] as const;

function limit(env: NodeJS.ProcessEnv, kind: LimitKind): Limit | null {
  const name = `KIP_LIMIT_${kind.toUpperCase()}`;
  const text = env[name];
  if (text === undefined || text === '') return DEFAULTS[kind];
  if (text === 'off') return null;
  const found = LIMIT.exec(text)?.groups;
  const most = Number(found?.['most']);
  const seconds = Number(found?.['seconds']);
  if (!found || most < 1 || seconds < SECONDS[0] || seconds > SECONDS[1]) {
    const remedy = `give how many in how many seconds, such as 60/3600 (a day at most), or off`;
    throw new ConfigError(name, text, remedy);
  }
  return { most, seconds };
}

/** On unless it is turned off. */
function onOff(env: NodeJS.ProcessEnv, name: string): boolean {
  const text = env[name] ?? '';
  if (text !== '' && text !== 'on' && text !== 'off') {
    throw new ConfigError(name, text, 'give on or off');
  }
  return text !== 'off';
}

function limits(env: NodeJS.ProcessEnv): Limits {
  if (!onOff(env, 'KIP_LIMITS')) return NO_LIMITS;
  const of = (kind: LimitKind): Limit | null => limit(env, kind);
  return {
    ...{ address: of('address'), device: of('device'), phone: of('phone') },
    ...{ area: of('area'), uploads: of('uploads') },
    ...{ asking: of('asking'), mailbox: of('mailbox'), suggesting: of('suggesting') },
  };
}

/** A range that holds more than this is no list of proxies any more. */
const SHORTEST_PREFIX = { 4: 8, 6: 16 } as const;

function isProxy(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if ((family !== 4 && family !== 6) || more.length > 0) return false;
  if (prefix === undefined) return true;
  const length = Number(prefix);
  const longest = family === 4 ? 32 : 128;
  return /^\d{1,3}$/.test(prefix) && length >= SHORTEST_PREFIX[family] && length <= longest;
}

function trustedProxies(env: NodeJS.ProcessEnv): readonly string[] {
  const listed = (env['KIP_TRUSTED_PROXIES'] ?? '').split(',').map((one) => one.trim());
  const given = listed.filter((one) => one !== '');
  for (const one of given) {
    if (!isProxy(one)) {
      const remedy =
        'give the addresses or ranges of your own proxies, such as 10.0.0.5,10.1.0.0/16';
      throw new ConfigError('KIP_TRUSTED_PROXIES', one, remedy);
    }
  }
  return given;
}

const AFTER = 10;

function captcha(env: NodeJS.ProcessEnv, { address }: Limits): CaptchaSettings | null {
  const url = outgoingUrl(env, 'KIP_CAPTCHA_URL');
  if (url === null) return null;
  const secret = env['KIP_CAPTCHA_SECRET'] ?? '';
  if (secret === '') {
    throw new ConfigError(
      'KIP_CAPTCHA_SECRET',
      '',
      'give the secret of the service of KIP_CAPTCHA_URL',
    );
  }
  if (!address) {
    const remedy = 'set KIP_LIMIT_ADDRESS: it is asked for where an address comes near its limit';
    throw new ConfigError('KIP_CAPTCHA_URL', url, remedy);
  }
  const text = env['KIP_CAPTCHA_AFTER'] ?? '';
  const after = text === '' ? Math.min(AFTER, address.most - 1) : Number(text);
  if (!Number.isInteger(after) || after < 0 || after >= address.most) {
    const remedy = `give a whole number below the limit by address, ${address.most}`;
    throw new ConfigError('KIP_CAPTCHA_AFTER', text, remedy);
  }
  return { url, secret, after, widget: captchaWidget(env, url) };
}

/**
 * Reads what stands against a flood.
 * @throws ConfigError naming the setting and the remedy
 */
export function abuseSettings(env: NodeJS.ProcessEnv): AbuseSettings {
  const limited = limits(env);
  return {
    trustedProxies: trustedProxies(env),
    limits: limited,
    captcha: captcha(env, limited),
    holdFloods: onOff(env, 'KIP_HOLD_FLOODS'),
  };
}
