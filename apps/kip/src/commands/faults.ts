import { CRASH_POINTS, ConfigError, type CrashPoint, type Defence, stopSignal } from '#libs/config';
import Table from 'cli-table3';
import { type FaultEngine } from '../faults/names.js';
import { type SuiteResult, faultsOf, runSuite } from '../faults/suite.js';
import { answer, answerJson, tell } from './frame.js';

export interface FaultOptions {
  readonly engine: FaultEngine;
  readonly reports: number;
  readonly kills: number;
  readonly seed: number;
  readonly only?: readonly string[];
  readonly at?: readonly CrashPoint[];
  readonly without?: Defence;
  readonly lostAfterMs?: number;
  readonly json?: boolean;
}

function tableOf(result: SuiteResult): string {
  const table = new Table({ head: ['fault', 'reports', 'times', 'kills', 'recovered', 'found'] });
  for (const { name, acked, times, kills, recovery_s, violations } of result.faults) {
    const recovered = recovery_s === null ? 'no' : `${recovery_s} s`;
    table.push([name, acked, times, kills, recovered, violations.length]);
  }
  const { acked, lost, doubled, kills, violations, seed, seconds } = result;
  return [
    table.toString(),
    `${acked} reports acknowledged: ${lost} lost, ${doubled} doubled; ${kills} kills, ` +
      `${violations} violations; seed ${seed}, ${seconds} s`,
    ...result.found,
  ].join('\n');
}

/**
 * `kip faults`: breaks a small installation of its own in every way it knows while reports are filed.
 * Exit code 1 where a report was lost or doubled, or an invariant broken.
 */
export async function faults(options: FaultOptions): Promise<number> {
  const { engine, reports, kills, seed, without, lostAfterMs } = options;
  const { only = [], at: points = CRASH_POINTS } = options;
  if (faultsOf({ engine, only }).length === 0) {
    throw new ConfigError('--only', only.join(' '), `on ${engine} give others`);
  }
  const plan = {
    ...(without && { without }),
    ...(lostAfterMs !== undefined && { lostAfterMs }),
  };
  tell(`seed ${seed}`);
  const result = await runSuite(
    { engine, reports, kills, seed, only, points, plan },
    tell,
    stopSignal(),
  );
  if (options.json) answerJson(result);
  else answer(tableOf(result));
  return result.lost + result.doubled + result.violations === 0 ? 0 : 1;
}
