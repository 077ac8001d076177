import { since } from './client.js';
import { type Fault } from './fault.js';

/** So few that any machine can send more. */
const CAP = 50;
const SHED: readonly number[] = [429, 503];
/** 409: words that raced, and lost. */
const TAKEN: readonly number[] = [200, 201, 409];

/** More is sent than the intake may take. */
export const overload: Fault = {
  name: 'overload',
  what: 'an intake that may take 50 requests a second is sent all that its clients can send',
  inflict: async (world, { reports }) => {
    const before = world.client.statuses;
    await world.intake.run({
      ...world.usual,
      env: { KIP_MAX_REQUESTS_PER_SECOND: String(CAP) },
    });
    await world.client.file(reports);
    await world.intake.run(world.usual);
    const came = since(before, world.client.statuses);
    const shed = came
      .filter(({ status }) => SHED.includes(status))
      .reduce((sum, { many }) => sum + many, 0);
    const violations = came
      .filter(({ status }) => ![...SHED, ...TAKEN].includes(status))
      .map(({ status, many }) => `${many} answers of ${status}`);
    if (shed === 0) violations.push('nothing was shed');
    return { kills: 0, times: shed, violations };
  },
};
