import { CRASH_POINTS, DEFENCES } from '#libs/config';
import { type Command, Option } from 'commander';
import { FAULT_ENGINES, FAULT_NAMES } from '../faults/names.js';
import { whole } from './arguments.js';
import { plainCommand } from './database-command.js';
import { type FaultOptions } from './faults.js';

/** `kip faults`: everything that may go wrong, on servers of its own. */
export function addFaults(kip: Command, exit: (code: number) => void): void {
  plainCommand(
    kip,
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
      const { faults } = await import('./faults.js');
      exit(await faults(options));
    });
}
