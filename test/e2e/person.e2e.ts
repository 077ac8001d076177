import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkInvariants } from '#libs/pipeline';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  STAFF,
  type TestDesk,
  assigned,
  command,
  fresh,
  get,
  problem,
  startDesk,
  waiting,
  walk,
  working,
} from '../harness/desk.js';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);

afterAll(async () => {
  await desk.stop();
});

describe('a case within its unit', () => {
  it('is given to one of its people, and the history and kip check agree', async () => {
    const code = await fresh();
    await walk(code, [...working]);
    const nobody = await command('op-1', code, 'person', { person: null });
    expect(nobody).toMatchObject({ status: 200, body: { legs: [{ person: null }] } });
    const given = await command(STAFF, code, 'person', { person: STAFF });
    expect(given.body.history.at(-1)).toMatchObject({
      ...{ kind: 'person', from: 'in_progress', to: 'in_progress', person: STAFF },
      data: { unit: 'viettel', person: STAFF, before: null },
    });
    const again = await command(STAFF, code, 'person', { person: STAFF });
    expect(again.body.version).toBe(given.body.version);
    const paused = await fresh();
    await walk(paused, waiting);
    expect(await command('op-1', paused, 'person', { person: null })).toMatchObject({
      status: 200,
    });
    await walk(code, [[STAFF, 'resolve', { text: 'xong' }]]);
    const { store, reference } = desk.database;
    const rules = await reference.get();
    const { violations } = await store.transaction({ role: 'owner' }, (tx) =>
      checkInvariants(tx, rules),
    );
    expect(violations).toEqual([]);
  });

  it('is given to nobody of another unit, by nobody of another unit, and not before it is taken', async () => {
    const code = await fresh();
    await walk(code, assigned);
    const mays = async (who: string): Promise<boolean> =>
      (await get<CaseView>(who, `/v1/desk/reports/${code}`)).body.allowed_actions.includes(
        'person',
      );
    expect(await mays(STAFF)).toBe(false);
    const person = { person: STAFF };
    expect(await command(STAFF, code, 'person', person)).toEqual(
      problem(409, 'action_not_allowed'),
    );
    await walk(code, [[STAFF, 'take']]);
    expect([await mays(STAFF), await mays('op-1'), await mays('sup-1')]).toEqual([
      true,
      true,
      false,
    ]);
    const stranger = { person: 'staff-vnpt' };
    expect(await command('op-1', code, 'person', stranger)).toEqual(
      problem(422, 'unknown_reference'),
    );
    expect(await command('sup-1', code, 'person', person)).toEqual(
      problem(403, 'role_not_allowed'),
    );
    expect(await command('staff-vnpt', code, 'person', person)).toEqual(problem(404, 'not_found'));
    expect(await command('op-1', code, 'person', {})).toEqual(problem(422, 'invalid_request'));
    const seen = { person: null, version: 1 };
    expect(await command('op-1', code, 'person', seen)).toEqual(problem(409, 'conflict'));
    const view = await get<CaseView>('op-1', `/v1/desk/reports/${code}`);
    expect(view.body.legs).toMatchObject([{ person: STAFF }]);
  });
});
