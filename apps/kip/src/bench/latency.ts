import { setTimeout as sleep } from 'node:timers/promises';
import { countFromNow, routedAt, statementCounts } from '#libs/store';
import { type Child, startChild } from './children.js';
import { type LoadCalls } from './processes/load.js';
import { startProduct } from './product.js';
import { type Figures, percentile } from './rounds.js';
import { type BenchServers } from './servers.js';

const PER_SECOND = 50;
const WITHIN_MS = 30_000;
const IDLE_MS = 3_000;

async function allRouted(
  { store }: BenchServers,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const late = performance.now() + WITHIN_MS;
  for (;;) {
    const routed = await routedAt(store, codes);
    if (routed.size === codes.length) return routed;
    if (performance.now() > late) throw new Error(`${codes.length - routed.size} not routed`);
    await sleep(100);
  }
}

/** A constant rate of reports for so long; how long each took from its answer to its unit. */
async function paced(
  servers: BenchServers,
  load: Child<LoadCalls>,
  url: string,
  seconds: number,
  seed: number,
): Promise<{ readonly latencies: readonly number[]; readonly reports: number }> {
  const at = { url, path: '/v1/reports', perSecond: PER_SECOND, seconds, seed };
  const filed = await load.ask('open', at);
  const routed = await allRouted(
    servers,
    filed.map(({ code }) => code),
  );
  const latencies = filed.map(
    ({ code, answeredAt }) => (routed.get(code) ?? Number.NaN) - answeredAt,
  );
  return { latencies, reports: filed.length };
}

/**
 * The product as a whole at 50 reports a second: from the answer to the commit that routes the
 * report, by the database's own record of it; and what a report costs in statements. What the
 * product runs without any report (ticks, looks) is measured before and taken off.
 */
export async function measureLatency(
  servers: BenchServers,
  home: string,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  tell: (text: string) => void,
): Promise<readonly Figures[]> {
  const { store } = servers;
  const load = startChild<LoadCalls>('load');
  const product = await startProduct(servers, home);
  try {
    await paced(servers, load, product.intakeUrl, Math.min(seconds, 2), 0);
    await countFromNow(store);
    await sleep(IDLE_MS);
    const idle = await statementCounts(store);
    const measured: Figures[] = [];
    for (let number = 1; number <= rounds; number += 1) {
      await countFromNow(store);
      const begun = performance.now();
      const seed = 1_000 + number;
      const { latencies, reports } = await paced(servers, load, product.intakeUrl, seconds, seed);
      const share = (performance.now() - begun) / IDLE_MS;
      const counts = await statementCounts(store);
      const figures = {
        latency_p50_ms: percentile(latencies, 0.5),
        latency_p95_ms: percentile(latencies, 0.95),
        latency_p99_ms: percentile(latencies, 0.99),
        statements_per_report: (counts.own - idle.own * share) / reports,
        transaction_statements_per_report:
          (counts.transactions - idle.transactions * share) / reports,
        queue_statements_per_report: (counts.queues - idle.queues * share) / reports,
      };
      measured.push(figures);
      tell(`${PER_SECOND} a second, round ${number} of ${rounds}: ${JSON.stringify(figures)}`);
    }
    return measured;
  } finally {
    await product.stop();
    await load.end();
  }
}
