import { check } from '#libs/pipeline';
import { migrateQueues } from '#libs/queue';
import { type Progress, restoreBackup, writeBackup } from '#libs/store';
import { checkProgress } from './check.js';
import { type CommonOptions, answer, answerJson, progress, withInstallation } from './frame.js';

/** Progress by tables, for a line that rewrites itself. */
function byTables(what: string): Progress {
  const told = progress(what);
  return (_table, done, all) => {
    told(done, all);
  };
}

/** `kip backup FILE`: saves everything but the queues, while the installation goes on working. */
export async function backup(file: string, options: CommonOptions): Promise<number> {
  return withInstallation(options, async ({ url, name }) => {
    const { header, tables, bytes } = await writeBackup(url, file, byTables('tables saved'));
    const rows = Object.values(tables).reduce((sum, digest) => sum + digest.rows, 0);
    const reports = tables['reports']?.rows ?? 0;
    if (options.json) answerJson({ database: name, file, bytes, rows, ...header, tables });
    else {
      answer(`${name}: saved in ${file} as of ${header.takenAt}`);
      answer(`  ${reports} reports, ${rows} rows, ${bytes} bytes, tables of ${header.schema}`);
    }
    return 0;
  });
}

/** `kip restore FILE`: loads an archive into an empty database; exit code 1 where it then breaks an invariant. */
export async function restore(file: string, options: CommonOptions): Promise<number> {
  return withInstallation(options, async ({ store, name }) => {
    const kind = options.demo ? 'simulated' : 'real';
    const restored = await restoreBackup(store, file, kind, byTables('tables loaded'));
    await migrateQueues(store);
    const how = { whole: true, remember: true };
    const { reports, violations } = await check(store, how, checkProgress());
    const { header, rows, deliveriesAgain } = restored;
    if (options.json) {
      answerJson({ database: name, file, ...header, rows, deliveriesAgain, reports, violations });
    } else {
      answer(`${name}: restored from ${file}, as of ${header.takenAt}`);
      answer(
        `  ${reports} reports, ${rows} rows, ${deliveriesAgain} deliveries on their way again, ` +
          `${violations.length} violations`,
      );
      for (const { invariant, id, what } of violations) answer(`${invariant}  ${id}  ${what}`);
    }
    return violations.length === 0 ? 0 : 1;
  });
}
