import { type DeskPerson } from '#libs/access';
import { type CommandBody } from '#libs/dto';
import { transitionFor } from '#libs/domain';
import { type CaseWork } from '../desk-work.js';
import { COMMANDS } from './commands.js';
import { type DeskAction, carryOut, checkSeen } from './desk-act.js';

/**
 * What a command does to a case, whether it is asked of one or of many. It throws what `carryOut` and
 * the rules throw, and `conflict` where another version was seen.
 * @param body of the class that the command reads, and validated
 */
export function commandWork(
  action: DeskAction,
  person: DeskPerson,
  body: CommandBody,
): CaseWork<void> {
  return async (tx, reference, report) => {
    checkSeen(report, body);
    // The table first: where it says no, nobody is asked to mend a field.
    transitionFor(report.state, action, person.actor.role);
    const act = COMMANDS[action].act(body, { reference, person, report });
    await carryOut(tx, reference, person, report.code, act);
  };
}
