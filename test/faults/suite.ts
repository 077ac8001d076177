import { kip } from '../harness/kip.js';

/** What `kip faults --json` answers, as far as the tests look at it. */
export interface Answer {
  readonly acked: number;
  readonly lost: number;
  readonly doubled: number;
  readonly violations: number;
  readonly kills: number;
  readonly seed: number;
  readonly found: readonly string[];
}

/**
 * Runs the fault suite as a person would, in a hurry: a delivery is taken for lost after five seconds.
 * KIP_TEST_SEED gives the seed, which every answer names.
 */
export async function runFaults(...args: readonly string[]): Promise<Answer> {
  const seed = process.env['KIP_TEST_SEED'];
  const hurry = ['--lost-after-ms', '5000', ...(seed === undefined ? [] : ['--seed', seed])];
  const { code, stdout, stderr } = await kip(['faults', '--json', ...hurry, ...args], {});
  if (code !== 0 && code !== 1) throw new Error(`kip faults ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Answer;
}

/** What must come of everything that may go wrong. */
export const NOTHING = { lost: 0, doubled: 0, violations: 0, found: [] };
