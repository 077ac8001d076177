import { type Actor } from './acts.js';
import { type ActContext } from './effects/context.js';
import { heldLeg } from './effects/assignment.js';
import { type Performed, append } from './performed.js';
import { Refusal } from './refusal.js';
import { type Report, openLeg, withLeg } from './report.js';
import { type Role, type State, allowedActions } from './transitions.js';

/** Before a unit has taken a case, taking it names the person. */
const TAKEN: readonly State[] = ['in_progress', 'waiting'];
const WHO: readonly Role[] = ['operator', 'unit_staff'];

/**
 * Gives a case that a unit works on to one of its people, or to nobody in particular. It is no act of
 * the table: state and clocks stay, and the history tells of it. To whom it is given already, it is not
 * given again.
 * @param personCode somebody of the leg's unit or below it, which the caller has looked up; null: nobody
 * @throws Refusal `action_not_allowed` before it was taken and after its end, `role_not_allowed`,
 * `not_your_unit`
 */
export function givePerson(
  report: Report,
  personCode: string | null,
  context: ActContext,
): Performed {
  const { state } = report;
  const { role, unitCodes } = context.actor;
  if (!TAKEN.includes(state)) {
    throw new Refusal('action_not_allowed', {
      ...{ state, action: 'person', allowed: allowedActions(state, role) },
    });
  }
  if (!WHO.includes(role)) {
    throw new Refusal('role_not_allowed', { state, action: 'person', role, who: WHO });
  }
  const leg = heldLeg(report);
  if (role === 'unit_staff' && !unitCodes.includes(leg.unitCode)) {
    throw new Refusal('not_your_unit', { unit: leg.unitCode, units: unitCodes });
  }
  if (leg.personCode === personCode) return { report, events: [] };
  const given = withLeg(report, { ...leg, personCode });
  const data = { unit: leg.unitCode, person: personCode, before: leg.personCode };
  return append({ report: given, events: [] }, 'person', state, data, context);
}

/** Whether somebody may give a case to a person now: what `givePerson` would not refuse. */
export function mayGivePerson(report: Report, { role, unitCodes }: Actor): boolean {
  if (!TAKEN.includes(report.state) || !WHO.includes(role)) return false;
  return role !== 'unit_staff' || unitCodes.includes(openLeg(report)?.unitCode ?? '');
}
