import { type Tx } from '../store.js';

// What is edited by revisions that never change (clock law 5) is saved in one way: calendars, policies.

/** What saving comes to, or came to. */
export interface RevisionPlan {
  readonly code: string;
  readonly result: 'added' | 'changed' | 'same';
  /** The revision that is then current, and the one before it; 0: there was none. */
  readonly revision: number;
  readonly before: number;
}

/** Who saves, and what that person has read. */
export interface Saving {
  /** The person at the desk; null: the command line or a seed. */
  readonly by: string | null;
  /** The revision that was read, 0 for none; null: whatever is there is replaced. */
  readonly expected: number | null;
}

/** The columns that every table of revisions has. */
interface RevisionRow {
  id: string;
  code: string;
  revision: number;
  current: boolean;
  savedAt: Date | null;
  savedBy: string | null;
}

/** @param newest the newest revision, if there is one, and whether it says what is to be saved */
export function planRevision(
  code: string,
  newest: { readonly revision: number; readonly same: boolean } | null,
): RevisionPlan {
  const before = newest?.revision ?? 0;
  if (newest?.same) return { code, result: 'same', revision: before, before };
  return { code, result: newest ? 'changed' : 'added', revision: before + 1, before };
}

/** How one kind of thing is saved. */
interface Steps<Plan extends RevisionPlan> {
  readonly plan: () => Promise<Plan>;
  readonly insert: (row: RevisionRow) => Promise<unknown>;
  /** What is thrown where another revision is current than the one that was read. */
  readonly changed: (expected: number, current: number) => Error;
}

/**
 * Makes something current: as it is if the current revision says the same, else as the next one.
 * Older revisions stay, for the clocks that run on them.
 * @throws what `changed` makes, where another revision is current than `expected`
 */
export async function saveRevision<Plan extends RevisionPlan>(
  tx: Tx,
  what: 'calendar' | 'policy',
  code: string,
  { by, expected }: Saving,
  { plan, insert, changed }: Steps<Plan>,
): Promise<Plan> {
  // Two that save at the same time do so one after the other, also where there is no row to lock.
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${what} ${code}`]);
  const planned = await plan();
  const { result, revision, before } = planned;
  if (expected !== null && expected !== before) throw changed(expected, before);
  if (result === 'same') return planned;
  await tx.query(`UPDATE ${what}_revisions SET current = false WHERE code = $1 AND current`, [
    code,
  ]);
  const id = `${code}@${revision}`;
  await insert({ id, code, revision, current: true, savedAt: tx.now, savedBy: by });
  return planned;
}
