import { type Performed, type Report, type Step, StepRefused, retell } from '#libs/domain';
import {
  RatingEntity,
  type Reference,
  type Tx,
  loadReports,
  rowsOf,
  saveAllReports,
} from '#libs/store';
import { v7 as uuid } from 'uuid';
import { ratingsOf } from './ratings.js';

/** What was done to one report, by its instants; it may depend on where the report stands. */
export interface Telling {
  readonly reportId: string;
  readonly steps: (report: Report) => readonly Step[];
}

/** A telling that a rule said no to; the report stays as it was. */
export interface Untold {
  readonly reportId: string;
  readonly refused: StepRefused;
}

/**
 * Carries out what was done to several reports at known instants, with what fell due in between.
 * One that is refused does not touch the others.
 */
export async function retellStage(
  tx: Tx,
  reference: Reference,
  tellings: readonly Telling[],
): Promise<readonly Untold[]> {
  const stepsOf = new Map(tellings.map(({ reportId, steps }) => [reportId, steps]));
  const untold: Untold[] = [];
  const changes: { before: Report; done: Performed }[] = [];
  const ratings: RatingEntity[] = [];
  for (const before of await loadReports(tx, [...stepsOf.keys()])) {
    const steps = stepsOf.get(before.id)?.(before) ?? [];
    if (steps.length === 0) continue;
    try {
      const done = retell(before, steps, { book: reference.book, newId: uuid });
      changes.push({ before, done });
      ratings.push(...ratingsOf(done.report, steps));
    } catch (error) {
      if (!(error instanceof StepRefused)) throw error;
      untold.push({ reportId: before.id, refused: error });
    }
  }
  await saveAllReports(tx, changes, reference.book, [rowsOf(RatingEntity, ratings, 'insert')]);
  return untold;
}
