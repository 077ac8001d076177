import path from 'node:path';
import { Problem } from '#libs/contracts';
import {
  type CalendarRevision,
  calendarName,
  calendarYear,
  compileCalendar,
  underCalendar,
} from '#libs/domain';
import {
  type CalendarRevisionEntity,
  type CheckedCalendar,
  type SavedCalendar,
  type Store,
  type Tx,
  calendarRevisions,
  calendarYaml,
  currentCalendars,
  planCalendar,
  readCalendarFile,
  revisionOf,
  saveCalendar,
} from '#libs/store';
import { savedText, yearText } from './calendar-text.js';
import { answer, answerJson, withInstallation } from './frame.js';
import { tellPreview } from './preview.js';
import {
  BY_COMMAND,
  type WrittenOptions,
  madeReady,
  readText,
  refuse,
  requireTables,
  takeAll,
} from './written-file.js';

export type CalendarOptions = WrittenOptions;

/**
 * Reads a calendar in force, and whatever else is asked in the same transaction.
 * @throws Problem `unavailable` where the tables are not those of this version; `not_found`
 */
export async function withCalendar<Result>(
  store: Store,
  code: string,
  work: (tx: Tx, found: CalendarRevisionEntity) => Promise<Result>,
): Promise<Result> {
  await requireTables(store);
  return store.transaction({ role: 'worker' }, async (tx) => work(tx, await current(tx, code)));
}

/**
 * A calendar in force.
 * @throws Problem `not_found` naming those there are
 */
async function current(tx: Tx, code: string): Promise<CalendarRevisionEntity> {
  const all = await currentCalendars(tx);
  const found = all.find((one) => one.code === code);
  if (found) return found;
  const known = all.map((one) => one.code).join(', ') || 'none; run kip seed';
  throw new Problem('not_found', `there is no calendar "${code}"; there are: ${known}`);
}

/** `kip calendar import FILE`: exit code 1 where the file was refused. */
export async function importCalendars(
  file: string,
  options: CalendarOptions & { readonly dryRun?: boolean },
): Promise<number> {
  const { lang, dryRun = false } = options;
  const { calendars, problems } = readCalendarFile(readText(file), path.basename(file));
  if (problems.length > 0) return refuse(file, problems, options);
  return withInstallation(options, async (installation) => {
    await madeReady(installation, options);
    const { store, name } = installation;
    const saved = await takeAll<CheckedCalendar, SavedCalendar>(store, calendars, {
      dryRun,
      plan: planCalendar,
      save: (tx, one) => saveCalendar(tx, one, BY_COMMAND),
    });
    if (options.json) answerJson({ database: name, dry_run: dryRun, calendars: saved });
    else for (const one of saved) answer(savedText(one, { lang, dryRun }));
    return 0;
  });
}

/**
 * `kip calendar preview FILE`: which dues open reports would have by the calendars of a file; exit
 * code 1 where the file was refused.
 */
export async function previewCalendars(file: string, options: CalendarOptions): Promise<number> {
  const { calendars, problems } = readCalendarFile(readText(file), path.basename(file));
  if (problems.length > 0) return refuse(file, problems, options);
  return withInstallation(options, async (installation) => {
    const { store } = installation;
    await requireTables(store);
    const unsaved = calendars.map(({ code, body }) =>
      compileCalendar({ id: `${code}@next`, code, ...body }),
    );
    await tellPreview(
      { store, reference: await installation.reference.get() },
      unsaved.map((one) => ({ on: { calendar: one.revision.code }, other: underCalendar(one) })),
      { ...options, zone: unsaved[0]?.revision.zone ?? 'UTC' },
    );
    return 0;
  });
}

/** `kip calendar export CODE`: YAML that imports to the same revision. */
export async function exportCalendar(code: string, options: CalendarOptions): Promise<number> {
  return withInstallation(options, async ({ store }) => {
    const found = await withCalendar(store, code, async (_, one) => one);
    if (options.json) answerJson(found.body);
    else process.stdout.write(calendarYaml([revisionOf(found)]));
    return 0;
  });
}

/** `kip calendar show CODE`: a year of it as a person reads it. */
export async function showCalendar(
  code: string,
  options: CalendarOptions & { readonly year?: number },
): Promise<number> {
  return withInstallation(options, async ({ store }) => {
    const { found, revisions, now } = await withCalendar(store, code, async (tx, one) => ({
      found: one,
      revisions: await calendarRevisions(tx, code),
      now: tx.now,
    }));
    const revision: CalendarRevision = revisionOf(found);
    const year = calendarYear(revision, options.year ?? now.getUTCFullYear());
    if (options.json) {
      const { zone } = revision;
      const head = { code, revision: found.revision, of: revisions.length };
      answerJson({ ...head, name: calendarName(revision), zone, ...year });
    } else {
      answer(yearText(revision, found, year, options.lang));
    }
    return 0;
  });
}
