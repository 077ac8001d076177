import { type Limit } from '#libs/config';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** A store of counts that several processes share. */
export interface SharedCounts {
  /** A client of Redis that gives a command up soon, and at once where the server is away. */
  readonly client: object;
  /** Before each key: whose counts they are. */
  readonly prefix: string;
}

/** How often a key has come within its time. */
export interface Counted {
  readonly many: number;
  /** Whether it is more often than it may. */
  readonly over: boolean;
  /** Whole seconds until it is forgotten, at least one. */
  readonly waitSeconds: number;
}

/** After a failure nobody waits for the shared store for so long. */
const AWAY_MS = 5_000;

function countedOf({ consumedPoints, msBeforeNext }: RateLimiterRes, most: number): Counted {
  const waitSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  return { many: consumedPoints, over: consumedPoints > most, waitSeconds };
}

/**
 * Counts keys, each within a window that begins with its first. Where the shared store is away or
 * slow, each process counts for itself: nobody is refused for that, and no flood is let through.
 */
export class CountedLimit {
  private readonly memory: RateLimiterMemory;
  private readonly shared: RateLimiterRedis | null;
  private awayUntil = 0;

  /**
   * @param name of what is counted, before each key
   * @param trouble is told, in words, each time that the shared store fails
   */
  constructor(
    name: string,
    readonly limit: Limit,
    counts: SharedCounts | null,
    private readonly trouble: (text: string) => void,
  ) {
    const options = { points: limit.most, duration: limit.seconds };
    this.memory = new RateLimiterMemory({ ...options, keyPrefix: name });
    this.shared = counts
      ? new RateLimiterRedis({
          ...{ ...options, storeClient: counts.client, rejectIfRedisNotReady: true },
          keyPrefix: `${counts.prefix}${name}`,
        })
      : null;
  }

  /** Counts a key once more. */
  async count(key: string): Promise<Counted> {
    return countedOf(await this.change(key, 1), this.limit.most);
  }

  /** Takes one count of a key back. */
  async giveBack(key: string): Promise<void> {
    await this.change(key, -1);
  }

  private async change(key: string, by: 1 | -1): Promise<RateLimiterRes> {
    if (this.shared && performance.now() >= this.awayUntil) {
      try {
        return await (by > 0 ? this.shared.penalty(key, 1) : this.shared.reward(key, 1));
      } catch (error) {
        this.awayUntil = performance.now() + AWAY_MS;
        this.trouble(`each process counts for itself for now: ${String(error)}`);
      }
    }
    return by > 0 ? this.memory.penalty(key, 1) : this.memory.reward(key, 1);
  }
}
