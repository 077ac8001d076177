import { RETENTION_WORDS } from '#libs/contracts';
import { type KeptPlace } from '#libs/domain';
import { countToForget, retentionRules } from '#libs/store';
import { forgetDue } from '../../../deadlines/src/forget.work.js';
import { demandMigrated } from './check.js';
import { type CommonOptions, answer, answerJson, withInstallation } from './frame.js';

export interface RetentionOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** `kip retention`: takes away what is kept no longer; with `--dry-run` it only says how much that is. */
export async function retention(options: RetentionOptions): Promise<number> {
  return withInstallation(options, async ({ store, reference, name }) => {
    await demandMigrated(store, name);
    const places = await store.transaction({ role: 'door' }, async (tx) => {
      const due: { place: KeptPlace; days: number | null; due: number }[] = [];
      for (const { place, days } of await retentionRules(tx)) {
        const count = days === null ? 0 : await countToForget(tx, place, days);
        due.push({ place, days, due: count });
      }
      return due;
    });
    const forgotten = options.dryRun === true ? null : await forgetDue(store, reference);
    if (options.json) {
      answerJson({ database: name, places, forgotten });
      return 0;
    }
    for (const { place, days, due } of places) {
      const kept = days === null ? 'for good' : `${days} days`;
      const gone = forgotten ? `, ${forgotten[place]} gone` : '';
      answer(`${RETENTION_WORDS[place].what.en}: kept ${kept}; ${due} to go${gone}`);
    }
    return 0;
  });
}
