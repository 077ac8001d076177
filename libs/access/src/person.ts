import { type Actor, holds } from '#libs/domain';
import { type LiveKey, type Reference, type Scope, type SessionPerson } from '#libs/store';

/** Who works at the desk in this request: as whom they act, and what they may see. */
export interface DeskPerson {
  readonly code: string;
  readonly name: string;
  readonly actor: Actor;
  readonly scope: Scope;
}

const EVERYTHING = '*';

/** Units with everything below them; all of them where `*` is among them. */
function withBelow(units: readonly string[], reference: Reference): readonly string[] {
  if (units.includes(EVERYTHING)) return [EVERYTHING];
  return [...new Set(units.flatMap((code) => reference.unitsBelow(code)))];
}

/**
 * A person as the desk knows them. A unit's person acts for the own unit and those below it, and sees
 * their cases and what is offered to a network that one of them is in; the others see what their
 * streams, areas, units and networks allow.
 */
export function deskPerson(person: SessionPerson, reference: Reference): DeskPerson {
  const { code, name, role, streams, areas } = person;
  const contacts = holds(role, 'read_contacts');
  const own = { person: code };
  if (role !== 'unit_staff') {
    const units = withBelow(person.units, reference);
    return {
      ...{ code, name },
      actor: { role, personCode: code, unitCodes: [] },
      scope: { streams, areas, units, networks: person.networks, contacts, ...own, insider: true },
    };
  }
  const units = person.unitCode === null ? [] : reference.unitsBelow(person.unitCode);
  const networks = [...reference.networks.values()]
    .filter((network) => network.unitCodes.some((unit) => units.includes(unit)))
    .map((network) => network.code);
  return {
    ...{ code, name },
    actor: { role, personCode: code, unitCodes: units },
    scope: { streams, areas, units, networks, contacts, ...own },
  };
}

/**
 * Another system as the desk knows it: it acts as no person, sees what its key's streams, areas, units
 * and networks allow, and never who sent a report.
 */
export function keyHolder(key: LiveKey, reference: Reference): DeskPerson {
  const { id, name, streams, areas, networks } = key;
  const code = `key:${id}`;
  const units = withBelow(key.units, reference);
  return {
    ...{ code, name },
    actor: { role: 'integrator', personCode: null, unitCodes: [] },
    scope: { streams, areas, units, networks, contacts: false, person: code },
  };
}
