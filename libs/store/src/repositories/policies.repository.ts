import { isDeepStrictEqual } from 'node:util';
import { type PolicyChange, type Terms, comparePolicies } from '#libs/domain';
import { PolicyRevisionEntity } from '../entities/reference.entities.js';
import { type Reference } from '../reference.js';
import { type CheckedPolicy } from '../seed/mapping.js';
import { type Tx } from '../store.js';
import { currentCalendars } from './calendars.repository.js';
import { type RevisionPlan, type Saving, planRevision, saveRevision } from './revisions.js';

/** What saving a policy comes to, or came to. */
export interface SavedPolicy extends RevisionPlan {
  readonly changes: readonly PolicyChange[];
}

/** Somebody else saved the policy since it was read: theirs must not be lost without a word. */
export class PolicyChanged extends Error {
  constructor(
    readonly policy: string,
    readonly expected: number,
    readonly current: number,
  ) {
    super(`policy ${policy}: revision ${expected} was read, revision ${current} is current`);
    this.name = 'PolicyChanged';
  }
}

/** The policies in force, by code. */
export async function currentPolicies({ manager }: Tx): Promise<PolicyRevisionEntity[]> {
  return manager.find(PolicyRevisionEntity, { where: { current: true }, order: { code: 'ASC' } });
}

/** All revisions of a policy, the newest first; empty if there is no such policy. */
export async function policyRevisions(
  { manager }: Tx,
  code: string,
): Promise<PolicyRevisionEntity[]> {
  return manager.find(PolicyRevisionEntity, { where: { code }, order: { revision: 'DESC' } });
}

/** The codes of the calendars that a policy may count by. Calendars are never taken away. */
export async function calendarCodes(tx: Tx): Promise<ReadonlySet<string>> {
  return new Set((await currentCalendars(tx)).map(({ code }) => code));
}

/** A policy that is not saved yet, with the calendar in force that it counts by. */
export function unsavedTerms({ code, body }: CheckedPolicy, reference: Reference): Terms {
  const policy = { id: `${code}@next`, code, ...body };
  return { policy, calendar: reference.calendar(body.calendarCode) };
}

/** What saving a policy would come to; nothing is stored. */
export async function planPolicy(tx: Tx, policy: CheckedPolicy): Promise<SavedPolicy> {
  const { code, name, body } = policy;
  const [newest] = await policyRevisions(tx, code);
  const before = newest ? { name: newest.name, ...newest.body } : null;
  const changes = comparePolicies(before, { name, ...body });
  const same = newest !== undefined && isDeepStrictEqual([newest.name, newest.body], [name, body]);
  return { ...planRevision(code, newest ? { ...newest, same } : null), changes };
}

/**
 * Makes a policy current, as its next revision unless the current one says the same. It binds the
 * legs and cycles that start from now on (clock law 5).
 * @throws PolicyChanged where another revision is current than the one that was read
 * @throws Error where it counts by a calendar that does not exist, which reading it has told before
 */
export async function savePolicy(
  tx: Tx,
  policy: CheckedPolicy,
  saving: Saving,
): Promise<SavedPolicy> {
  const { code, name, body } = policy;
  if (!(await calendarCodes(tx)).has(body.calendarCode)) {
    throw new Error(`policy ${code} counts by "${body.calendarCode}": there is no such calendar`);
  }
  return saveRevision(tx, 'policy', code, saving, {
    plan: () => planPolicy(tx, policy),
    insert: (row) => tx.manager.insert(PolicyRevisionEntity, { ...row, name, body }),
    changed: (expected, current) => new PolicyChanged(code, expected, current),
  });
}
