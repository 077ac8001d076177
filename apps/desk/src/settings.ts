import { type Config, ConfigError, type OutgoingSettings, isLoopback } from '#libs/config';

/** What the desk is given beside its store. */
export interface DeskSettings {
  /** Signs the tracking tokens of reports that are filed for a caller, and seals the secrets of webhooks. */
  readonly secret: string;
  /** To whom webhooks may go; absent: the internet alone. */
  readonly outgoing?: OutgoingSettings;
}

export const DESK_SETTINGS = Symbol('desk settings');

/** Why the desk may not listen to other machines; null: it may. */
function whyAtHomeOnly({ signIn }: Config): string | null {
  if (!signIn.on) return 'where signing in is off, one key opens the desk for all';
  if (signIn.deskUrl?.startsWith('https:')) return null;
  return 'passwords and sessions go over TLS only: set KIP_DESK_URL to the https:// address of what stands before it';
}

/**
 * The host on which the desk may listen.
 * @throws ConfigError for another machine's reach where that is not safe, with the remedy
 */
export function deskHost(config: Config): string {
  const why = whyAtHomeOnly(config);
  if (isLoopback(config.host) || why === null) return config.host;
  throw new ConfigError(
    'KIP_HOST',
    config.host,
    `the desk listens on 127.0.0.1, ::1 or localhost only: ${why}`,
  );
}

/** The same for everything in one process, where the citizens' side may be open and the desk not. */
export function deskHostBeside(config: Config): string {
  return isLoopback(config.host) || whyAtHomeOnly(config) === null ? config.host : '127.0.0.1';
}
