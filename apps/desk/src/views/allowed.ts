import {
  type Actor,
  type Report,
  allowedActions,
  mayGivePerson,
  openExtension,
  openLeg,
} from '#libs/domain';
import { type Reference } from '#libs/store';

/** Whether a report is this unit person's to act on: held by a unit of theirs, or claimable. */
function isTheirs(action: string, report: Report, actor: Actor, reference: Reference): boolean {
  if (actor.role !== 'unit_staff') return true;
  if (action !== 'claim') return actor.unitCodes.includes(openLeg(report)?.unitCode ?? '');
  const network = reference.networks.get(report.networkCode ?? '');
  return actor.unitCodes.some((unit) => network?.unitCodes.includes(unit));
}

/** What else an action hangs on, where that can be seen without trying. */
function isRipe(action: string, report: Report): boolean {
  switch (action) {
    case 'grant':
    case 'deny':
      return openExtension(report) !== null;
    case 'ask_extension':
      return openExtension(report) === null;
    case 'refuse':
      return openLeg(report)?.final !== true;
    case 'resolve':
      return report.openChildren === 0;
    default:
      return true;
  }
}

/**
 * What a person may do with a report now, as it stands in an address, in the order of the table, and
 * last whether it can be given to a person.
 * It is a menu and no promise: the rules decide when the act is carried out.
 */
export function actionsFor(report: Report, actor: Actor, reference: Reference): readonly string[] {
  const acts = allowedActions(report.state, actor.role)
    .filter((action) => isTheirs(action, report, actor, reference) && isRipe(action, report))
    .map((action) => action.replaceAll('_', '-'));
  return mayGivePerson(report, actor) ? [...acts, 'person'] : acts;
}
