import { existsSync, readFileSync, statSync } from 'node:fs';
import { Problem } from '#libs/contracts';
import { type Language } from '#libs/domain';
import { type Store, type Tx, type WrittenProblem, needsMigration } from '#libs/store';
import { type Installation, prepare } from '../installation.js';
import { type CommonOptions, answer, answerJson } from './frame.js';

// What `kip calendar` and `kip policy` share: files that people write, taken whole or not at all.

export interface WrittenOptions extends CommonOptions {
  readonly lang: Language;
}

/** How the command line saves: nobody's name, and whatever is there is replaced. */
export const BY_COMMAND = { by: null, expected: null };

/** No such file is nearly as large: what is larger is something else. */
const MOST_BYTES = 5 * 1024 * 1024;

/**
 * The text of a file that somebody named.
 * @throws Problem `not_found`, `invalid_request` or `too_large`, naming it
 */
export function readText(file: string): string {
  if (!existsSync(file)) throw new Problem('not_found', `there is no file ${file}`);
  const facts = statSync(file);
  if (!facts.isFile()) throw new Problem('invalid_request', `${file} is no file; name one`);
  if (facts.size > MOST_BYTES) {
    throw new Problem(
      'too_large',
      `${file} has ${facts.size} bytes: that is more than people write`,
    );
  }
  return readFileSync(file, 'utf8');
}

/** Tells every problem of a file; the exit code of a file that was refused. */
export function refuse(
  file: string,
  problems: readonly WrittenProblem[],
  { json, lang }: WrittenOptions,
): number {
  if (json) {
    answerJson({ refused: file, problems });
    return 1;
  }
  for (const { place, text } of problems) answer(`${place}: ${text[lang]}`);
  answer(
    lang === 'vi'
      ? `${file} bị từ chối toàn bộ, không có gì thay đổi: ${problems.length} lỗi`
      : `${file} is refused whole, nothing was changed: ${problems.length} problems`,
  );
  return 1;
}

/** @throws Problem `unavailable` where the tables are not those of this version */
export async function requireTables(store: Store): Promise<void> {
  if (await needsMigration(store)) {
    throw new Problem('unavailable', 'the tables are not up to date: run kip seed or kip migrate');
  }
}

/** Brings a database that is not up to date there, with the reference data of a new one. */
export async function madeReady(
  installation: Installation,
  { demo }: CommonOptions,
): Promise<void> {
  if (await needsMigration(installation.store)) {
    await prepare(installation, demo ? 'simulated' : 'real');
  }
}

/** How one of a file is saved, and what tells only what saving would do. */
interface Taking<Checked, Saved> {
  readonly dryRun: boolean;
  readonly plan: (tx: Tx, one: Checked) => Promise<Saved>;
  readonly save: (tx: Tx, one: Checked) => Promise<Saved>;
}

/** Saves, or works out what saving would do, in one transaction: all of them or none. */
export async function takeAll<Checked extends { readonly code: string }, Saved>(
  store: Store,
  all: readonly Checked[],
  { dryRun, plan, save }: Taking<Checked, Saved>,
): Promise<Saved[]> {
  return store.transaction({ role: dryRun ? 'worker' : 'owner' }, async (tx) => {
    const saved: Saved[] = [];
    // One order for everybody, so that nobody waits for each other in a circle.
    for (const one of [...all].sort((a, b) => a.code.localeCompare(b.code))) {
      saved.push(await (dryRun ? plan : save)(tx, one));
    }
    return saved;
  });
}
