import { type Config } from '#libs/config';
import { type QueueName } from '#libs/contracts';
import { HeardClient } from '#libs/store';
import { type ConnectionOptions, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { type Cluster, type Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisSettings, redisClient, redisRefusal, redisSettings } from './redis-client.js';

/** The schema of the queues' own tables where they are kept in Postgres. */
export const QUEUE_SCHEMA = 'bullmq';
export const ENGINE = Symbol('where the queues are kept');
const POOL_SIZE = 4;

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
  /**
   * Why the queues may not be kept there, and what to do. Null: nothing forbids it, or the server
   * has not answered within the time; it is asked again as soon as it does.
   */
  refusal(withinMs: number): Promise<string | null>;
  /** What each server that takes writes says of itself; none where the queues are in the database. */
  settings(): Promise<readonly RedisSettings[]>;
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

/** Looks at the server's settings each time it is reached: another may have taken its place. */
function watchSettings(
  client: Redis | Cluster,
  trouble: (text: string) => void,
): { readonly first: Promise<void>; refusal(): string | null } {
  let refusal: string | null = null;
  const look = async (): Promise<void> => {
    try {
      refusal = await redisRefusal(client);
      if (refusal !== null) trouble(refusal);
    } catch (error) {
      trouble(`its settings cannot be read: ${String(error)}`);
    }
  };
  const first = new Promise<void>((resolve) => {
    client.on('ready', () => {
      void look().then(resolve);
    });
  });
  return { first, refusal: () => refusal };
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
      connection: {
        connectionString: databaseUrl,
        schema: QUEUE_SCHEMA,
        max: POOL_SIZE,
        Client: HeardClient,
      },
      prefix,
      reachable: () => true,
      refusal: async () => null,
      settings: async () => [],
      close: async () => undefined,
    };
  }
  setDefaultBackendFactory();
  const client = redisClient(redis);
  client.on('error', (error: Error) => {
    trouble(error.message);
  });
  const looked = watchSettings(client, trouble);
  return {
    kind: 'redis',
    connection: client,
    prefix,
    reachable: () => client.status === 'ready' && looked.refusal() === null,
    refusal: async (withinMs) => {
      await Promise.race([looked.first, sleep(withinMs, undefined, { ref: false })]);
      return looked.refusal();
    },
    settings: () => redisSettings(client),
    close: async () => {
      client.disconnect();
    },
  };
}

/**
 * What is closed while it is still connecting leaves a connection behind, which keeps its process
 * alive: so this is waited for before. Where Redis is away nothing connects, and nothing is waited for.
 */
export async function connected(
  engine: Engine,
  part: { waitUntilReady(): Promise<unknown> },
): Promise<void> {
  if (engine.reachable()) await part.waitUntilReady();
}

/**
 * To be waited for at the start. Where the queues are in the database, a part keeps the refusal of its
 * first connection for ever, and a worker then asks again without end and without a pause: a process
 * whose first connection is lost must not start, and whoever looks after it starts it again. Redis is
 * not waited for: what is connected to it connects again by itself.
 * @throws what the first connection came to
 */
export async function begun(
  engine: Engine,
  part: { waitUntilReady(): Promise<unknown> },
): Promise<void> {
  if (engine.kind === 'postgres') await part.waitUntilReady();
}
