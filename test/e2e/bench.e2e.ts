import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '#libs/pipeline';
import { breachAccount, setClock } from '#libs/store';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deadlinesTick } from '../../apps/deadlines/src/deadlines.work.js';
import { plant } from '../../apps/kip/src/bench/planting.js';
import { kip } from '../harness/kip.js';
import { freshDatabase, hueReference, startTestServer } from '../harness/servers.js';

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

const DEADLINES_MEASURED = [
  'plant_seconds',
  'idle_tick_ms',
  'idle_tick_ms_p95',
  'breach_seconds',
  'rss_mb_before',
  'rss_mb_peak',
  'heap_mb_before',
  'heap_mb_after',
  'due_us_median',
  'due_us_p95',
  'compile_ms',
] as const;

describe('kip bench deadlines', () => {
  const run = (...args: string[]) => kip(['bench', 'deadlines', ...args], { KIP_HOME: home });

  it('stores the breach of each leg and each promise that falls due, once', async () => {
    const ended = await run('--open-legs', '2000', '--due', '200', '--seed', '7', '--json');
    if (ended.code !== 0) throw new Error(ended.stderr);
    const result = JSON.parse(ended.stdout) as Readonly<Record<string, unknown>> &
      Pick<Bench, 'ratios' | 'postgres' | 'machine'>;
    expect(result).toMatchObject({ open_legs: 2_000, due: 200, due_seed: 7 });
    for (const name of DEADLINES_MEASURED) expect(result[name]).toBeGreaterThan(0);
    expect(Object.keys(result['due_us'] as object).sort()).toEqual([
      'elapsed',
      'working_days',
      'working_minutes',
    ]);
    expect(result['breaches']).toEqual({
      ...{ leg_alarms: 200, promise_alarms: 200, other_alarms: 0 },
      ...{ legs: 200, promises: 200, leg_facts: 200, promise_facts: 200 },
      ...{ events: 400, clocks_told_of: 400 },
    });
    expect(result.ratios['stage_vs_bare_statements']).toBeGreaterThan(0);
    expect(result.postgres).toMatchObject({ fsync: 'on', synchronous_commit: 'on' });
    expect(result.machine.cores).toBeGreaterThan(0);
  }, 300_000);

  it('refuses what cannot be planted, and says what to do', async () => {
    const more = await run('--open-legs', '100', '--due', '101');
    expect(more).toMatchObject({ code: 2, stdout: '' });
    expect(more.stderr).toContain('let fewer fall due, or plant more');
    const none = await run('--due', '0');
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain(
      "'--due <n>' argument '0' is invalid. give a whole number above 0",
    );
  });

  it('plants reports in which a check finds nothing wrong, before their due and after it', async () => {
    const server = await startTestServer(hueReference);
    try {
      const database = await freshDatabase(server);
      const { store, reference } = database;
      const silent = (): void => undefined;
      const plan = { openLegs: 1_500, due: 1_200, held: 0, heldMs: 0 };
      const { dueAt } = await plant(database, plan, silent, silent);
      const looked = { whole: true, remember: false };
      expect(await check(store, looked)).toMatchObject({ reports: 1_500, violations: [] });
      await setClock(store, new Date(dueAt.getTime() + 1));
      // More than two batches, and two processes: several work at once, none on another's reports.
      await Promise.all([deadlinesTick(store, reference)(), deadlinesTick(store, reference)()]);
      const account = await store.transaction({ role: 'owner' }, (tx) => breachAccount(tx, dueAt));
      expect(account).toMatchObject({ leg_alarms: 1_200, promise_alarms: 1_200, events: 2_400 });
      expect(await check(store, looked)).toMatchObject({ reports: 1_500, violations: [] });
      await database.drop();
    } finally {
      await server.stop();
    }
  }, 120_000);
});

describe('kip bench desk', () => {
  it('measures lists, searches, looks around a place, photos, and what permission costs', async () => {
    const few = ['--reports', '3000', '--rounds', '1', '--json'];
    const ended = await kip(['bench', 'desk', ...few], { KIP_HOME: home });
    if (ended.code !== 0) throw new Error(ended.stderr);
    const result = JSON.parse(ended.stdout) as Pick<Bench, 'ratios'> &
      Readonly<Record<string, { readonly p50: number; readonly p95: number }>>;
    expect(result).toMatchObject({ bench: 'desk', reports: 3_000 });
    for (const name of ['list_ms', 'search_ms', 'nearby_ms', 'photo_ms']) {
      expect(result[name]?.p50).toBeGreaterThan(0);
      expect(result[name]?.p95).toBeGreaterThanOrEqual(result[name]?.p50 ?? Infinity);
    }
    expect(result.ratios['permission']).toBeGreaterThan(0);
    expect(ended.stderr).toContain('reports 3000/3000');
  }, 300_000);

  it('refuses to fill in nothing', async () => {
    const none = await kip(['bench', 'desk', '--reports', '0'], { KIP_HOME: home });
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('give a whole number above 0');
  });
});
