import { Problem } from '#libs/contracts';
import Table from 'cli-table3';
import { type DeadlinesOptions, type DeadlinesResult, benchDeadlines } from '../bench/deadlines.js';
import { type DeskOptions, benchDesk } from '../bench/desk.js';
import { type FiguresOptions, benchFigures } from '../bench/figures.js';
import { type BenchOptions, type BenchResult, benchIntake } from '../bench/intake.js';
import { type BenchEngine, benchPipeline } from '../bench/pipeline.js';
import { type Surroundings } from '../bench/rounds.js';
import { answer, answerJson, progress, tell } from './frame.js';

export interface BenchCommand extends BenchOptions {
  readonly json?: boolean;
}

function tableOf(result: BenchResult): string {
  const { bench, ratios, medians, rounds } = result;
  const table = new Table({ head: [bench, 'median'] });
  for (const [name, value] of Object.entries({ ...ratios, ...medians })) table.push([name, value]);
  return [table.toString(), `${rounds.length} rounds`, ...measuredOn(result)].join('\n');
}

function measuredOn({ machine, postgres, redis }: Surroundings): string[] {
  const { fsync, synchronous_commit, full_page_writes } = postgres;
  return [
    `${machine.cores} cores (${machine.cpu}), Node ${machine.node}`,
    `Postgres ${postgres.version}: fsync ${fsync}, synchronous_commit ${synchronous_commit}, full_page_writes ${full_page_writes}`,
    ...(redis ? [`Redis ${redis.version}: appendonly ${redis.appendonly}`] : []),
  ];
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

/** What a person wants to know of it, in the order in which it was measured. */
function deadlinesTable(result: DeadlinesResult): string {
  const table = new Table({ head: ['deadlines', ''] });
  const { due_us, breaches, ratios, machine, postgres, redis, bench, ...figures } = result;
  void bench;
  for (const [name, value] of Object.entries({ ...figures, ...ratios })) table.push([name, value]);
  for (const [kind, { median, p95 }] of Object.entries(due_us)) {
    table.push([`due_us ${kind}`, `${median} (p95 ${p95})`]);
  }
  const { leg_alarms, promise_alarms } = breaches;
  return [
    table.toString(),
    `stored, each once: ${leg_alarms} breaches of legs and ${promise_alarms} of promises`,
    ...measuredOn({ machine, postgres, redis }),
  ].join('\n');
}

/** `kip bench deadlines`: what open legs cost until they are due, and how soon a breach is stored. */
export async function deadlinesBench(
  options: DeadlinesOptions & { readonly json?: boolean },
): Promise<number> {
  const { openLegs, due } = options;
  if (due > openLegs) {
    const detail = `--due ${due} is more than --open-legs ${openLegs}: let fewer fall due, or plant more`;
    throw new Problem('invalid_request', detail);
  }
  const telling = { tell, planted: progress('reports'), breached: progress('breached') };
  const result = await benchDeadlines(options, telling);
  if (options.json) answerJson(result);
  else answer(deadlinesTable(result));
  return 0;
}

/** `kip bench desk`: how long lists, searches and looks around a place take. */
export async function deskBench(
  options: DeskOptions & { readonly json?: boolean },
): Promise<number> {
  const result = await benchDesk(options, { tell, filled: progress('reports') });
  if (options.json) {
    answerJson(result);
    return 0;
  }
  const { list_ms, search_ms, nearby_ms, photo_ms, ratios, reports, fill_seconds } = result;
  const table = new Table({ head: [`desk, ${reports} reports`, 'p50 ms', 'p95 ms', 'slowest'] });
  for (const [name, { p50, p95, slowest }] of Object.entries({ list_ms, search_ms, nearby_ms })) {
    table.push([name, p50, p95, slowest]);
  }
  table.push(['photo_ms', photo_ms['p50'] ?? '', photo_ms['p95'] ?? '', '']);
  const lines = [
    `permission: ${ratios.permission} of the same without`,
    `filled in ${fill_seconds} s`,
  ];
  answer([table.toString(), ...lines, ...measuredOn(result)].join('\n'));
  return 0;
}

/** `kip bench figures`: how fast figures are, against counting them live, and that both are equal. */
export async function figuresBench(
  options: FiguresOptions & { readonly json?: boolean },
): Promise<number> {
  const telling = { tell, filled: progress('reports') };
  const result = await benchFigures(options, telling);
  if (options.json) {
    answerJson(result);
    return 0;
  }
  const { dashboard_ms, mixed_ms, drill_ms, live_ms, ratios, reports, facts, plan } = result;
  const table = new Table({ head: [`figures, ${reports} reports`, 'p50 ms', 'p95 ms'] });
  for (const [name, { p50, p95 }] of Object.entries({
    dashboard_ms,
    mixed_ms,
    drill_ms,
    live_ms,
  })) {
    table.push([name, p50, p95]);
  }
  const lines = [
    `${facts} facts, filled in ${result.fill_seconds} s, carried over in ${result.fold_seconds} s`,
    `dashboard: ${ratios.dashboard_vs_live} times as fast as live`,
    `${result.csv_rows} rows of CSV in ${result.csv_seconds} s, with ${result.csv_extra_mb} MiB more memory`,
    `stages: ${ratios.write_with_vs_without} of their time without; ${result.fold_ms_per_report} ms a report in the worker`,
    `${result.questions} questions, each both ways while reports were written: equal`,
    plan,
  ];
  answer([table.toString(), ...lines, ...measuredOn(result)].join('\n'));
  return 0;
}
