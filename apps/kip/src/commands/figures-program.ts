import { COHORTS, DIMENSIONS, SUBJECTS } from '#libs/contracts';
import { type Command, Option } from 'commander';
import { onDatabase } from './database-command.js';
import { type ExplainOptions } from './explain.js';
import { type FiguresOptions } from './figures.js';

const EXPLAIN_HELP = `
Of each clock (the promise of each cycle, and every unit's leg): what began it, which days or hours
count, every pause and extension with what it moved, how it stands, and by which revisions. With
--demo and no code: a report that was on time, one that was late, and one that was paused.`;

/** What tells of reports: `kip figures`, `explain`. */
export function addFigures(kip: Command, exit: (code: number) => void): void {
  onDatabase(kip, 'figures', 'rates of a period, grouped, and the yearly sentence')
    .option('--year <year>', 'a whole year; this one unless --from and --to are given')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'last day, YYYY-MM-DD, all of it')
    .option('--as-of <instant>', 'as of when, such as 2026-07-01T00:00:00Z')
    .addOption(new Option('--cohort <cohort>').choices(COHORTS).default('received'))
    .addOption(new Option('--of <what>').choices(SUBJECTS).default('reports'))
    .option('--stream <code>', 'one stream')
    .option('--category <codes...>', 'categories, each with all below it')
    .option('--unit <codes...>', 'units, each with all below it')
    .option('--area <codes...>', 'areas')
    .option('--network <codes...>', 'networks')
    .addOption(new Option('--group-by <dimensions...>', 'at most two').choices(DIMENSIONS))
    .option(
      '--compare',
      'the on-time rate beside what other systems would tell of the same reports',
    )
    .option(
      '--anew',
      'first make the sums that are kept again from every report; others go on meanwhile',
    )
    .action(async (options: FiguresOptions) => {
      const { figures } = await import('./figures.js');
      exit(await figures(options));
    });
  onDatabase(kip, 'explain', "how a report's deadlines came about, in words and numbers")
    .argument('[codes...]', 'reports, such as PA-2026-000209')
    .addOption(new Option('--lang <language>').choices(['vi', 'en']).default('vi'))
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (codes: string[], options: ExplainOptions) => {
      const { explain } = await import('./explain.js');
      exit(await explain(codes, options));
    });
}
