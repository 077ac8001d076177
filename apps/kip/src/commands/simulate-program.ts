import { type Command } from 'commander';
import { localDate } from './arguments.js';
import { databaseCommand } from './database-command.js';
import { type SimulateOptions } from './simulate.js';

const HELP = `
The reports are copied, without people, contacts or words, into a simulated database of its own that
is dropped afterwards; what is real is only read.
Exit codes: 0 done; 1 the file was refused; 2 the command or a setting is wrong; 3 it could not be done.
The file: docs/policies.md.`;

/** `kip simulate`: how the rates of a span would have been under other policies. */
export function addSimulate(kip: Command, exit: (code: number) => void): void {
  const description = 'how the rates of a span would have been under other policies';
  databaseCommand(kip, 'simulate', description, HELP)
    .requiredOption('--policy <file>', 'YAML as in deploy/seed/hue/policies.yaml, one or several')
    .requiredOption('--from <date>', 'first day of receipt', localDate)
    .requiredOption('--to <date>', 'last day of receipt', localDate)
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('./simulate.js');
      exit(await simulate(options));
    });
}
