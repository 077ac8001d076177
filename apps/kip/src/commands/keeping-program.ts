import { type Command } from 'commander';
import { type CheckOptions } from './check.js';
import { onDatabase } from './database-command.js';
import { type CommonOptions } from './frame.js';
import { type RepairOptions } from './repair.js';
import { type RetentionOptions } from './retention.js';

const CHECK_HELP = `
Looks at what was written since the last check, by whatever means: acts, and rows changed by hand;
at what was broken then, until it no longer is; and at what time alone may have broken. What it
cannot see is what is no longer there (rows deleted by hand), an event put under a second seal, and
what only another version of kip would find. --full looks at everything: after an upgrade,
after anybody worked on the tables by hand, and every now and then. The first check is always full,
and so is one after the rules were changed (kip seed), after a restore, or after very many reports.
Where everything is looked at, photos are held against their files too.
It changes nothing but where the next one begins, and disturbs nobody while it runs.`;

const REPAIR_HELP = `
Looks as kip check does, and puts right what can be worked out from the report itself: when the next
act falls due (I3), a routing that was lost or died, or is done but moved nothing (I3, I4), and the
facts that the rates count (I7). Everything else is left and named with its remedy, and so is a report
whose history was changed. The history itself is never touched; who repaired what, and when, is
written down: kip repair --done. Exit code 1 where something is left.`;

/** What keeps a database sound: `kip check`, `repair`, `retention`, `backup`, `restore`. */
export function addKeeping(kip: Command, exit: (code: number) => void): void {
  onDatabase(kip, 'check', 'hold the database against what must always be true')
    .option('--full', 'everything, and not only what was written since the last check')
    .addHelpText('after', CHECK_HELP)
    .action(async (options: CheckOptions) => {
      const { check } = await import('./check.js');
      exit(await check(options));
    });
  onDatabase(kip, 'retention', 'take away what of people is kept no longer, as the desk has set it')
    .option('--dry-run', 'say how much that is, and take nothing away')
    .action(async (options: RetentionOptions) => {
      const { retention } = await import('./retention.js');
      exit(await retention(options));
    });
  onDatabase(kip, 'repair', 'put right what can be worked out, and name the rest')
    .option('--full', 'look at everything, and not only at what was written since the last check')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--done', 'only list what was repaired so far: what, when, by whom')
    .addHelpText('after', REPAIR_HELP)
    .action(async (options: RepairOptions) => {
      const { repair } = await import('./repair.js');
      exit(await repair(options));
    });
  onDatabase(kip, 'backup', 'save everything but the queues in a file, while the system goes on')
    .argument('<file>', 'the archive; it bears another name until it is whole')
    .action(async (file: string, options: CommonOptions) => {
      const { backup } = await import('./backup.js');
      exit(await backup(file, options));
    });
  onDatabase(kip, 'restore', 'load an archive into an empty database, whole or not at all')
    .argument('<file>', 'what kip backup wrote')
    .action(async (file: string, options: CommonOptions) => {
      const { restore } = await import('./backup.js');
      exit(await restore(file, options));
    });
}
