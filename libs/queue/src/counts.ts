import { type Config } from '#libs/config';
import { type Cluster, type Redis } from 'ioredis';
import { redisClient } from './redis-client.js';

/** A Redis that keeps counts for several processes. */
export interface SharedCounts {
  readonly client: Redis | Cluster;
  readonly prefix: string;
  close(): Promise<void>;
}

/** Somebody waits for a count: after so long it is made without the server. */
const WITHIN_MS = 200;

/**
 * Opens the store of counts that processes share: Redis where REDIS_URL names one. It is not waited for.
 * @param databaseUrl stands before each key, so that two installations may share a Redis
 * @param trouble is told, in words, each time the connection fails
 * @returns null: there is none, and each process counts for itself
 */
export function openCounts(
  { redis }: Pick<Config, 'redis'>,
  databaseUrl: string,
  trouble: (text: string) => void = () => undefined,
): SharedCounts | null {
  if (redis === null) return null;
  const client = redisClient(redis, {
    ...{ commandTimeout: WITHIN_MS, connectTimeout: WITHIN_MS * 10 },
    // What cannot be asked now is not asked later: by then it was counted elsewhere.
    ...{ enableOfflineQueue: false, maxRetriesPerRequest: 0, enableAutoPipelining: true },
  });
  client.on('error', (error: Error) => {
    trouble(error.message);
  });
  return {
    client,
    prefix: `kip-count:${new URL(databaseUrl).pathname.slice(1)}:`,
    close: async () => {
      client.disconnect();
    },
  };
}
