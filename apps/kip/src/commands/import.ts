import { stopSignal } from '#libs/config';
import { type TakeoverOutcome, takeOverStage } from '#libs/pipeline';
import { type Store, type Tx } from '#libs/store';
import { prepare } from '../installation.js';
import { type Case } from '../replay/case.js';
import {
  type RefusedCase,
  readHistoryCases,
  refusalText,
  stepFault,
} from '../replay/history-cases.js';
import {
  type CommonOptions,
  answer,
  answerJson,
  progress,
  tell,
  withInstallation,
} from './frame.js';

export interface ImportOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly source: string;
}

/** So many are committed together: what is lost when an import is killed, and done again after it. */
const TOGETHER = 200;

const CHANGED = {
  column: 'external_id',
  reason: 'it was imported before with other content',
  remedy: 'act on the report at the desk, or put the row back as it was',
};

interface Tally {
  taken: number;
  known: number;
  readonly refused: RefusedCase[];
}

function note(tally: Tally, { line }: Case, outcome: TakeoverOutcome): void {
  if (outcome === 'taken') tally.taken += 1;
  else if (outcome === 'known') tally.known += 1;
  else if (outcome === 'changed') tally.refused.push({ line, faults: [CHANGED] });
  else tally.refused.push({ line, faults: [stepFault(outcome)] });
}

async function nowOf(store: Store): Promise<Date> {
  return store.transaction({ role: 'worker' }, async ({ now }) => now);
}

/**
 * `kip import FILE`: takes cases over from another system, each with its history. Run again it
 * goes on where it stopped. Exit code 1 where rows were refused.
 */
export async function importHistory(file: string, options: ImportOptions): Promise<number> {
  const stop = stopSignal();
  const dryRun = options.dryRun ?? false;
  return withInstallation(options, async (installation, { secret }) => {
    await prepare(installation, options.demo ? 'simulated' : 'real');
    const { store } = installation;
    const reference = await installation.reference.get();
    const latest = await nowOf(store);
    const client = `import:${options.source}`;
    const { cases, refused } = await readHistoryCases(file, { reference, client, secret, latest });
    tell(`${cases.length} rows read, ${refused.length} refused`);
    const tally: Tally = { taken: 0, known: 0, refused };
    const told = progress(dryRun ? 'cases looked at' : 'cases imported');
    const work = (some: readonly Case[]) => (tx: Tx) => takeOverStage(tx, reference, some, dryRun);
    for (let from = 0; from < cases.length; from += TOGETHER) {
      stop.throwIfAborted();
      const some = cases.slice(from, from + TOGETHER);
      const outcomes = await store.transaction({ role: 'intake' }, work(some));
      some.forEach((one, index) => {
        note(tally, one, outcomes[index] ?? 'known');
      });
      told(from + some.length, cases.length);
    }
    report(installation.name, tally, options);
    return tally.refused.length === 0 ? 0 : 1;
  });
}

function report(name: string, { taken, known, refused }: Tally, options: ImportOptions): void {
  const dryRun = options.dryRun ?? false;
  const sorted = [...refused].sort((a, b) => a.line - b.line);
  if (options.json) {
    answerJson({ database: name, dry_run: dryRun, taken, known, refused: sorted });
    return;
  }
  for (const one of sorted) answer(refusalText(one));
  const verb = dryRun ? 'would be imported' : 'imported';
  answer(`${name}: ${taken} ${verb}, ${known} were there already, ${refused.length} refused`);
}
