import { type Command } from 'commander';
import { EXIT_CODES } from './arguments.js';
import { type AuditOptions } from './audit.js';
import { type CommonOptions } from './frame.js';

/** `kip audit …`: whether the history is as it was written. */
export function addAudit(kip: Command, exit: (code: number) => void): void {
  const audit = kip.command('audit').description('whether the history is as it was written');
  const command = (name: string, description: string): Command =>
    audit
      .command(name)
      .description(description)
      .option('--json', 'answer as JSON on stdout')
      .option('--demo', "the demo's database")
      .addHelpText('after', EXIT_CODES);
  command(
    'head',
    'the newest seal: keep it where nobody of this installation can change it',
  ).action(async (options: CommonOptions) => {
    const { auditHead } = await import('./audit.js');
    exit(await auditHead(options));
  });
  command('verify', 'hold every event against its seal, and every seal against the one before it')
    .option('--against <file>', 'a head that was kept elsewhere (kip audit head --json)')
    .action(async (options: AuditOptions) => {
      const { auditVerify } = await import('./audit.js');
      exit(await auditVerify(options));
    });
}
