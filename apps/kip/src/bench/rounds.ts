import { cpus, totalmem } from 'node:os';
import { type ServerFacts } from '#libs/store';
import { type RedisSettings } from '#libs/queue';

export type Figures = Readonly<Record<string, number>>;

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const low = sorted[Math.ceil(half) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(half)] ?? Number.NaN;
  return (low + high) / 2;
}

/** So much of all lies at or below it; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The median of each figure over the rounds, by its name in the first of them. */
export function medians(rounds: readonly Figures[]): Figures {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name] ?? Number.NaN))]),
  );
}

/** Four digits say all that a measurement knows. */
export function short<Names extends string>(
  figures: Readonly<Record<Names, number>>,
): Readonly<Record<Names, number>> {
  const entries = Object.entries<number>(figures);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Number(value.toPrecision(4))]),
  ) as Record<Names, number>;
}

/** The machine and the servers that figures were measured on. */
export interface Surroundings {
  readonly machine: {
    readonly cores: number;
    readonly cpu: string;
    readonly memory_gb: number;
    readonly node: string;
  };
  readonly postgres: ServerFacts;
  readonly redis: { readonly version: string; readonly appendonly: string } | null;
}

/** Names this machine beside what the servers say of themselves. */
export function surroundings(
  postgres: ServerFacts,
  redis: RedisSettings | undefined,
): Surroundings {
  const all = cpus();
  return {
    machine: {
      cores: all.length,
      cpu: all[0]?.model.trim() ?? 'unknown',
      memory_gb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    postgres,
    redis: redis ? { version: redis.version, appendonly: redis.appendOnly ? 'yes' : 'no' } : null,
  };
}
