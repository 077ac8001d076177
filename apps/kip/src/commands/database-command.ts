import { type Command, Option } from 'commander';
import { EXIT_CODES } from './arguments.js';

/**
 * A command that works on a database and answers people in their language, or in JSON: what all such
 * commands take.
 */
export function databaseCommand(
  parent: Command,
  name: string,
  description: string,
  help: string,
): Command {
  return parent
    .command(name)
    .description(description)
    .option('--json', 'answer as JSON on stdout')
    .option('--demo', "the demo's database")
    .option('--database <name>', 'another database of that server, such as one of kip replay')
    .addOption(new Option('--lang <language>').choices(['vi', 'en']).default('vi'))
    .addHelpText('after', help);
}

/** A command with what every one has: JSON for other programs, and what its exit code means. */
export function plainCommand(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--json', 'answer as JSON on stdout')
    .addHelpText('after', EXIT_CODES);
}

/** One that works on a database besides. */
export function onDatabase(parent: Command, name: string, description: string): Command {
  return plainCommand(parent, name, description)
    .option('--demo', "the demo's database")
    .option('--database <name>', 'another database of that server, such as one of kip replay');
}
