import { serverFacts } from '#libs/store';
import { type Child, endChildren, startChild } from './children.js';
import { type HttpCalls, type Variant } from './processes/http.js';
import { type LoadCalls } from './processes/load.js';
import { type Figures, type Surroundings, medians, short, surroundings } from './rounds.js';
import { startServers } from './servers.js';

/** How long a bench measures. */
export interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
}

/** What a bench answers: ratios within one run, and beneath them the figures of each round. */
export interface BenchResult extends Surroundings {
  readonly bench: string;
  readonly ratios: Figures;
  readonly [figure: string]: unknown;
  readonly medians: Figures;
  readonly seconds_per_measurement: number;
  readonly rounds: readonly Figures[];
}

const VARIANTS: readonly Variant[] = ['noop', 'kip', 'tx_per_request'];
const PATH = '/v1/reports';
/**
 * Citizens are many: what is limited is the server, not how many of them ask at once. One transaction
 * for each request is limited by the pool, which more of them would only wait for, and in vain.
 */
const CONNECTIONS: Readonly<Record<Variant, number>> = { noop: 256, kip: 256, tx_per_request: 64 };
const POOL = 10;

type Servers = ReadonlyMap<Variant, string>;

async function startVariants(database: string, open: Child<HttpCalls>[]): Promise<Servers> {
  const urls = new Map<Variant, string>();
  for (const variant of VARIANTS) {
    const child = startChild<HttpCalls>('http');
    open.push(child);
    const { url } = await child.ask('start', { database, variant, poolSize: POOL });
    urls.set(variant, url);
  }
  return urls;
}

/** One measurement of each variant, in an order that turns from round to round. */
async function round(
  servers: Servers,
  load: Child<LoadCalls>,
  number: number,
  seconds: number,
): Promise<Figures> {
  const figures: Record<string, number> = {};
  const turn = number % VARIANTS.length;
  for (const variant of [...VARIANTS.slice(turn), ...VARIANTS.slice(0, turn)]) {
    const url = servers.get(variant) ?? '';
    const seed = number * VARIANTS.length + VARIANTS.indexOf(variant);
    const at = { url, path: PATH, connections: CONNECTIONS[variant], seconds, seed };
    const { perSecond, p99Ms } = await load.ask('closed', at);
    figures[`${variant}_per_second`] = perSecond;
    figures[`${variant}_p99_ms`] = p99Ms;
  }
  const per = (variant: Variant): number => figures[`${variant}_per_second`] ?? Number.NaN;
  return {
    ...figures,
    intake_vs_noop: per('kip') / per('noop'),
    intake_vs_tx_per_request: per('kip') / per('tx_per_request'),
  };
}

/** `kip bench intake`: filing a report over HTTP, against doing nothing, and against doing it singly. */
export async function benchIntake(
  { rounds: many, seconds }: BenchOptions,
  tell: (text: string) => void,
): Promise<BenchResult> {
  const servers = await startServers(false, 2);
  const open: Child<HttpCalls>[] = [];
  const load = startChild<LoadCalls>('load');
  try {
    const urls = await startVariants(servers.database, open);
    tell('warming up');
    // Twice: the code of a receipt is long, and slow until it has run some thousand times.
    for (let turn = 0; turn < 2; turn += 1) await round(urls, load, turn, seconds);
    const rounds: Figures[] = [];
    for (let number = 1; number <= many; number += 1) {
      const figures = await round(urls, load, number, seconds);
      rounds.push(short(figures));
      tell(`round ${number} of ${many}: ${JSON.stringify(short(figures))}`);
    }
    const middle = medians(rounds);
    const { intake_vs_noop = Number.NaN, intake_vs_tx_per_request = Number.NaN } = middle;
    return {
      bench: 'intake',
      ratios: short({ intake_vs_noop, intake_vs_tx_per_request }),
      medians: short(middle),
      ...surroundings(await serverFacts(servers.store), undefined),
      connections: CONNECTIONS,
      pool_size: POOL,
      seconds_per_measurement: seconds,
      rounds,
    };
  } finally {
    await Promise.allSettled([...open, load].map((child) => child.end()));
    endChildren();
    await servers.close();
  }
}
