import { PersonEntity } from '../entities/reference.entities.js';
import { type Tx } from '../store.js';

/** A person of the people table; null where there is none. */
export async function findPerson(tx: Tx, code: string): Promise<PersonEntity | null> {
  return tx.manager.findOneBy(PersonEntity, { code });
}

/** Whether a person can sign in, and since when not. */
export interface AccountState {
  readonly invited: boolean;
  readonly passwordAt: Date | null;
  readonly factorAt: Date | null;
  readonly disabledAt: Date | null;
  readonly lastSeenAt: Date | null;
}

/** Everybody of the people table, with their account, by code. */
export async function peopleWithAccounts(
  tx: Tx,
): Promise<readonly { readonly person: PersonEntity; readonly account: AccountState }[]> {
  const people = await tx.manager.find(PersonEntity, { order: { code: 'ASC' } });
  const rows = await tx.prepared<AccountState & { code: string }>(
    `SELECT person_code AS code, true AS invited, password_at AS "passwordAt", factor_at AS "factorAt",
       disabled_at AS "disabledAt",
       (SELECT max(seen_at) FROM sessions s WHERE s.person_code = a.person_code) AS "lastSeenAt"
     FROM accounts a`,
  );
  const states = new Map(rows.map(({ code, ...state }) => [code, state]));
  const none = {
    ...{ invited: false, passwordAt: null, factorAt: null },
    ...{ disabledAt: null, lastSeenAt: null },
  };
  return people.map((person) => ({ person, account: states.get(person.code) ?? none }));
}

/** Writes a person, new or as they are now. */
export async function savePerson(tx: Tx, person: PersonEntity): Promise<void> {
  await tx.manager.upsert(PersonEntity, person, ['code']);
}
