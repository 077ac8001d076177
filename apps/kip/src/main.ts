#!/usr/bin/env node
import 'reflect-metadata';
import { ConfigError, Stopped, heedSignals, productVersion } from '#libs/config';
import { Problem } from '#libs/contracts';
import { Command, CommanderError } from 'commander';
import { addAdmin } from './commands/admin-program.js';
import { EXIT_CODES } from './commands/arguments.js';
import { addAudit } from './commands/audit-program.js';
import { addBench } from './commands/bench-program.js';
import { addCalendar } from './commands/calendar-program.js';
import { plainCommand } from './commands/database-command.js';
import { addDead } from './commands/dead-program.js';
import { addDocument } from './commands/document-program.js';
import { addFaults } from './commands/faults-program.js';
import { addFigures } from './commands/figures-program.js';
import { addHistory } from './commands/history-program.js';
import { addKeeping } from './commands/keeping-program.js';
import { addPolicy } from './commands/policy-program.js';
import { addServing } from './commands/serving-program.js';
import { addSimulate } from './commands/simulate-program.js';
import { ScenarioError } from './demo/scenario.js';
import { EmbeddedServerError } from './embedded/embedded-error.js';
import { HistoryFileError } from './replay/csv.js';

const DATABASES = `
Works on the database in KIP_HOME (.kip/ unless set), on the demo's with --demo,
or on another server's where DATABASE_URL names one.`;

/** Every command with its options; what it does is loaded when it is asked for. */
function program(exit: (code: number) => void): Command {
  const kip = new Command('kip')
    .description('Kịp: reports from citizens, each held to its deadline.')
    .version(productVersion())
    .addHelpText('after', `${DATABASES}\n${EXIT_CODES}`)
    .exitOverride();
  const parts = [
    ...[addServing, addFigures, addDocument, addHistory, addKeeping, addAdmin, addAudit, addDead],
    ...[addCalendar, addPolicy, addSimulate, addFaults, addBench],
  ];
  for (const add of parts) add(kip, exit);
  plainCommand(kip, 'api', 'print the description of the HTTP interface (OpenAPI)').action(
    async () => {
      const { api } = await import('./commands/api.js');
      exit(await api());
    },
  );
  return kip;
}

/** The exit code of what went wrong; what a person needs to know goes to stderr. */
async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { BackupError, SeedError } = await import('#libs/store');
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
  process.exitCode = await exitCodeOf(error);
}
