#!/usr/bin/env node
import 'reflect-metadata';
import { ConfigError, Stopped, heedSignals } from '#libs/config';
import { COHORTS, DIMENSIONS, Problem, SUBJECTS } from '#libs/contracts';
import { BackupError, SeedError } from '#libs/store';
import { Command, CommanderError, Option } from 'commander';
import { addAdmin } from './commands/admin-program.js';
import { api } from './commands/api.js';
import { EXIT_CODES, instant, whole } from './commands/arguments.js';
import { addAudit } from './commands/audit-program.js';
import { backup, restore } from './commands/backup.js';
import { addCalendar } from './commands/calendar-program.js';
import { CHECK_HELP, type CheckOptions, check } from './commands/check.js';
import { addBench } from './commands/bench-program.js';
import { dropDead, listDead, replayDead, showDead } from './commands/dead.js';
import { type DemoOptions, demo } from './commands/demo.js';
import { doctor } from './commands/doctor.js';
import { addDocument } from './commands/document-program.js';
import { EXPLAIN_HELP, type ExplainOptions, explain } from './commands/explain.js';
import {
  CRASH_POINTS,
  DEFENCES,
  FAULT_ENGINES,
  FAULT_NAMES,
  type FaultOptions,
  faults,
} from './commands/faults.js';
import { type FiguresOptions, figures } from './commands/figures.js';
import { type CommonOptions } from './commands/frame.js';
import { type ImportOptions, importHistory } from './commands/import.js';
import { addPolicy } from './commands/policy-program.js';
import { migrate, seed } from './commands/prepare.js';
import { REPAIR_HELP, type RepairOptions, repair } from './commands/repair.js';
import { REPLAY_FORMATS, type ReplayOptions, replay } from './commands/replay.js';
import { type RetentionOptions, retention } from './commands/retention.js';
import { addSimulate } from './commands/simulate-program.js';
import { up } from './commands/up.js';
import { DEPARTMENT_2023, ScenarioError } from './demo/scenario.js';
import { EmbeddedServerError } from './embedded/embedded-error.js';
import { HistoryFileError } from './replay/csv.js';

const DATABASES = `
Works on the database in KIP_HOME (.kip/ unless set), on the demo's with --demo,
or on another server's where DATABASE_URL names one.`;

function program(exit: (code: number) => void): Command {
  const kip = new Command('kip')
    .description('Kịp: reports from citizens, each held to its deadline.')
    .addHelpText('after', `${DATABASES}\n${EXIT_CODES}`)
    .exitOverride();
  /** A command with what all of them have. */
  const command = (name: string, description: string): Command =>
    kip
      .command(name)
      .description(description)
      .option('--json', 'answer as JSON on stdout')
      .addHelpText('after', EXIT_CODES);
  const onDatabase = (name: string, description: string): Command =>
    command(name, description)
      .option('--demo', "the demo's database")
      .option('--database <name>', 'another database of that server, such as one of kip replay');

  onDatabase('up', 'start the whole system in one process').action(
    async (options: CommonOptions) => {
      exit(await up(options));
    },
  );
  command('demo', 'play a year of the telecom network, print its sentence, go on serving it')
    .option('--exit', 'end after the sentence')
    .option('--reports <n>', 'reports in the year', whole, DEPARTMENT_2023.reports)
    .option('--late <n>', 'of them ended after their promise', whole, DEPARTMENT_2023.late)
    .option('--rated <n>', 'of them rated', whole, DEPARTMENT_2023.rated)
    .option('--satisfied <n>', 'of those rated satisfied', whole, DEPARTMENT_2023.satisfied)
    .option('--year <year>', '2021 to 2027', whole, DEPARTMENT_2023.year)
    .option('--seed <n>', 'the same seed tells the same story', whole, DEPARTMENT_2023.seed)
    .action(async (options: DemoOptions) => {
      exit(await demo(options));
    });
  onDatabase('migrate', "bring the database's tables up to date").action(
    async (options: CommonOptions) => {
      exit(await migrate(options));
    },
  );
  onDatabase('seed', 'bring the reference data up to date, or refuse it whole')
    .argument('[folder]', "a folder of seed files; Huế's own unless given")
    .option('--force', 'write also over what the desk has saved since')
    .action(async (folder: string | undefined, options: CommonOptions) => {
      exit(await seed(folder, options));
    });
  onDatabase('figures', 'rates of a period, grouped, and the yearly sentence')
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
      exit(await figures(options));
    });
  addDocument(kip, exit);
  onDatabase('explain', "how a report's deadlines came about, in words and numbers")
    .argument('[codes...]', 'reports, such as PA-2026-000209')
    .addOption(new Option('--lang <language>').choices(['vi', 'en']).default('vi'))
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (codes: string[], options: ExplainOptions) => {
      exit(await explain(codes, options));
    });
  onDatabase('import', 'take cases over from another system, each with its history')
    .argument('<file>', 'a CSV file as docs/history-csv.md describes')
    .option('--dry-run', 'work everything out and write nothing')
    .option('--source <name>', 'the other system, whose codes are its own', 'history')
    .action(async (file: string, options: ImportOptions) => {
      exit(await importHistory(file, options));
    });
  onDatabase('check', 'hold the database against what must always be true')
    .option('--full', 'everything, and not only what was written since the last check')
    .addHelpText('after', CHECK_HELP)
    .action(async (options: CheckOptions) => {
      exit(await check(options));
    });
  onDatabase('retention', 'take away what of people is kept no longer, as the desk has set it')
    .option('--dry-run', 'say how much that is, and take nothing away')
    .action(async (options: RetentionOptions) => {
      exit(await retention(options));
    });
  onDatabase('repair', 'put right what can be worked out, and name the rest')
    .option('--full', 'look at everything, and not only at what was written since the last check')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--done', 'only list what was repaired so far: what, when, by whom')
    .addHelpText('after', REPAIR_HELP)
    .action(async (options: RepairOptions) => {
      exit(await repair(options));
    });
  for (const add of [addAdmin, addAudit, addDead, addCalendar, addPolicy, addSimulate])
    add(kip, exit);
  onDatabase('backup', 'save everything but the queues in a file, while the system goes on')
    .argument('<file>', 'the archive; it bears another name until it is whole')
    .action(async (file: string, options: CommonOptions) => {
      exit(await backup(file, options));
    });
  onDatabase('restore', 'load an archive into an empty database, whole or not at all')
    .argument('<file>', 'what kip backup wrote')
    .action(async (file: string, options: CommonOptions) => {
      exit(await restore(file, options));
    });
  onDatabase('doctor', 'look whether this machine and this installation are fit').action(
    async (options: CommonOptions) => {
      exit(await doctor(options));
    },
  );
  command('replay', 'play a history of cases in a simulated database of its own, and count it')
    .argument('<file>', 'a CSV file')
    .addOption(new Option('--format <format>').choices(REPLAY_FORMATS).makeOptionMandatory())
    .option('--as-of <instant>', 'where the clock stops; now unless given', instant)
    .option('--reference <folder>', "seed files instead of the format's own")
    .option('--keep', 'leave the database, and name it')
    .action(async (file: string, options: ReplayOptions) => {
      exit(await replay(file, options));
    });
  addFaults(command, exit);
  addBench(kip, exit);
  command('api', 'print the description of the HTTP interface (OpenAPI)').action(async () => {
    exit(await api());
  });
  return kip;
}

