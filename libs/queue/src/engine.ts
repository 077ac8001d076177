import { type Config, type RedisPlace } from '#libs/config';
import { type QueueName } from '#libs/contracts';
import { type ConnectionOptions, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** The schema of the queues' own tables where they are kept in Postgres. */
export const QUEUE_SCHEMA = 'bullmq';
export const ENGINE = Symbol('where the queues are kept');
const POOL_SIZE = 4;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Where the queues are kept: in Redis, or in the database itself. Everything above sees the same
 * queues either way; this is the only place that knows the difference.
 */
export interface Engine {
  readonly kind: 'postgres' | 'redis';
  readonly connection: ConnectionOptions;
  /** What stands before each key of a queue. */
  prefix(queue: QueueName): string;
  /** Whether a job could be added now. False while Redis is away: nothing is put in line for it. */
  reachable(): boolean;
  /** To be called after the workers and queues have closed. */
  close(): Promise<void>;
}

/**
 * Before each key of a queue: the database's name, so that two installations may share a Redis, and
 * one hash tag for each queue, so that a cluster keeps all of a queue's keys on one node.
 */
function prefixOf(databaseUrl: string, queue: QueueName): string {
  return `kip:{${new URL(databaseUrl).pathname.slice(1)}:${queue}}`;
}

function redisClient(place: RedisPlace): Redis | Cluster {
  const options: RedisOptions = {
    ...(place.username === null ? {} : { username: place.username }),
    ...(place.password === null ? {} : { password: place.password }),
    ...(place.tls ? { tls: {} } : {}),
    db: place.database,
    // A worker waits for its server as long as it takes; the relay looks before it adds.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE_MS),
  };
  const [first] = place.nodes;
  switch (place.shape) {
    case 'single':
      return new Redis({ ...options, ...first });
    case 'sentinel':
      return new Redis({ ...options, sentinels: [...place.nodes], name: place.master ?? '' });
    case 'cluster':
      return new Cluster([...place.nodes], {
        redisOptions: options,
        clusterRetryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE_MS),
      });
  }
}

/**
 * The engine of an installation: Redis where REDIS_URL names one, else the database.
 * @param config its `redis`
 * @param databaseUrl the database whose schema `bullmq` holds the queues, unless Redis does
 * @param trouble is told, in words, each time the connection to Redis fails
 */
export function openEngine(
  { redis }: Pick<Config, 'redis'>,
  databaseUrl: string,
  trouble: (text: string) => void = () => undefined,
): Engine {
  const prefix = (queue: QueueName): string => prefixOf(databaseUrl, queue);
  if (redis === null) {
    setDefaultBackendFactory(createPostgresBackend);
    return {
      kind: 'postgres',
      connection: { connectionString: databaseUrl, schema: QUEUE_SCHEMA, max: POOL_SIZE },
      prefix,
      reachable: () => true,
      close: async () => undefined,
    };
  }
  setDefaultBackendFactory();
  const client = redisClient(redis);
  client.on('error', (error: Error) => {
    trouble(error.message);
  });
  return {
    kind: 'redis',
    connection: client,
    prefix,
    reachable: () => client.status === 'ready',
    close: async () => {
      client.disconnect();
    },
  };
}
