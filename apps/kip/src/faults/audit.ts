import { checkInvariants } from '#libs/pipeline';
import {
  type ReferenceCache,
  type Store,
  deadLetters,
  reportsByKey,
  routedTwice,
} from '#libs/store';
import { KEY_MARK } from './client.js';
import { type Ledger } from './ledger.js';

/** What became of the reports that were acknowledged, read from the database itself. */
export interface Audit {
  /** Acknowledged, and not stored under the code that was told. */
  readonly lost: number;
  /** Keys with more than one report, and effects that happened more than once. */
  readonly doubled: number;
  /** Broken invariants and dead letters, in words. */
  readonly violations: readonly string[];
}

const MOST_DEAD = 1_000;

/** Holds the ledger and the invariants against the database. */
export async function audit(
  { store, reference }: { readonly store: Store; readonly reference: ReferenceCache },
  ledger: Ledger,
): Promise<Audit> {
  const snapshot = await reference.get();
  return store.transaction({ role: 'owner' }, async (tx) => {
    const stored = await reportsByKey(tx, KEY_MARK);
    const codes = new Map(stored.map(({ key, code }) => [key, code]));
    const lost = ledger.read().filter(({ key, code }) => codes.get(key) !== code);
    const twice = await routedTwice(tx);
    const { violations } = await checkInvariants(tx, snapshot);
    const dead = await deadLetters(tx, MOST_DEAD);
    return {
      lost: lost.length,
      doubled: stored.filter(({ many }) => many > 1).length + twice.length,
      violations: [
        ...violations.map(({ invariant, id, what }) => `${invariant} ${id}: ${what}`),
        ...dead.map((one) => `dead letter of ${one.reportCode}: ${firstLine(one.lastError)}`),
      ],
    };
  });
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
