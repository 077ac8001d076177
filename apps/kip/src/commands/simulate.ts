import path from 'node:path';
import { type Dimension, Problem } from '#libs/contracts';
import { type FiguresBody, FiguresQuery } from '#libs/dto';
import { type OtherTerms, underPolicy } from '#libs/domain';
import { answerFigures } from '#libs/figures';
import {
  type CheckedPolicy,
  type ReferenceCache,
  type Store,
  calendarCodes,
  migrateDatabase,
  readPolicyFile,
  savePolicy,
} from '#libs/store';
import { type ReplayPlace, openReplay } from '../installation.js';
import { copyReference, copyReports } from '../simulate/copy.js';
import { type Grouping, type Rates, type Simulated } from '../simulate/simulated.js';
import { answer, answerJson, progress, tell, withInstallation } from './frame.js';
import { simulatedText } from './simulate-text.js';
import {
  BY_COMMAND,
  type WrittenOptions,
  readText,
  refuse,
  requireTables,
} from './written-file.js';

export interface SimulateOptions extends WrittenOptions {
  readonly policy: string;
  /** Local dates of the receipts, both included. */
  readonly from: string;
  readonly to: string;
}

/** Days of any zone begin and end within so much of UTC's. */
const DAY_MS = 86_400_000;
const GROUPINGS: Readonly<Record<Grouping, Dimension | null>> = {
  total: null,
  by_unit: 'unit',
  by_category: 'category',
};

interface Place {
  readonly store: Store;
  readonly reference: ReferenceCache;
}

/** The figures of reports as a whole and by category, and of legs by unit, as of an instant. */
async function ratesOf(place: Place, { from, to }: SimulateOptions, asOf: Date): Promise<Rates> {
  const reference = await place.reference.get();
  const ask = (grouping: Grouping): Promise<FiguresBody> => {
    const by = GROUPINGS[grouping];
    const query = Object.assign(new FiguresQuery(), {
      ...{ from, to, as_of: asOf.toISOString(), cohort: 'received' },
      ...{ of: by === 'unit' ? 'legs' : 'reports', ...(by && { group_by: [by] }) },
    });
    return place.store.transaction({ role: 'worker' }, (tx) => answerFigures(tx, reference, query));
  };
  return {
    total: await ask('total'),
    by_unit: await ask('by_unit'),
    by_category: await ask('by_category'),
  };
}

/** The first of several terms that are meant for a clock. */
function firstOf(all: readonly OtherTerms[]): OtherTerms {
  return (terms) => {
    for (const one of all) {
      const other = one(terms);
      if (other) return other;
    }
    return null;
  };
}

/** Makes the policies current in the copy; gives the terms that clocks of theirs would run under. */
async function adopt(
  copy: Place,
  policies: readonly CheckedPolicy[],
): Promise<{ readonly ids: readonly string[]; readonly other: OtherTerms }> {
  const saved = await copy.store.transaction({ role: 'owner' }, async (tx) => {
    const all = [];
    for (const one of policies) all.push(await savePolicy(tx, one, BY_COMMAND));
    return all;
  });
  copy.reference.forget();
  const reference = await copy.reference.get();
  const ids = saved.map(({ code, revision }) => `${code}@${revision}`);
  const terms = policies.map(({ body }, index) => {
    const { revision } = reference.calendar(body.calendarCode);
    return reference.book.terms(ids[index] ?? '', revision.id);
  });
  return { ids, other: firstOf(terms.map(underPolicy)) };
}

/** Works everything out on a copy, which is dropped whatever happens. */
async function onCopy(
  source: Place,
  copy: ReplayPlace,
  policies: readonly CheckedPolicy[],
  options: SimulateOptions,
): Promise<Simulated> {
  const { from, to } = options;
  try {
    const asOf = await source.store.transaction({ role: 'worker' }, async (tx) => tx.now);
    await migrateDatabase(copy.store, 'simulated', asOf);
    await copyReference(source.store, copy.store);
    const { ids, other } = await adopt(copy, policies);
    const span = {
      from: new Date(Date.parse(from) - DAY_MS),
      to: new Date(Date.parse(to) + 2 * DAY_MS),
    };
    const reference = await copy.reference.get();
    const told = progress('reports copied:');
    const copied = await copyReports(
      source.store,
      copy.store,
      reference,
      { span, other, asOf },
      told,
    );
    const was = await ratesOf(source, options, asOf);
    const would_be = await ratesOf(copy, options, asOf);
    return { policies: ids, from, to, as_of: asOf, copied, was, would_be };
  } finally {
    await copy.drop();
    await copy.close();
  }
}

/**
 * `kip simulate`: what the rates of a span would have been under other policies, had everybody done what
 * they did at the same instants; worked out on a copy in a simulated database, which is dropped.
 * Exit code 1 where the file was refused.
 */
export async function simulate(options: SimulateOptions): Promise<number> {
  const { from, to } = options;
  if (to < from) {
    throw new Problem('invalid_request', `--to ${to} is before --from ${from}; exchange them`);
  }
  const text = readText(options.policy);
  return withInstallation(options, async (source, config) => {
    await requireTables(source.store);
    const calendars = await source.store.transaction({ role: 'worker' }, calendarCodes);
    const file = path.basename(options.policy);
    const { policies, problems } = readPolicyFile(text, file, calendars);
    if (problems.length > 0) return refuse(options.policy, problems, options);
    const copy = await openReplay({ config, demo: options.demo ?? false, notice: tell });
    const result = await onCopy(source, copy, policies, options);
    if (options.json) answerJson(result);
    else answer(simulatedText(result, options.lang));
    return 0;
  });
}
