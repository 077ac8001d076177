import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '#libs/contracts';
import { type CalendarRevision, type Language, calendarName, calendarYear } from '#libs/domain';
import {
  type CalendarRevisionEntity,
  type SavedCalendar,
  type Store,
  type Tx,
  calendarRevisions,
  calendarYaml,
  currentCalendars,
  needsMigration,
  planCalendar,
  readCalendarFile,
  revisionOf,
  saveCalendar,
} from '#libs/store';
import { prepare } from '../installation.js';
import { savedText, yearText } from './calendar-text.js';
import { type CommonOptions, answer, answerJson, withInstallation } from './frame.js';

export interface CalendarOptions extends CommonOptions {
  readonly lang: Language;
}

/** No calendar is nearly as large: what is larger is no calendar. */
const MOST_BYTES = 5 * 1024 * 1024;

function readText(file: string): string {
  if (!existsSync(file)) throw new Problem('not_found', `there is no file ${file}`);
  const facts = statSync(file);
  if (!facts.isFile()) throw new Problem('invalid_request', `${file} is no file; name one`);
  if (facts.size > MOST_BYTES) {
    throw new Problem('too_large', `${file} has ${facts.size} bytes: that is no file of calendars`);
  }
  return readFileSync(file, 'utf8');
}

/**
 * Reads a calendar in force, and whatever else is asked in the same transaction.
 * @throws Problem `unavailable` where the tables are not those of this version; `not_found`
 */
export async function withCalendar<Result>(
  store: Store,
  code: string,
  work: (tx: Tx, found: CalendarRevisionEntity) => Promise<Result>,
): Promise<Result> {
  if (await needsMigration(store)) {
    throw new Problem('unavailable', 'the tables are not up to date: run kip seed or kip migrate');
  }
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

/** Saves, or works out what saving would do, in one transaction: all of them or none. */
async function take(
  tx: Tx,
  calendars: ReturnType<typeof readCalendarFile>['calendars'],
  dryRun: boolean,
): Promise<SavedCalendar[]> {
  const saved: SavedCalendar[] = [];
  // One order for everybody, so that nobody waits for each other in a circle.
  for (const one of [...calendars].sort((a, b) => a.code.localeCompare(b.code))) {
    saved.push(
      dryRun
        ? await planCalendar(tx, one)
        : await saveCalendar(tx, one, { by: null, expected: null }),
    );
  }
  return saved;
}

/** `kip calendar import FILE`: exit code 1 where the file was refused. */
export async function importCalendars(
  file: string,
  options: CalendarOptions & { readonly dryRun?: boolean },
): Promise<number> {
  const { lang, dryRun = false } = options;
  const { calendars, problems } = readCalendarFile(readText(file), path.basename(file));
  if (problems.length > 0) {
    if (options.json) answerJson({ refused: file, problems });
    else {
      for (const { place, text } of problems) answer(`${place}: ${text[lang]}`);
      answer(
        lang === 'vi'
          ? `${file} bị từ chối toàn bộ, không có gì thay đổi: ${problems.length} lỗi`
          : `${file} is refused whole, nothing was changed: ${problems.length} problems`,
      );
    }
    return 1;
  }
  return withInstallation(options, async (installation) => {
    const { store, name } = installation;
    if (await needsMigration(store)) {
      await prepare(installation, options.demo ? 'simulated' : 'real');
    }
    const role = dryRun ? 'worker' : 'owner';
    const saved = await store.transaction({ role }, (tx) => take(tx, calendars, dryRun));
    if (options.json) answerJson({ database: name, dry_run: dryRun, calendars: saved });
    else for (const one of saved) answer(savedText(one, { lang, dryRun }));
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
