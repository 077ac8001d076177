import { type Command } from 'commander';
import { type AdminCreateOptions, type AdminInviteOptions } from './admin.js';
import { EXIT_CODES } from './arguments.js';

/** `kip admin …`: who lets the others in. */
export function addAdmin(kip: Command, exit: (code: number) => void): void {
  const admin = kip.command('admin').description('who lets the others in');
  const command = (name: string, description: string): Command =>
    admin
      .command(name)
      .description(description)
      .option('--password-stdin', 'read the password from stdin instead of making a link')
      .option('--json', 'answer as JSON on stdout')
      .option('--demo', "the demo's database")
      .addHelpText('after', EXIT_CODES);
  command('create', 'an administrator, such as the first one')
    .requiredOption('--name <name>', 'as others see it')
    .requiredOption('--email <address>', 'with which the person signs in')
    .option('--code <code>', 'as history names the person', 'admin')
    .action(async (options: AdminCreateOptions) => {
      const { adminCreate } = await import('./admin.js');
      exit(await adminCreate(options));
    });
  command('invite', 'a new way in for somebody of the people table')
    .argument('<code>')
    .action(async (code: string, options: AdminInviteOptions) => {
      const { adminInvite } = await import('./admin.js');
      exit(await adminInvite(code, options));
    });
}
