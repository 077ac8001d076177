import { ConfigError } from './config-error.js';
import { isLoopback, secureUrl } from './sign-in.js';

/** Whom this installation may speak to by itself, beside everybody on the internet over TLS. */
export interface OutgoingSettings {
  /** This machine too, without TLS: for tests and demonstrations alone. */
  readonly allowLoopback: boolean;
}

/**
 * Reads it from `KIP_OUTGOING_ALLOW`.
 * @throws ConfigError naming the setting and the remedy
 */
export function outgoingSettings(env: NodeJS.ProcessEnv): OutgoingSettings {
  const text = env['KIP_OUTGOING_ALLOW'];
  if (text === undefined || text === '') return { allowLoopback: false };
  if (text === 'loopback') return { allowLoopback: true };
  const remedy = 'give loopback, to speak to this machine itself in a demonstration, or nothing';
  throw new ConfigError('KIP_OUTGOING_ALLOW', text, remedy);
}

/**
 * An address that this installation speaks to by itself; null where none is given.
 * @throws ConfigError also where it is this machine's own and may not be spoken to
 */
export function outgoingUrl(env: NodeJS.ProcessEnv, name: string): string | null {
  const url = secureUrl(env, name);
  if (url === null) return null;
  if (!isLoopback(new URL(url).hostname) || outgoingSettings(env).allowLoopback) return url;
  const remedy = 'give https://host, or set KIP_OUTGOING_ALLOW=loopback for a demonstration';
  throw new ConfigError(name, url, remedy);
}
