import { Problem } from '#libs/contracts';
import { known } from '#libs/http';
import { type AccountState, type KeyScope, type PersonEntity, type Reference } from '#libs/store';
import { type PersonBody, type ScopeBody, type StaffView } from './people.dto.js';

const EVERYTHING = ['*'];

function codesOf(
  given: readonly string[] | undefined,
  table: 'streams' | 'areas' | 'units' | 'networks',
  reference: Reference,
): readonly string[] {
  const codes = given ?? EVERYTHING;
  if (codes.includes('*')) return EVERYTHING;
  return codes.map((code) => known(reference, table, code, `scope.${table}`));
}

/**
 * How far somebody sees, or a key; what is left out is everything.
 * @throws Problem `unknown_reference` naming the field
 */
export function scopeOf(scope: ScopeBody | undefined, reference: Reference): KeyScope {
  return {
    streams: codesOf(scope?.streams, 'streams', reference),
    areas: codesOf(scope?.areas, 'areas', reference),
    units: codesOf(scope?.units, 'units', reference),
    networks: codesOf(scope?.networks, 'networks', reference),
  };
}

/**
 * A person as the body says.
 * @throws Problem `unknown_reference` naming the field; `invalid_request` where unit staff have no unit
 */
export function personOf(code: string, body: PersonBody, reference: Reference): PersonEntity {
  const { name, email, role, unit, lead, language, scope } = body;
  if (role === 'unit_staff' && unit === undefined) {
    const message = 'name the unit that the person works for';
    throw new Problem('invalid_request', `unit: ${message}`, [{ field: 'unit', message }]);
  }
  if (lead === true && role !== 'unit_staff') {
    const message = 'only unit_staff lead a unit';
    throw new Problem('invalid_request', `lead: ${message}`, [{ field: 'lead', message }]);
  }
  return {
    ...{ code, name: name.trim(), email: email.trim(), role },
    unitCode: unit === undefined ? null : known(reference, 'units', unit, 'unit'),
    ...{ lead: lead ?? false, language: language ?? 'vi', illustrative: false },
    ...scopeOf(scope, reference),
  };
}

/** A person and their account, as an administrator sees them. */
export function staffView(person: PersonEntity, account: AccountState): StaffView {
  const { code, name, email, role, unitCode, lead, language } = person;
  const { streams, areas, units, networks } = person;
  return {
    ...{ code, name, email, role, unit: unitCode, lead, language },
    scope: { streams, areas, units, networks },
    account: {
      invited: account.invited,
      password_set_at: account.passwordAt,
      factor_set_at: account.factorAt,
      shut_out_at: account.disabledAt,
      last_seen_at: account.lastSeenAt,
    },
  };
}
