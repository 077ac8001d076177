import { type Command, Option } from 'commander';
import { REPLAY_FORMATS } from '../replay/formats.js';
import { instant } from './arguments.js';
import { onDatabase, plainCommand } from './database-command.js';
import { type ImportOptions } from './import.js';
import { type ReplayOptions } from './replay.js';

/** What takes in histories: `kip import`, `replay`. */
export function addHistory(kip: Command, exit: (code: number) => void): void {
  onDatabase(kip, 'import', 'take cases over from another system, each with its history')
    .argument('<file>', 'a CSV file as docs/history-csv.md describes')
    .option('--dry-run', 'work everything out and write nothing')
    .option('--source <name>', 'the other system, whose codes are its own', 'history')
    .action(async (file: string, options: ImportOptions) => {
      const { importHistory } = await import('./import.js');
      exit(await importHistory(file, options));
    });
  plainCommand(
    kip,
    'replay',
    'play a history of cases in a simulated database of its own, and count it',
  )
    .argument('<file>', 'a CSV file')
    .addOption(new Option('--format <format>').choices(REPLAY_FORMATS).makeOptionMandatory())
    .option('--as-of <instant>', 'where the clock stops; now unless given', instant)
    .option('--reference <folder>', "seed files instead of the format's own")
    .option('--keep', 'leave the database, and name it')
    .action(async (file: string, options: ReplayOptions) => {
      const { replay } = await import('./replay.js');
      exit(await replay(file, options));
    });
}
