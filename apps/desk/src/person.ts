import { type Actor } from '#libs/domain';
import { type PersonEntity, type Reference, type Scope } from '#libs/store';

/** Who works at the desk in this request: as whom they act, and what they may see. */
export interface DeskPerson {
  readonly code: string;
  readonly actor: Actor;
  readonly scope: Scope;
}

const EVERYTHING = ['*'] as const;

/** The roles that may read who sent a report: a permission of their own. */
function readsContacts(role: PersonEntity['role']): boolean {
  return role === 'operator' || role === 'admin';
}

/**
 * A person of the people table as the desk knows them. A unit's person acts for the own unit and
 * those below it, and sees their cases and what is offered to a network that one of them is in;
 * the others see every case.
 */
export function deskPerson(person: PersonEntity, reference: Reference): DeskPerson {
  const { code, role } = person;
  if (role !== 'unit_staff') {
    const contacts = readsContacts(role);
    return {
      code,
      actor: { role, personCode: code, unitCodes: [] },
      scope: { streams: EVERYTHING, units: EVERYTHING, networks: EVERYTHING, contacts },
    };
  }
  const units = person.unitCode === null ? [] : reference.unitsBelow(person.unitCode);
  const networks = [...reference.networks.values()]
    .filter((network) => network.unitCodes.some((unit) => units.includes(unit)))
    .map((network) => network.code);
  return {
    code,
    actor: { role, personCode: code, unitCodes: units },
    scope: { streams: EVERYTHING, units, networks, contacts: false },
  };
}
