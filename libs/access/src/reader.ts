import { type DocumentAsked } from '#libs/contracts';
import { coversSight, holds } from '#libs/domain';
import { type PersonEntity, type Reference, type Scope } from '#libs/store';
import { deskPerson } from './person.js';

/**
 * Whether somebody may be shown a document: they may read figures, and see every report that it counts.
 * @param counted what whoever asked for the document sees
 */
export function mayReadDocument(
  person: PersonEntity,
  counted: Scope,
  { stream, unit }: Pick<DocumentAsked, 'stream' | 'unit'>,
  reference: Reference,
): boolean {
  const { scope, actor } = deskPerson(person, reference);
  const units = unit === undefined || unit === null ? null : reference.unitsBelow(unit);
  return holds(actor.role, 'read_figures') && coversSight(scope, counted, { stream, units });
}
