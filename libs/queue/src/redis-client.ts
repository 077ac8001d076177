import { type RedisPlace } from '#libs/config';
import { Cluster, Redis, type RedisOptions } from 'ioredis';

const LONGEST_PAUSE_MS = 1_000;

/** How each server that REDIS_URL names, or leads to, is spoken to. */
export function redisOptions(place: RedisPlace): RedisOptions {
  return {
    ...(place.username === null ? {} : { username: place.username }),
    ...(place.password === null ? {} : { password: place.password }),
    // Behind Sentinels it must be said twice more, or the master is spoken to in the clear.
    ...(place.tls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    db: place.database,
    // A worker waits for its server as long as it takes; the relay looks before it adds.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE_MS),
  };
}

/**
 * Connects to what REDIS_URL names, and again whenever the connection is lost.
 * @param more how its commands are given up, where they are not to wait for the server
 */
export function redisClient(place: RedisPlace, more: RedisOptions = {}): Redis | Cluster {
  const options = { ...redisOptions(place), ...more };
  const [first] = place.nodes;
  switch (place.shape) {
    case 'single':
      return new Redis({ ...options, ...first });
    case 'sentinel':
      return new Redis({ ...options, sentinels: [...place.nodes], name: place.master ?? '' });
    case 'cluster':
      return new Cluster([...place.nodes], {
        redisOptions: options,
        enableOfflineQueue: more.enableOfflineQueue ?? true,
        clusterRetryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE_MS),
      });
  }
}

/** What a Redis server says of how it keeps what it is given. */
export interface RedisSettings {
  readonly version: string;
  readonly maxmemoryPolicy: string;
  readonly appendOnly: boolean;
}

/** Of every server that takes writes: one, or each master of a cluster. */
export async function redisSettings(client: Redis | Cluster): Promise<readonly RedisSettings[]> {
  const servers = client instanceof Cluster ? client.nodes('master') : [client];
  return Promise.all(
    servers.map(async (server) => {
      // INFO rather than CONFIG GET, which managed servers often forbid.
      const info = await server.info();
      const value = (name: string): string =>
        new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
      return {
        version: value('redis_version'),
        maxmemoryPolicy: value('maxmemory_policy'),
        appendOnly: value('aof_enabled') === '1',
      };
    }),
  );
}

/** Why queues may not be kept on these servers, and what to do; null: nothing forbids it. */
export async function redisRefusal(client: Redis | Cluster): Promise<string | null> {
  const policies = (await redisSettings(client)).map(({ maxmemoryPolicy }) => maxmemoryPolicy);
  const lossy = policies.find((policy) => policy !== 'noeviction');
  if (lossy === undefined) return null;
  return `the server's maxmemory-policy is ${lossy}, under which it drops jobs when memory is short: set it to noeviction`;
}
