import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Engine, openEngine } from '#libs/queue';
import { redisPlace } from '#libs/config';
import { claimDeliveries, serverFacts } from '#libs/store';
import { type Child, endChildren, startChild } from './children.js';
import { type BenchOptions, type BenchResult } from './intake.js';
import { measureLatency } from './latency.js';
import { hasPgbench, runPgbench } from './pgbench.js';
import { type WorkCalls } from './processes/work.js';
import { type Figures, type Surroundings, medians, short, surroundings } from './rounds.js';
import { type BenchServers, startServers } from './servers.js';
import { type Statement, routingStatements } from './statements.js';

export type BenchEngine = 'embedded' | 'redis';

/** Connections of the worker's process, and clients of what it is compared with. */
const POOL = 10;
/** What a trial takes of each kind, for each second that a measurement is to last. */
const TRIAL = 300;
const LEAST = 200;

interface Bench {
  readonly servers: BenchServers;
  readonly work: Child<WorkCalls>;
  readonly folder: string;
  readonly pgbench: boolean;
}

/** How many of each kind a measurement of the wished length takes. */
interface Sizes {
  readonly noop: number;
  readonly route: number;
  readonly bare: number;
}

/** One report's routing after the other, without queue or worker: pgbench, or a loop. */
async function bare({ servers, work, folder, pgbench }: Bench, many: number): Promise<number> {
  const { store, reference, database } = servers;
  const claimed = await store.transaction({ role: 'worker' }, (tx) =>
    claimDeliveries(tx, many, many),
  );
  const all: (readonly Statement[])[] = [];
  for (const one of claimed) all.push(await routingStatements(store, reference, one));
  if (!pgbench) return work.ask('loop', { clients: POOL, all });
  const { alike, others } = mostAlike(all);
  const rate = await runPgbench(store, database, alike, POOL, folder);
  await work.ask('loop', { clients: POOL, all: others });
  return rate;
}

/** A script of pgbench is the same for all: those of the commonest course, and the few others. */
function mostAlike(all: readonly (readonly Statement[])[]): {
  readonly alike: readonly (readonly Statement[])[];
  readonly others: readonly (readonly Statement[])[];
} {
  const groups = new Map<string, (readonly Statement[])[]>();
  for (const own of all) {
    const course = own.map(({ sql }) => sql).join(';');
    const group = groups.get(course);
    if (group) group.push(own);
    else groups.set(course, [own]);
  }
  const [first = []] = [...groups.values()].sort((a, b) => b.length - a.length);
  // Each client takes as many as the others.
  const alike = first.slice(0, first.length - (first.length % POOL));
  const taken = new Set(alike);
  return { alike, others: all.filter((own) => !taken.has(own)) };
}

type Measure = keyof Sizes;
const MEASURES: readonly Measure[] = ['noop', 'route', 'bare'];

async function round(bench: Bench, sizes: Sizes, number: number): Promise<Figures> {
  const { work } = bench;
  const rate: Record<Measure, number> = { noop: 0, route: 0, bare: 0 };
  const turn = number % MEASURES.length;
  for (const measure of [...MEASURES.slice(turn), ...MEASURES.slice(0, turn)]) {
    const many = sizes[measure];
    const seed = number * MEASURES.length + MEASURES.indexOf(measure);
    if (measure !== 'noop') await work.ask('file', { many, seed });
    if (measure === 'bare') rate.bare = await bare(bench, many);
    else rate[measure] = await work.ask(measure, { many });
  }
  return {
    reports_per_second: rate.route,
    noop_jobs_per_second: rate.noop,
    pgbench_transactions_per_second: rate.bare,
    pipeline_vs_noop_jobs: rate.route / rate.noop,
    pipeline_vs_pgbench: rate.route / rate.bare,
  };
}

function sizesFor(trial: Figures, seconds: number): Sizes {
  const many = (name: string): number => {
    const wanted = Math.max(LEAST, (trial[name] ?? 0) * seconds);
    return Math.ceil(wanted / POOL) * POOL;
  };
  return {
    noop: many('noop_jobs_per_second'),
    route: many('reports_per_second'),
    bare: many('pgbench_transactions_per_second'),
  };
}

function engineOf({ redisUrl, database }: BenchServers): Engine {
  return openEngine({ redis: redisUrl === null ? null : redisPlace(redisUrl) }, database);
}

/** `kip bench pipeline`: from committed delivery to done, against the queue and the database alone. */
export async function benchPipeline(
  kind: BenchEngine,
  { rounds: many, seconds }: BenchOptions,
  tell: (text: string) => void,
): Promise<BenchResult> {
  const servers = await startServers(kind === 'redis', 4);
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-bench-script-'));
  const engine = engineOf(servers);
  const work = startChild<WorkCalls>('work');
  const pgbench = hasPgbench();
  const bench = { servers, work, folder, pgbench };
  try {
    const { database, redisUrl } = servers;
    await work.ask('open', { database, redisUrl, poolSize: POOL });
    tell('warming up');
    const some = TRIAL * Math.min(seconds, 3);
    const all = { noop: some, route: some, bare: some };
    await round(bench, all, 0);
    const sizes = sizesFor(await round(bench, all, 0), seconds);
    const rates: Figures[] = [];
    for (let number = 1; number <= many; number += 1) {
      const figures = await round(bench, sizes, number);
      rates.push(figures);
      tell(`round ${number} of ${many}: ${JSON.stringify(short(figures))}`);
    }
    const paced = await measureLatency(servers, folder, { rounds: many, seconds }, tell);
    const rounds = rates.map((figures, index) => short({ ...figures, ...paced[index] }));
    return resultOf(kind, rounds, {
      ...surroundings(await serverFacts(servers.store), (await engine.settings())[0]),
      ...{ pool_size: POOL, seconds_per_measurement: seconds },
      bare_statements_by: pgbench ? 'pgbench' : 'a loop in Node',
    });
  } finally {
    await work.end();
    endChildren();
    await engine.close();
    await servers.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Beside = Surroundings & {
  readonly seconds_per_measurement: number;
  readonly pool_size: number;
  readonly bare_statements_by: string;
};

function resultOf(kind: BenchEngine, rounds: readonly Figures[], beside: Beside): BenchResult {
  const middle = short(medians(rounds));
  const of = (name: string): number => middle[name] ?? Number.NaN;
  return {
    bench: `pipeline on ${kind}`,
    ratios: {
      pipeline_vs_noop_jobs: of('pipeline_vs_noop_jobs'),
      pipeline_vs_pgbench: of('pipeline_vs_pgbench'),
    },
    statements_per_report: of('statements_per_report'),
    latency_ms: {
      p50: of('latency_p50_ms'),
      p95: of('latency_p95_ms'),
      p99: of('latency_p99_ms'),
    },
    medians: middle,
    ...beside,
    rounds,
  };
}
