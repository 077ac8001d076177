import { type Command } from 'commander';
import { EXIT_CODES } from './arguments.js';
import { type CommonOptions } from './frame.js';

/** `kip dead …`: deliveries that were given up after their tries. */
export function addDead(kip: Command, exit: (code: number) => void): void {
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
      const { listDead } = await import('./dead.js');
      exit(await listDead(options));
    },
  );
  command('show', 'all that is known of one')
    .argument('<id>')
    .action(async (id: string, options: CommonOptions) => {
      const { showDead } = await import('./dead.js');
      exit(await showDead(id, options));
    });
  command('replay', 'try them again, as if for the first time')
    .argument('[ids...]')
    .option('--all', 'all of them')
    .action(async (ids: string[], options: CommonOptions & { all?: boolean }) => {
      const { replayDead } = await import('./dead.js');
      exit(await replayDead(ids, options));
    });
  command('drop', 'give one up for good; it is kept with the reason')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why')
    .action(async (id: string, options: CommonOptions & { reason: string }) => {
      const { dropDead } = await import('./dead.js');
      exit(await dropDead(id, options));
    });
}
