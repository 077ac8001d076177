import { type CrashPoint, type FaultPlan } from '#libs/config';
import { seededRandom } from '../demo/random.js';
import { type Audit, audit } from './audit.js';
import { poison, races, stumbles, thrice, wrongClocks } from './disorder.js';
import { type Fault, type Inflicted } from './fault.js';
import { freeze, killAtPoints, killAtRandom } from './kills.js';
import { overload } from './overload.js';
import {
  connectionsEnded,
  emptied,
  postgresKilled,
  redisAway,
  repliesDropped,
} from './servers-away.js';
import { FAULT_NAMES, type FaultEngine, type FaultName } from './names.js';
import { recovered, startWorld } from './world.js';

const FAULTS: Readonly<Record<FaultName, Fault>> = {
  kill: killAtRandom,
  points: killAtPoints,
  freeze,
  emptied,
  'redis-away': redisAway,
  postgres: postgresKilled,
  connections: connectionsEnded,
  replies: repliesDropped,
  races,
  stumbles,
  thrice,
  overload,
  poison,
  clock: wrongClocks,
};

/** What is asked of a run. */
export interface SuiteOptions {
  readonly engine: FaultEngine;
  /** Filed altogether, shared by the faults. */
  readonly reports: number;
  /** Random kills; other faults strike in a share of it. */
  readonly kills: number;
  readonly seed: number;
  /** Names of faults; empty: all that the engine can have. */
  readonly only: readonly string[];
  /** Of the named points at which processes are killed, these. */
  readonly points: readonly CrashPoint[];
  /** What is to go wrong in every process besides, such as a defence that is taken out. */
  readonly plan: FaultPlan;
}

/** What one fault came to. */
export interface FaultResult extends Inflicted {
  readonly name: string;
  readonly what: string;
  readonly acked: number;
  /** From its end until no delivery was under way; null: some were left, and no more were done. */
  readonly recovery_s: number | null;
}

/** What a run came to. */
export interface SuiteResult {
  readonly engine: FaultEngine;
  readonly seed: number;
  readonly reports: number;
  readonly acked: number;
  readonly lost: number;
  readonly doubled: number;
  readonly kills: number;
  readonly violations: number;
  /** Where one did not recover: how long nothing had been done when it was given up. */
  readonly worst_recovery_s: number;
  readonly seconds: number;
  readonly faults: readonly FaultResult[];
  /** Every violation in words. */
  readonly found: readonly string[];
}

/** Where for so long no delivery more was done, the rest are stuck: several times that after which one is taken for lost. */
const RECOVERS_WITHIN_MS = 60_000;
const LOST_AFTER_TIMES = 6;

export function faultsOf({ engine, only }: Pick<SuiteOptions, 'engine' | 'only'>): Fault[] {
  return FAULT_NAMES.map((name) => FAULTS[name]).filter(
    (fault) =>
      (fault.engine ?? engine) === engine && (only.length === 0 || only.includes(fault.name)),
  );
}

/**
 * Runs an installation of real processes on servers of its own, lets one fault after another loose on
 * it while reports are filed, and holds what it then has against what its clients were told.
 * @param told is told what is going on, in words
 * @param stop ends it: everything is closed, and what it was aborted with is thrown
 */
export async function runSuite(
  options: SuiteOptions,
  told: (text: string) => void,
  stop: AbortSignal,
): Promise<SuiteResult> {
  const begin = performance.now();
  const { engine, seed, kills, points } = options;
  const { lostAfterMs } = options.plan;
  const withinMs = lostAfterMs === undefined ? RECOVERS_WITHIN_MS : lostAfterMs * LOST_AFTER_TIMES;
  const chosen = faultsOf(options);
  const share = Math.ceil(options.reports / chosen.length);
  const world = await startWorld(engine, seededRandom(seed), options.plan);
  const results: FaultResult[] = [];
  try {
    for (const fault of chosen) {
      told(`${fault.name}: ${fault.what}`);
      const before = world.ledger.length;
      const inflicting = fault.inflict(world, { reports: share, kills, points });
      const inflicted = await Promise.race([inflicting, aborted(stop)]);
      const recovery_s = await recovered(world, withinMs);
      const { name, what } = fault;
      results.push({ name, what, ...inflicted, acked: world.ledger.length - before, recovery_s });
      told(recovery_s === null ? '  not recovered' : `  recovered after ${recovery_s} s`);
    }
    const held = await audit(world, world.ledger);
    const seconds = (performance.now() - begin) / 1_000;
    return resultOf(options, results, held, { seconds, withinS: withinMs / 1_000 });
  } finally {
    await world.close();
  }
}

function aborted(stop: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => {
      reject(stop.reason as Error);
    };
    if (stop.aborted) end();
    else stop.addEventListener('abort', end, { once: true });
  });
}

function resultOf(
  { engine, seed }: SuiteOptions,
  faults: readonly FaultResult[],
  held: Audit,
  { seconds, withinS }: { readonly seconds: number; readonly withinS: number },
): SuiteResult {
  const found = [
    ...faults.flatMap(({ name, violations }) => violations.map((one) => `${name}: ${one}`)),
    ...faults
      .filter(({ recovery_s }) => recovery_s === null)
      .map(
        ({ name }) =>
          `${name}: deliveries were still under way, and for ${withinS} s no more of them were done`,
      ),
    ...held.violations,
  ];
  const sum = (pick: (one: FaultResult) => number): number =>
    faults.reduce((all, one) => all + pick(one), 0);
  const acked = sum((one) => one.acked);
  return {
    ...{ engine, seed, acked, faults, found },
    reports: acked,
    lost: held.lost,
    doubled: held.doubled,
    kills: sum((one) => one.kills),
    violations: found.length,
    worst_recovery_s: Math.max(...faults.map(({ recovery_s }) => recovery_s ?? withinS)),
    seconds: Math.round(seconds),
  };
}
