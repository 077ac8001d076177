import { type Command, Option } from 'commander';
import { EXIT_CODES, some, whole } from './arguments.js';
import {
  type BenchCommand,
  type deadlinesBench as Deadlines,
  type deskBench as Desk,
  type figuresBench as Figures,
  type pipelineBench as Pipeline,
} from './bench.js';

/** `kip bench …`: ratios measured on servers of its own, which are gone afterwards. */
export function addBench(kip: Command, exit: (code: number) => void): void {
  const bench = kip.command('bench').description('how fast it is, as ratios on this machine');
  const command = (name: string, description: string): Command =>
    bench
      .command(name)
      .description(description)
      .option('--json', 'answer as JSON on stdout')
      .addHelpText('after', EXIT_CODES);
  const inRounds = (name: string, description: string): Command =>
    command(name, description)
      .option('--rounds <n>', 'interleaved rounds, of which the medians are told', whole, 5)
      .option('--seconds <n>', 'how long each measurement of a round lasts', whole, 5);
  inRounds('intake', 'filing reports over HTTP').action(async (options: BenchCommand) => {
    const { intakeBench } = await import('./bench.js');
    exit(await intakeBench(options));
  });
  inRounds('pipeline', 'routing reports through the queue, and how soon they are assigned')
    .addOption(
      new Option('--engine <engine>', 'where the queues are')
        .choices(['embedded', 'redis'])
        .default('embedded'),
    )
    .action(async (options: Parameters<typeof Pipeline>[0]) => {
      const { pipelineBench } = await import('./bench.js');
      exit(await pipelineBench(options));
    });
  command('deadlines', 'ticks over open legs, and how soon what falls due at once is recorded')
    .option('--open-legs <n>', 'reports with a leg that runs', some, 1_000_000)
    .option('--due <n>', 'of them fall due at one instant', some, 10_000)
    .option('--seed <n>', 'of the instants from which dues are worked out', whole, 2_026)
    .action(async (options: Parameters<typeof Deadlines>[0]) => {
      const { deadlinesBench } = await import('./bench.js');
      exit(await deadlinesBench(options));
    });
  command('desk', 'lists, searches and looks around a place where there are many reports')
    .option('--reports <n>', 'reports of five years that are filled in', some, 1_000_000)
    .option(
      '--rounds <n>',
      'how often everything is asked, after once that is not counted',
      some,
      5,
    )
    .option('--seed <n>', 'of what is filled in and of what is asked by chance', whole, 2_026)
    .action(async (options: Parameters<typeof Desk>[0]) => {
      const { deskBench } = await import('./bench.js');
      exit(await deskBench(options));
    });
  command('figures', 'rates of many reports, against counting them live, and that both are equal')
    .option('--reports <n>', 'reports of five years that are filled in', some, 1_000_000)
    .option('--rounds <n>', 'ten dashboards, ten openings and three mixes each', some, 10)
    .option('--questions <n>', 'asked both ways while reports are written', some, 1_000)
    .option('--seed <n>', 'of what is filled in and of what is asked by chance', whole, 2_026)
    .action(async (options: Parameters<typeof Figures>[0]) => {
      const { figuresBench } = await import('./bench.js');
      exit(await figuresBench(options));
    });
}
