import { type Command } from 'commander';
import { databaseCommand } from './database-command.js';
import { type WrittenOptions } from './written-file.js';

const HELP = `
Exit codes: 0 done; 1 the file was refused; 2 the command, a setting or a code is wrong;
3 it could not be done.
The file: docs/policies.md.`;

/** `kip policy …`: how long each kind of case may take and who is told, by revisions that never change. */
export function addPolicy(kip: Command, exit: (code: number) => void): void {
  const policy = kip
    .command('policy')
    .description('limits, warnings and escalations: import, preview, export, show')
    .addHelpText('after', HELP);
  const command = (name: string, description: string): Command =>
    databaseCommand(policy, name, description, HELP);
  command('import', 'make the policies of a file current, all of them or, with one fault, none')
    .argument('<file>', 'YAML as in deploy/seed/hue/policies.yaml, one policy or several')
    .option('--dry-run', 'say what would change, and change nothing')
    .action(async (file: string, options: WrittenOptions & { dryRun?: boolean }) => {
      const { importPolicies } = await import('./policy.js');
      exit(await importPolicies(file, options));
    });
  command(
    'preview',
    'which dues open reports would have by the policies of a file; changes nothing',
  )
    .argument('<file>', 'YAML as for import')
    .action(async (file: string, options: WrittenOptions) => {
      const { previewPolicies } = await import('./policy.js');
      exit(await previewPolicies(file, options));
    });
  command('export', 'print a policy, or all of them, as YAML that imports to the same revisions')
    .argument('[code]')
    .action(async (code: string | undefined, options: WrittenOptions) => {
      const { exportPolicies } = await import('./policy.js');
      exit(await exportPolicies(code, options));
    });
  command('show', 'a policy: its limits, whom it tells and when, its revisions')
    .argument('<code>')
    .action(async (code: string, options: WrittenOptions) => {
      const { showPolicy } = await import('./policy.js');
      exit(await showPolicy(code, options));
    });
}
