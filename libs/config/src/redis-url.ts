import { ConfigError } from './config-error.js';

/** Where the queues are kept when they are kept in Redis. */
export interface RedisPlace {
  /** One server, a Redis Cluster, or servers watched by Sentinels. */
  readonly shape: 'single' | 'cluster' | 'sentinel';
  /** The server; some nodes of the cluster; the Sentinels. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  /** The name by which Sentinels know the master; null elsewhere. */
  readonly master: string | null;
  /** The numbered database; 0 in a cluster. */
  readonly database: number;
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: boolean;
}

const NAME = 'REDIS_URL';
const REMEDY =
  'give redis://host:port, redis+cluster://host:port,host:port or redis+sentinel://host:port,host:port/master' +
  ' (rediss for TLS; user:password@ before the host)';
const URL_PARTS =
  /^redis(?<tls>s?)(?:\+(?<shape>cluster|sentinel))?:\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<nodes>[^/@]+)(?:\/(?<path>[\w.-]*))?$/;
const NODE = /^(?<host>\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(?<port>\d{1,5}))?$/;
const DEFAULT_PORT = { single: 6379, cluster: 6379, sentinel: 26_379 } as const;
const MAX_PORT = 65_535;

// The address may hold a password: it is never repeated.
const unusable = (): ConfigError => new ConfigError(NAME, '…', REMEDY);

function decoded(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable();
  }
}

/**
 * Reads REDIS_URL.
 * @throws ConfigError without the address itself
 */
export function redisPlace(text: string): RedisPlace {
  const parts = URL_PARTS.exec(text)?.groups;
  if (!parts) throw unusable();
  const { tls, user, password, path = '' } = parts;
  const shape =
    parts['shape'] === 'cluster' || parts['shape'] === 'sentinel' ? parts['shape'] : 'single';
  const nodes = (parts['nodes'] ?? '').split(',').map((node) => {
    const found = NODE.exec(node)?.groups;
    const port = Number(found?.['port'] ?? DEFAULT_PORT[shape]);
    if (!found?.['host'] || port < 1 || port > MAX_PORT) throw unusable();
    return { host: found['host'].replace(/^\[|\]$/g, ''), port };
  });
  const fits = {
    single: nodes.length === 1 && /^\d{0,2}$/.test(path),
    cluster: path === '',
    sentinel: path !== '',
  }[shape];
  if (!fits) throw unusable();
  return {
    shape,
    nodes,
    master: shape === 'sentinel' ? path : null,
    database: shape === 'single' ? Number(path) : 0,
    username: decoded(user),
    password: decoded(password),
    tls: tls === 's',
  };
}
