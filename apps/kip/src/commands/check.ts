import { Problem } from '#libs/contracts';
import { checkPhotos, openStorage } from '#libs/media';
import { type Check, type CheckProgress, check as checkDatabase } from '#libs/pipeline';
import { type Store, needsMigration } from '#libs/store';
import { demoMedia } from '../demo/media.js';
import { type CommonOptions, answer, answerJson, progress, withInstallation } from './frame.js';

export interface CheckOptions extends CommonOptions {
  readonly full?: boolean;
}

/** Lines for stderr that tell how far a check is. */
export function checkProgress(): CheckProgress {
  return { reports: progress('reports checked'), seals: progress('seals checked') };
}

/** @throws Problem where the tables are not those of this version */
export async function demandMigrated(store: Store, name: string): Promise<void> {
  if (!(await needsMigration(store))) return;
  throw new Problem('invalid_request', `the tables of ${name} are not up to date: run kip migrate`);
}

const BECAUSE: Readonly<Record<NonNullable<Check['whole']>, string>> = {
  asked: 'everything was looked at',
  first: 'everything was looked at, since there is no earlier check to go on from',
  rules_changed: 'everything was looked at, since the rules were changed after the last check',
  much_changed: 'everything was looked at, since very much was written after the last check',
};

/** In words, what a check has looked at and what else there is to know. */
export function answerCheck(name: string, result: Check): void {
  const { reports, violations, whole, wholeBefore, sealed, deadLetters } = result;
  answer(`${name}: ${reports} reports, ${violations.length} violations`);
  if (whole !== null) answer(BECAUSE[whole]);
  else {
    const since = wholeBefore?.toISOString() ?? 'never';
    answer(`what was written since the last check was looked at; everything last: ${since}`);
  }
  if (sealed) answer(`history sealed up to ${sealed.number}: ${sealed.hash}`);
  if (deadLetters > 0) answer(`${deadLetters} dead letters: look at them with kip dead list`);
}

/** `kip check`: exit code 1 where an invariant is broken. */
export async function check(options: CheckOptions): Promise<number> {
  return withInstallation(options, async ({ store, name }, config) => {
    await demandMigrated(store, name);
    const how = { whole: options.full ?? false, remember: true };
    const result = await checkDatabase(store, how, checkProgress());
    const place = options.demo === true ? demoMedia(config.home) : config.media;
    // Each file is looked at, so only where everything is.
    const photos = result.whole === null ? [] : await checkPhotos(store, openStorage(place));
    if (options.json) answerJson({ database: name, ...result, photos });
    else {
      answerCheck(name, result);
      for (const { invariant, id, what, repair } of result.violations) {
        answer(`${invariant}  ${id}  ${what}\n    ${repair}`);
      }
      for (const { id, what, repair } of photos) answer(`photo  ${id}  ${what}\n    ${repair}`);
    }
    return result.violations.length + photos.length === 0 ? 0 : 1;
  });
}
