import { type Performed, type Step, StepRefused, takeOver } from '#libs/domain';
import {
  RatingEntity,
  type Reference,
  type Searchable,
  type Tx,
  earlierReceipts,
  insertNewReports,
  rowsOf,
  searchRows,
} from '#libs/store';
import { v7 as uuid } from 'uuid';
import { drawCodes } from './codes.js';
import { type ToldFiling } from './filing.js';
import { ratingsOf } from './ratings.js';

/** A case of another system: its receipt, and what was done to it, earliest first. */
export interface Takeover {
  readonly externalId: string;
  readonly filing: ToldFiling;
  readonly steps: readonly Step[];
}

/**
 * What became of a case: taken; known, since it was taken before as it stands; changed, since it
 * was taken before with other content; or refused by a rule.
 */
export type TakeoverOutcome = 'taken' | 'known' | 'changed' | StepRefused;

/**
 * Takes cases over from another system, each with its history, in one statement. A case that has
 * been taken before is left alone, so that an import may be run again.
 * @param dryRun true: everything is worked out and nothing is written
 * @returns an outcome for each case, in the order given
 */
export async function takeOverStage(
  tx: Tx,
  reference: Reference,
  cases: readonly Takeover[],
  dryRun: boolean,
): Promise<readonly TakeoverOutcome[]> {
  const outcomes = await earlierOutcomes(tx, cases);
  const fresh = cases.filter((one) => !outcomes.has(one));
  const codes = dryRun
    ? new Map<string, string>()
    : await drawCodes(tx, reference, filingsOf(fresh));
  const changes = fresh.flatMap((one) => {
    const done = worked(tx, reference, one, codes.get(one.filing.id) ?? '');
    outcomes.set(one, done instanceof StepRefused ? done : 'taken');
    return done instanceof StepRefused ? [] : [{ one, before: null, done, filed: one.filing }];
  });
  if (!dryRun && changes.length > 0) {
    const ratings = changes.flatMap(({ one, done }) => ratingsOf(done.report, one.steps));
    const keys = changes.map(({ one: { filing } }) => ({
      client: filing.client,
      key_hash: filing.keyHash,
      body_hash: filing.bodyHash,
      report_id: filing.id,
      at: tx.now,
    }));
    const written = await insertNewReports(
      tx,
      changes.map(({ before, done, filed }) => ({ before, done, filed: filedOf(filed) })),
      reference.book,
      keys,
      [rowsOf(RatingEntity, ratings, 'insert'), searchRows(changes.map(searchable))],
    );
    // Somebody else took it meanwhile: two imports of one file at once.
    for (const { one } of changes) if (!written.has(one.filing.id)) outcomes.set(one, 'known');
  }
  return cases.map((one) => outcomes.get(one) ?? 'known');
}

const filingsOf = (cases: readonly Takeover[]): readonly ToldFiling[] =>
  cases.map(({ filing }) => filing);

const searchable = ({ done, filed }: { done: Performed; filed: ToldFiling }): Searchable => ({
  ...{ id: filed.id, code: done.report.code, text: filed.text, address: filed.address },
});

function filedOf({ text, lat, lon, address, form, tokenHash }: ToldFiling) {
  return { text, lat, lon, address, form, tokenHash };
}

async function earlierOutcomes(
  tx: Tx,
  cases: readonly Takeover[],
): Promise<Map<Takeover, TakeoverOutcome>> {
  const rows = await earlierReceipts(tx, filingsOf(cases));
  const bodies = new Map(rows.map(({ key, bodyHash }) => [key, bodyHash]));
  return new Map(
    cases.flatMap((one): [Takeover, TakeoverOutcome][] => {
      const body = bodies.get(`${one.filing.client} ${one.filing.keyHash}`);
      if (body === undefined) return [];
      return [[one, body === one.filing.bodyHash ? 'known' : 'changed']];
    }),
  );
}

function worked(
  tx: Tx,
  reference: Reference,
  { externalId, filing, steps }: Takeover,
  code: string,
): Performed | StepRefused {
  const { id, streamCode, categoryCode, areaCode, channel, told } = filing;
  const priority = reference.categories.get(categoryCode ?? '')?.priority ?? 'normal';
  const kinds = { streamCode, categoryCode, areaCode, priority, channel };
  const filed = { id, code, ...kinds, parentId: null, promise: told.promise };
  try {
    const told = { filed, externalId, receivedAt: filing.told.receivedAt, steps };
    return takeOver(told, { now: tx.now, book: reference.book, newId: uuid });
  } catch (error) {
    if (error instanceof StepRefused) return error;
    throw error;
  }
}
