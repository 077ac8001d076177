import { migrateDatabase, readSeed, writeSeed } from '#libs/store';
import { migrateQueues } from '#libs/queue';
import { projectFile } from '../project.js';
import { type CommonOptions, answer, answerJson, withInstallation } from './frame.js';

/** `kip migrate`: brings the tables up to date; done twice it changes nothing. */
export async function migrate(options: CommonOptions): Promise<number> {
  return withInstallation(options, async ({ store, name }) => {
    await migrateQueues(store);
    await migrateDatabase(store, options.demo ? 'simulated' : 'real');
    if (options.json) answerJson({ database: name, migrated: true });
    else answer(`${name}: the tables are up to date`);
    return 0;
  });
}

/** `kip seed [FOLDER]`: brings the reference data up to date, or refuses it whole; what the desk saved since stays. */
export async function seed(
  folder: string | undefined,
  options: CommonOptions & { readonly force?: boolean },
): Promise<number> {
  const read = readSeed(folder ?? projectFile('deploy/seed/hue'));
  return withInstallation(options, async ({ store, name }) => {
    await migrateQueues(store);
    await migrateDatabase(store, options.demo ? 'simulated' : 'real');
    const result = await writeSeed(store, read, options.force === true);
    if (options.json) answerJson({ database: name, tables: result });
    else {
      answer(`${name}:`);
      for (const [table, counts] of Object.entries(result)) {
        answer(`  ${table}: ${JSON.stringify(counts)}`);
      }
    }
    return 0;
  });
}
