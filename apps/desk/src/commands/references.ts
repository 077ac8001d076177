import { Problem } from '#libs/contracts';
import { type Reference } from '#libs/store';

function unknown(field: string, message: string): Problem {
  return new Problem('unknown_reference', message, [{ field, message }]);
}

/**
 * A category of the report's own stream.
 * @throws Problem `unknown_reference` naming the field
 */
export function knownCategory(
  reference: Reference,
  streamCode: string,
  code: string,
  field: string,
): string {
  if (reference.categories.get(code)?.streamCode === streamCode) return code;
  throw unknown(field, `no category "${code}" in the stream "${streamCode}"`);
}

/**
 * A person who works for the unit or for one below it.
 * @throws Problem `unknown_reference` naming the field
 */
export function knownPerson(
  reference: Reference,
  unitCode: string,
  code: string,
  field: string,
): string {
  const own = reference.people.get(code)?.unitCode ?? null;
  if (own !== null && reference.unitsBelow(unitCode).includes(own)) return code;
  throw unknown(field, `nobody "${code}" works for the unit "${unitCode}"`);
}

/** What another report's code that leads nowhere is refused with. */
export function unknownReport(field: string, code: string): Problem {
  return unknown(field, `no report "${code}"`);
}
