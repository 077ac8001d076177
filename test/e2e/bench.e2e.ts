import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kip } from '../harness/kip.js';

interface Bench {
  readonly ratios: Readonly<Record<string, number>>;
  readonly rounds: readonly Readonly<Record<string, number>>[];
  readonly machine: { readonly cores: number };
  readonly postgres: Readonly<Record<string, string>>;
  readonly redis: { readonly appendonly: string } | null;
  readonly statements_per_report: number;
  readonly latency_ms: Readonly<Record<string, number>>;
}

let home: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kip-bench-test-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function bench(args: readonly string[]): Promise<Bench> {
  const short = ['--rounds', '1', '--seconds', '1', '--json'];
  const ended = await kip(['bench', ...args, ...short], { KIP_HOME: home });
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout) as Bench;
}

/** How fast it is says nothing here, on a machine that does other things too: only that it measures. */
function isMeasured(result: Bench, ratios: readonly string[]): void {
  expect(Object.keys(result.ratios)).toEqual(ratios);
  for (const ratio of Object.values(result.ratios)) {
    expect(Number.isFinite(ratio)).toBe(true);
    expect(ratio).toBeGreaterThan(0);
  }
  expect(result.rounds).toHaveLength(1);
  expect(result.machine.cores).toBeGreaterThan(0);
  const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
  expect(result.postgres).toMatchObject(durable);
}

describe('kip bench', () => {
  it('intake: filing against doing nothing, and against a transaction for each request', async () => {
    const result = await bench(['intake']);
    isMeasured(result, ['intake_vs_noop', 'intake_vs_tx_per_request']);
    expect(result.redis).toBeNull();
  }, 300_000);

  it('pipeline: routing against the queue and the database alone', async () => {
    const result = await bench(['pipeline', '--engine', 'redis']);
    isMeasured(result, ['pipeline_vs_noop_jobs', 'pipeline_vs_pgbench']);
    expect(result.redis?.appendonly).toBe('yes');
    expect(result.statements_per_report).toBeGreaterThan(0);
    expect(Number.isFinite(result.latency_ms['p95'])).toBe(true);
  }, 300_000);
});
