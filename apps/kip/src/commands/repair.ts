import { hostname, userInfo } from 'node:os';
import { type RepairResult, repair as repairDatabase } from '#libs/pipeline';
import { type DoneRepair, repairsDone } from '#libs/store';
import Table from 'cli-table3';
import { answerCheck, checkProgress, demandMigrated } from './check.js';
import { type CommonOptions, answer, answerJson, withInstallation } from './frame.js';

export interface RepairOptions extends CommonOptions {
  readonly full?: boolean;
  readonly dryRun?: boolean;
  readonly done?: boolean;
}

const MOST_LISTED = 1_000;

/** Who is written down: the person at this machine. */
function byWhom(): string {
  return `${userInfo().username}@${hostname()}`;
}

function table(repairs: readonly DoneRepair[]): string {
  const rows = new Table({ head: ['at', 'report', '', 'put right', 'by', 'as'] });
  for (const { at, code, invariant, mended, byWhom: person, databaseUser } of repairs) {
    rows.push([at.toISOString(), code, invariant, mended, person, databaseUser]);
  }
  return rows.toString();
}

async function listDone(options: CommonOptions): Promise<number> {
  return withInstallation(options, async ({ store, name }) => {
    await demandMigrated(store, name);
    const repairs = await store.transaction({ role: 'owner' }, (tx) =>
      repairsDone(tx, MOST_LISTED),
    );
    if (options.json) answerJson({ database: name, repairs });
    else answer(repairs.length === 0 ? `${name}: nothing was ever repaired` : table(repairs));
    return 0;
  });
}

function tell(name: string, { check, mended, left, deadAgain }: RepairResult, dry: boolean): void {
  answerCheck(name, check);
  for (const { invariant, code, what } of mended) {
    answer(`${invariant}  ${code}  ${what}\n    ${dry ? 'would be' : 'was'} put right`);
  }
  for (const { invariant, id, what, repair } of left) {
    answer(`${invariant}  ${id}  ${what}\n    left: ${repair}`);
  }
  for (const { id, code } of deadAgain) {
    answer(
      `I3  ${code}  its routing died again after it was repaired\n    left: kip dead show ${id}`,
    );
  }
  answer(
    `${mended.length} ${dry ? 'would be ' : ''}repaired, ${left.length + deadAgain.length} left`,
  );
}

/** `kip repair`: exit code 1 where something is left that it may not repair. */
export async function repair(options: RepairOptions): Promise<number> {
  if (options.done === true) return listDone(options);
  return withInstallation(options, async ({ store, name }) => {
    await demandMigrated(store, name);
    const dryRun = options.dryRun ?? false;
    const how = { whole: options.full ?? false, dryRun, byWhom: byWhom() };
    const result = await repairDatabase(store, how, checkProgress());
    if (options.json) answerJson({ database: name, dryRun, ...result });
    else tell(name, result, dryRun);
    return result.left.length + result.deadAgain.length === 0 ? 0 : 1;
  });
}
