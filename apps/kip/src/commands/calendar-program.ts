import { type Command, InvalidArgumentError } from 'commander';
import { type CompareOptions } from './calendar-compare.js';
import { type CalendarOptions } from './calendar.js';
import { databaseCommand } from './database-command.js';

const YEAR = /^(19\d\d|20\d\d|21\d\d|2200)$/;

function year(text: string): number {
  if (!YEAR.test(text)) throw new InvalidArgumentError('give a year from 1900 to 2200');
  return Number(text);
}

const HELP = `
Exit codes: 0 done; 1 the file was refused, or something was found that needs a look;
2 the command, a setting or a code is wrong; 3 it could not be done.
The file: docs/calendars.md.`;

/** `kip calendar …`: working hours, holidays and worked days, by revisions that never change. */
export function addCalendar(kip: Command, exit: (code: number) => void): void {
  const calendar = kip
    .command('calendar')
    .description('working hours, holidays and worked days: import, preview, export, show, compare')
    .addHelpText('after', HELP);
  const command = (name: string, description: string): Command =>
    databaseCommand(calendar, name, description, HELP);
  command('import', 'make the calendars of a file current, all of them or, with one fault, none')
    .argument('<file>', 'YAML as in deploy/seed/hue/calendars.yaml, one calendar or several')
    .option('--dry-run', 'say what would change, and change nothing')
    .action(async (file: string, options: CalendarOptions & { dryRun?: boolean }) => {
      const { importCalendars } = await import('./calendar.js');
      exit(await importCalendars(file, options));
    });
  command(
    'preview',
    'which dues open reports would have by the calendars of a file; changes nothing',
  )
    .argument('<file>', 'YAML as for import')
    .action(async (file: string, options: CalendarOptions) => {
      const { previewCalendars } = await import('./calendar.js');
      exit(await previewCalendars(file, options));
    });
  command('export', 'print a calendar as YAML that imports to the same revision')
    .argument('<code>')
    .action(async (code: string, options: CalendarOptions) => {
      const { exportCalendar } = await import('./calendar.js');
      exit(await exportCalendar(code, options));
    });
  command('show', 'a year of a calendar: hours, holidays, worked days, the work of each month')
    .argument('<code>')
    .option('--year <year>', 'this year unless given', year)
    .action(async (code: string, options: CalendarOptions & { year?: number }) => {
      const { showCalendar } = await import('./calendar.js');
      exit(await showCalendar(code, options));
    });
  command('compare', 'hold a calendar beside the public-holiday library date-holidays')
    .argument('<code>')
    .option('--from <year>', 'first year', year, 2021)
    .option('--to <year>', 'last year', year, 2027)
    .option('--country <code>', "the library's country", 'VN')
    .action(async (code: string, options: CompareOptions) => {
      const { compareWithLibrary } = await import('./calendar-compare.js');
      exit(await compareWithLibrary(code, options));
    });
}
