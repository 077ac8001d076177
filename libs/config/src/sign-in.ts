import { ConfigError } from './config-error.js';

/** Another system that vouches for people, by OpenID Connect. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How its button is called. */
  readonly label: string;
}

/** How staff sign in. */
export interface SignInSettings {
  /** Off: one key opens the desk for whoever has it, on this machine alone. */
  readonly on: boolean;
  /** Where people open the desk in a browser; null: on this machine. */
  readonly deskUrl: string | null;
  readonly factorRequired: boolean;
  readonly sessionHours: number;
  readonly oidc: OidcSettings | null;
}

const LOOPBACK = ['127.0.0.1', '[::1]', '::1', 'localhost'];
const HOURS = [1, 72] as const;

/** Whether a host name is this machine's own. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host);
}

function oneOf<Word extends string>(
  env: NodeJS.ProcessEnv,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const text = env[name];
  if (text === undefined || text === '') return words[0];
  const found = words.find((word) => word === text);
  if (found === undefined) throw new ConfigError(name, text, `give ${words.join(' or ')}`);
  return found;
}

/** An address over TLS; without it only on this machine, where nobody listens between. */
export function secureUrl(env: NodeJS.ProcessEnv, name: string): string | null {
  const text = env[name];
  if (text === undefined || text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const safe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !safe || url.search !== '' || url.hash !== '') {
    throw new ConfigError(name, text, 'give https://host, or http:// on this machine alone');
  }
  return text.replace(/\/+$/, '');
}

/**
 * Another system by which people sign in; null where none is named.
 * @param prefix of the settings that name it
 * @throws ConfigError naming the setting and the remedy
 */
export function oidcSettings(
  env: NodeJS.ProcessEnv,
  prefix: 'KIP_OIDC' | 'KIP_CITIZEN_OIDC',
): OidcSettings | null {
  const issuer = secureUrl(env, `${prefix}_ISSUER`);
  if (issuer === null) return null;
  const need = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') {
      throw new ConfigError(name, '', `give what the system of ${prefix}_ISSUER has for this one`);
    }
    return value;
  };
  return {
    issuer,
    clientId: need(`${prefix}_CLIENT_ID`),
    clientSecret: need(`${prefix}_CLIENT_SECRET`),
    label: env[`${prefix}_LABEL`] || new URL(issuer).hostname,
  };
}

function staffOidc(env: NodeJS.ProcessEnv, deskUrl: string | null): OidcSettings | null {
  const oidc = oidcSettings(env, 'KIP_OIDC');
  if (oidc && deskUrl === null) {
    throw new ConfigError('KIP_DESK_URL', '', 'give where people open the desk: they return there');
  }
  return oidc;
}

function sessionHours(env: NodeJS.ProcessEnv): number {
  const text = env['KIP_SESSION_HOURS'];
  if (text === undefined || text === '') return 12;
  const hours = Number(text);
  if (!Number.isInteger(hours) || hours < HOURS[0] || hours > HOURS[1]) {
    throw new ConfigError('KIP_SESSION_HOURS', text, `give ${HOURS[0]} to ${HOURS[1]}`);
  }
  return hours;
}

/**
 * Reads how staff sign in.
 * @throws ConfigError naming the setting and the remedy
 */
export function signInSettings(env: NodeJS.ProcessEnv): SignInSettings {
  const deskUrl = secureUrl(env, 'KIP_DESK_URL');
  return {
    on: oneOf(env, 'KIP_SIGN_IN', ['on', 'off']) === 'on',
    deskUrl,
    factorRequired: oneOf(env, 'KIP_SECOND_FACTOR', ['required', 'optional']) === 'required',
    sessionHours: sessionHours(env),
    oidc: staffOidc(env, deskUrl),
  };
}
