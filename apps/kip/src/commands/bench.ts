import Table from 'cli-table3';
import { type BenchOptions, type BenchResult, benchIntake } from '../bench/intake.js';
import { type BenchEngine, benchPipeline } from '../bench/pipeline.js';
import { answer, answerJson, tell } from './frame.js';

export interface BenchCommand extends BenchOptions {
  readonly json?: boolean;
}

function tableOf(result: BenchResult): string {
  const { bench, ratios, medians, machine, postgres, redis, rounds } = result;
  const table = new Table({ head: [bench, 'median'] });
  for (const [name, value] of Object.entries({ ...ratios, ...medians })) table.push([name, value]);
  const { fsync, synchronous_commit, full_page_writes } = postgres;
  return [
    table.toString(),
    `${rounds.length} rounds on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}`,
    `Postgres ${postgres.version}: fsync ${fsync}, synchronous_commit ${synchronous_commit}, full_page_writes ${full_page_writes}`,
    ...(redis ? [`Redis ${redis.version}: appendonly ${redis.appendonly}`] : []),
  ].join('\n');
}

function tellResult(result: BenchResult, json: boolean): number {
  if (json) answerJson(result);
  else answer(tableOf(result));
  return 0;
}

/** `kip bench intake`: how much of a do-nothing server's speed is left when reports are kept. */
export async function intakeBench(options: BenchCommand): Promise<number> {
  return tellResult(await benchIntake(options, tell), options.json ?? false);
}

/** `kip bench pipeline`: how much of the queue's and of the database's own speed is left to reports. */
export async function pipelineBench(
  options: BenchCommand & { readonly engine: BenchEngine },
): Promise<number> {
  return tellResult(await benchPipeline(options.engine, options, tell), options.json ?? false);
}
