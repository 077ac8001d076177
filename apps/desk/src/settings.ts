import { ConfigError } from '#libs/config';

/** What the desk is given beside its store. */
export interface DeskSettings {
  /** What every request shows until people can sign in. */
  readonly deskKey: string;
  /** Signs the tracking tokens of reports that are filed for a caller. */
  readonly secret: string;
}

export const DESK_SETTINGS = Symbol('desk settings');

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * The host on which the desk may listen: this machine's own, since anybody who has the one key may
 * act as anybody.
 * @throws ConfigError for any other host, with the remedy
 */
export function loopbackOnly(host: string): string {
  if (LOOPBACK.includes(host)) return host;
  throw new ConfigError(
    'KIP_HOST',
    host,
    `the desk has one key for all and listens on ${LOOPBACK.join(' or ')} only, until people can sign in; ` +
      'leave KIP_HOST out and reach it through an SSH tunnel',
  );
}
