import { getHeapStatistics } from 'node:v8';
import { type Config } from '#libs/config';
import { Problem } from '#libs/contracts';
import underPressure, { TYPE_EVENT_LOOP_DELAY } from '@fastify/under-pressure';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { isHealth } from './health.js';

/** Beyond what an app answers 429 or 503 instead of doing what it is asked. */
export interface Shedding {
  /** Requests in one second; null: no cap. */
  readonly maxRequestsPerSecond: number | null;
  /** Milliseconds that the event loop is late, on the average of a sample. */
  readonly maxLoopDelayMs: number;
  /** Bytes of the heap in use. */
  readonly maxHeapBytes: number;
  /** How often loop and heap are looked at. */
  readonly sampleMs: number;
}

/**
 * A request that waits so long at each turn takes seconds to be answered. Not less: where the delay
 * comes from neighbours on the same machine, refusing everybody does not shorten it.
 */
const LOOP_DELAY_MS = 500;
/** Above this share of what Node allows, collecting garbage takes all the time there is. */
const HEAP_SHARE = 0.85;
const SAMPLE_MS = 1_000;

/** The limits of a process for real use: the cap that is set, and those that its machine sets. */
export function sheddingOf({
  maxRequestsPerSecond,
}: Pick<Config, 'maxRequestsPerSecond'>): Shedding {
  return {
    maxRequestsPerSecond,
    maxLoopDelayMs: LOOP_DELAY_MS,
    maxHeapBytes: Math.floor(getHeapStatistics().heap_size_limit * HEAP_SHARE),
    sampleMs: SAMPLE_MS,
  };
}

/**
 * Refuses what is too much, before its body is read: health alone is always answered. To be added
 * before the routes.
 */
export async function addShedding(server: FastifyInstance, limits: Shedding): Promise<void> {
  if (limits.maxRequestsPerSecond !== null) addCap(server, limits.maxRequestsPerSecond);
  // A process that starts is late by itself, which says nothing of what it is given: the first samples
  // may still tell of its start.
  let settledAt = 0;
  server.addHook('onListen', async () => {
    settledAt = performance.now() + 2 * limits.sampleMs;
  });
  await server.register(underPressure, {
    maxEventLoopDelay: limits.maxLoopDelayMs,
    maxHeapUsedBytes: limits.maxHeapBytes,
    sampleInterval: limits.sampleMs,
    pressureHandler: async (request: FastifyRequest, _reply, type, value) => {
      const starting = type === TYPE_EVENT_LOOP_DELAY && performance.now() < settledAt;
      if (starting || isHealth(request)) return;
      throw new Problem('unavailable', `${type} ${Math.round(value ?? 0)}`);
    },
  });
}

/**
 * One window for all. Its end is a timer's, not an instant of the wall's clock: set back by two hours,
 * that would refuse everybody for as long.
 */
function addCap(server: FastifyInstance, points: number): void {
  const window = new RateLimiterMemory({ points, duration: 1 });
  server.addHook('onRequest', async (request) => {
    if (isHealth(request)) return;
    try {
      await window.consume('all');
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new Problem('too_many_requests', `${points}/s`);
    }
  });
}
