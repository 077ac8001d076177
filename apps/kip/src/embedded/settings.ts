import { HOST } from './port.js';

/** The superuser of the embedded server. */
export const SUPERUSER = 'postgres';

/**
 * LC_CTYPE candidates, best first. Columns sort and change case by the builtin provider, the same on
 * every machine, but pg_trgm still asks the C library what a letter is: under plain `C` it would drop
 * every accented Vietnamese letter.
 */
export const CTYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'] as const;

/**
 * The arguments of `initdb`: UTF-8, the builtin C.UTF-8 locale (code-point order, Unicode case, no
 * dependence on the system's locale versions; orders for people come from ICU collations such as
 * "vi-x-icu"), passwords by SCRAM for every connection.
 *
 * @param durable false: does not wait for the disk
 */
export function initArguments(options: {
  readonly dataDir: string;
  readonly passwordFile: string;
  readonly ctype: string;
  readonly durable: boolean;
}): string[] {
  return [
    `--pgdata=${options.dataDir}`,
    `--pwfile=${options.passwordFile}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${options.ctype}`,
    '--no-instructions',
    ...(options.durable ? [] : ['--no-sync']),
  ];
}

/**
 * The arguments of `postgres` for a small machine. No Unix socket: its path would break the limit of
 * 107 bytes in a deep folder. Durable leaves fsync, full_page_writes and synchronous_commit at
 * Postgres's own safe defaults, named here so that no configuration file weakens them.
 *
 * @param more settings that somebody needs besides; of those named here they change `max_connections` alone
 */
export function serverArguments(options: {
  readonly dataDir: string;
  readonly port: number;
  readonly durable: boolean;
  readonly more?: Readonly<Record<string, string>>;
}): string[] {
  const safe = options.durable ? 'on' : 'off';
  const settings: Readonly<Record<string, string>> = {
    max_connections: '60',
    ...options.more,
    listen_addresses: HOST,
    port: String(options.port),
    unix_socket_directories: '',
    shared_buffers: '64MB',
    jit: 'off',
    // Its data lies on flash or in memory: an index is cheaper than it was on a disk that turns.
    random_page_cost: '1.1',
    fsync: safe,
    full_page_writes: safe,
    synchronous_commit: safe,
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    logging_collector: 'off',
    log_destination: 'stderr',
  };
  return [
    '-D',
    options.dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
