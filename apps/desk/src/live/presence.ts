import { type DeskPerson } from '#libs/access';
import { type Presence, type Reference } from '#libs/store';
import { type LookingView } from './live.dto.js';

/**
 * Who else has a case open, as far as it concerns the person: a unit learns of the desk and of its own
 * people, and not of those of another unit that held the case before.
 */
export function othersLooking(
  { code, actor }: DeskPerson,
  report: string,
  all: readonly Presence[],
  reference: Reference,
): readonly LookingView[] {
  return all.flatMap(({ reportCode, person }) => {
    const found = reference.people.get(person);
    if (!found || reportCode !== report || person === code) return [];
    const ofUnit = found.role === 'unit_staff' ? (found.unitCode ?? '') : null;
    const hidden =
      actor.role === 'unit_staff' && ofUnit !== null && !actor.unitCodes.includes(ofUnit);
    return hidden ? [] : [{ code: person, name: found.name }];
  });
}
