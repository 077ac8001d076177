import { type Command } from 'commander';
import { DEPARTMENT_2023 } from '../demo/scenario.js';
import { whole } from './arguments.js';
import { onDatabase, plainCommand } from './database-command.js';
import { type DemoOptions } from './demo.js';
import { type CommonOptions } from './frame.js';

/** What runs an installation: `kip up`, `demo`, `migrate`, `seed`, `doctor`. */
export function addServing(kip: Command, exit: (code: number) => void): void {
  onDatabase(kip, 'up', 'start the whole system in one process').action(
    async (options: CommonOptions) => {
      const { up } = await import('./up.js');
      exit(await up(options));
    },
  );
  plainCommand(
    kip,
    'demo',
    'play a year of the telecom network, print its sentence, go on serving it',
  )
    .option('--exit', 'end after the sentence')
    .option('--reports <n>', 'reports in the year', whole, DEPARTMENT_2023.reports)
    .option('--late <n>', 'of them ended after their promise', whole, DEPARTMENT_2023.late)
    .option('--rated <n>', 'of them rated', whole, DEPARTMENT_2023.rated)
    .option('--satisfied <n>', 'of those rated satisfied', whole, DEPARTMENT_2023.satisfied)
    .option('--year <year>', '2021 to 2027', whole, DEPARTMENT_2023.year)
    .option('--seed <n>', 'the same seed tells the same story', whole, DEPARTMENT_2023.seed)
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./demo.js');
      exit(await demo(options));
    });
  onDatabase(kip, 'migrate', "bring the database's tables up to date").action(
    async (options: CommonOptions) => {
      const { migrate } = await import('./prepare.js');
      exit(await migrate(options));
    },
  );
  onDatabase(kip, 'seed', 'bring the reference data up to date, or refuse it whole')
    .argument('[folder]', "a folder of seed files; Huế's own unless given")
    .option('--force', 'write also over what the desk has saved since')
    .action(async (folder: string | undefined, options: CommonOptions) => {
      const { seed } = await import('./prepare.js');
      exit(await seed(folder, options));
    });
  onDatabase(kip, 'doctor', 'look whether this machine and this installation are fit').action(
    async (options: CommonOptions) => {
      const { doctor } = await import('./doctor.js');
      exit(await doctor(options));
    },
  );
}