function addFaults(
  command: (name: string, description: string) => Command,
  exit: (code: number) => void,
): void {
  command(
    'faults',
    'break an installation of its own in every way it knows, and count what it lost',
  )
    .addOption(new Option('--engine <engine>').choices(FAULT_ENGINES).default('embedded'))
    .option('--reports <n>', 'reports filed altogether', whole, 5_000)
    .option('--kills <n>', 'random kills; other faults strike in a share of it', whole, 60)
    .option('--seed <n>', 'the same seed strikes in the same order', whole, Date.now() % 1_000_000)
    .addOption(new Option('--only <faults...>', 'these alone').choices(FAULT_NAMES))
    .addOption(
      new Option('--at <points...>', 'with the fault points: kill at these').choices(CRASH_POINTS),
    )
    .addOption(
      new Option('--without <defence>', 'take a defence out, to see that it is noticed').choices(
        DEFENCES,
      ),
    )
    .option('--lost-after-ms <n>', 'take a delivery for lost after so long', whole)
    .action(async (options: FaultOptions) => {
      exit(await faults(options));
    });
}

/** `kip dead …`: deliveries that were given up after their tries. */
function addDead(kip: Command, exit: (code: number) => void): void {
  const dead = kip.command('dead').description('deliveries given up after their tries');
  const command = (name: string, description: string): Command =>
    dead
      .command(name)
      .description(description)
      .option('--json', 'answer as JSON on stdout')
      .option('--demo', "the demo's database")
      .addHelpText('after', EXIT_CODES);
  command('list', 'those there are; exit code 1 where there are any').action(
    async (options: CommonOptions) => {
      exit(await listDead(options));
    },
  );
  command('show', 'all that is known of one')
    .argument('<id>')
    .action(async (id: string, options: CommonOptions) => {
      exit(await showDead(id, options));
    });
  command('replay', 'try them again, as if for the first time')
    .argument('[ids...]')
    .option('--all', 'all of them')
    .action(async (ids: string[], options: CommonOptions & { all?: boolean }) => {
      exit(await replayDead(ids, options));
    });
  command('drop', 'give one up for good; it is kept with the reason')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why')
    .action(async (id: string, options: CommonOptions & { reason: string }) => {
      exit(await dropDead(id, options));
    });
}

/** The exit code of what went wrong; what a person needs to know goes to stderr. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (
    error instanceof ConfigError ||
    error instanceof SeedError ||
    error instanceof ScenarioError ||
    error instanceof HistoryFileError
  ) {
    process.stderr.write(`kip: ${error.message}\n`);
    return 2;
  }
  if (error instanceof BackupError) {
    process.stderr.write(`kip: ${error.message}\n`);
    return error.refused ? 2 : 3;
  }
  if (error instanceof Problem) {
    process.stderr.write(`kip: ${error.detail}\n`);
    return 2;
  }
  if (error instanceof Stopped || error instanceof EmbeddedServerError) {
    process.stderr.write(`kip: ${error.message}\n`);
    return 3;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`kip: it could not be done: ${text}\n`);
  return 3;
}

// Who reads no further, such as `head`, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
heedSignals();
try {
  await program((code) => {
    process.exitCode = code;
  }).parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
