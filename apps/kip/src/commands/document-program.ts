import { DOCUMENT_FORMATS } from '#libs/contracts';
import { type Command, Option } from 'commander';
import { period, wholeYear } from './arguments.js';
import { databaseCommand } from './database-command.js';
import { type PrintOptions, type VerifyOptions } from './document.js';
import { type WrittenOptions } from './written-file.js';

const HELP = `
Exit codes: 0 done, and with verify nothing differs; 1 verify: the kept figures or the file were changed, or
counting anew gives another figure; 2 the command, a setting or a code is wrong, or there is nothing to print;
3 it could not be done.
What is in the document, and in each format: docs/documents.md.`;

/** What printing takes, whatever the period. */
function printing(command: Command): Command {
  return command
    .addOption(new Option('--format <format>').choices(DOCUMENT_FORMATS).makeOptionMandatory())
    .requiredOption('--out <file>', 'where it is written')
    .option('--force', 'write over a file that is there')
    .option('--network <code>', 'only reports offered to a network')
    .option('--stream <code>', 'only one stream')
    .option('--category <code>', 'only a category and all below it')
    .option('--unit <code>', 'only a unit and all below it')
    .option('--reports <file>', 'write the reports behind the figures too, as CSV, a line each')
    .option('--parent-agency <name>', 'the agency above, at the head; left open unless given')
    .option('--agency <name>', 'the agency, at the head; left open unless given')
    .option('--place <name>', 'the place beside the date; left open unless given');
}

/** `kip document …`: documents of a period, whether one that was printed still stands, and what goes by mail. */
export function addDocument(kip: Command, exit: (code: number) => void): void {
  const document = kip
    .command('document')
    .description('documents of a year or another period: print them, verify one that was printed')
    .addHelpText('after', HELP);
  printing(
    databaseCommand(
      document,
      'year',
      'print the document of a year, and keep what was printed',
      HELP,
    ),
  )
    .requiredOption('--year <year>', 'a whole year', wholeYear)
    .action(
      async ({
        year,
        ...options
      }: Omit<PrintOptions, 'period'> & { readonly year: PrintOptions['period'] }) => {
        const { printPeriod } = await import('./document.js');
        exit(await printPeriod({ ...options, period: year }));
      },
    );
  printing(databaseCommand(document, 'period', 'the same of a quarter, a month or a week', HELP))
    .requiredOption('--period <period>', 'such as 2026-Q1, 2026-03 or 2026-W10', period)
    .action(async (options: PrintOptions) => {
      const { printPeriod } = await import('./document.js');
      exit(await printPeriod(options));
    });
  databaseCommand(
    document,
    'schedules',
    'the documents that go by mail when a period is over, and what was sent',
    HELP,
  ).action(async (options: WrittenOptions) => {
    const { schedules } = await import('./document-schedules.js');
    exit(await schedules(options));
  });
  databaseCommand(
    document,
    'verify',
    'whether what was printed is intact, and what has become another figure since',
    HELP,
  )
    .argument('[file]', 'a document as it was printed, or as somebody has written in it')
    .option('--id <id>', 'the document, where there is no file')
    .action(async (file: string | undefined, options: VerifyOptions) => {
      const { verifyDocument } = await import('./document.js');
      exit(await verifyDocument(file, options));
    });
}
