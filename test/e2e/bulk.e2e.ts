import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BulkResult } from '../../apps/desk/src/bulk/bulk.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  type Answer,
  STAFF,
  type TestDesk,
  assigned,
  fresh,
  get,
  post,
  problem,
  startDesk,
  walk,
} from '../harness/desk.js';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);

afterAll(async () => {
  await desk.stop();
});

const bulk = (person: string, body: object): Promise<Answer<BulkResult>> =>
  post<BulkResult>(person, '/v1/desk/bulk', body);

const stateOf = async (code: string): Promise<string> =>
  (await get<CaseView>('op-1', `/v1/desk/reports/${code}`)).body.state;

describe('one command for many cases', () => {
  it('is carried out on each by itself, and says of each what became of it', async () => {
    const [one, taken, other] = [await fresh(), await fresh(), await fresh()];
    await walk(taken, assigned);
    const codes = [one, taken, other, 'PA-2026-999999'];
    const answer = await bulk('op-1', { action: 'assign', codes, body: { unit: 'vnpt' } });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        ...{ check: false, succeeded: 2, failed: 2 },
        items: [
          { code: one, ok: true, problem: null },
          { code: taken, ok: false, problem: { code: 'action_not_allowed', status: 409 } },
          { code: other, ok: true, problem: null },
          { code: 'PA-2026-999999', ok: false, problem: { code: 'not_found', status: 404 } },
        ],
      },
    });
    expect(answer.body.items[1]?.problem).toMatchObject({
      title: 'Không thực hiện được ở trạng thái hiện tại',
      remedy: expect.stringContaining('Tải lại'),
    });
    expect([await stateOf(one), await stateOf(other)]).toEqual(['assigned', 'assigned']);
    const view = await get<CaseView>('op-1', `/v1/desk/reports/${one}`);
    expect(view.body.history.at(-1)).toMatchObject({ kind: 'assign', person: 'op-1' });
  });

  it('that is only checked stores nothing, and says the same', async () => {
    const [one, other] = [await fresh(), await fresh()];
    const events = async (): Promise<unknown> =>
      (
        await desk.database.store.transaction({ role: 'worker' }, (tx) =>
          tx.query('SELECT count(*) AS n FROM events'),
        )
      )[0];
    const before = await events();
    const request = { action: 'reject', codes: [one, other], body: { reason: 'no_ground' } };
    const checked = await bulk('op-1', { ...request, check: true });
    expect(checked.body).toMatchObject({ check: true, succeeded: 2, failed: 0 });
    expect(await events()).toEqual(before);
    expect(await stateOf(one)).toBe('received');
    const refused = await bulk(STAFF, { ...request, check: true });
    expect(refused.body.items).toMatchObject([
      { problem: { code: 'not_found' } },
      { problem: { code: 'not_found' } },
    ]);
    expect((await bulk('op-1', request)).body.succeeded).toBe(2);
    expect(await stateOf(other)).toBe('rejected');
  });

  it('merges many into one, and refuses the one itself', async () => {
    const [survivor, one, other] = [await fresh(), await fresh(), await fresh()];
    const codes = [one, other];
    const merged = await bulk('op-1', { action: 'merge', codes, body: { survivor } });
    expect(merged.body).toMatchObject({ succeeded: 2 });
    expect([await stateOf(one), await stateOf(other)]).toEqual(['duplicate', 'duplicate']);
  });

  it('is refused as a whole where the request itself is wrong', async () => {
    const code = await fresh();
    const wrong: readonly [object, string][] = [
      [{ action: 'assign', codes: [code], body: {} }, 'body.unit'],
      [{ action: 'assign', codes: [code], body: { unit: 'vnpt', more: 1 } }, 'body.more'],
      [{ action: 'spam', codes: [code], body: { version: 1 } }, 'body.version'],
      [{ action: 'resolve', codes: [code], body: { text: 'x' } }, 'action'],
      [{ action: 'close', codes: [] }, 'codes'],
      [{ action: 'close', codes: [code, code] }, 'codes'],
      [{ action: 'close', codes: Array.from({ length: 201 }, (_, i) => `PA-2026-${i}`) }, 'codes'],
    ];
    for (const [body, field] of wrong) {
      const answer = await bulk('op-1', body);
      expect(answer).toEqual(problem(422, 'invalid_request'));
      expect(answer.body).toMatchObject({
        errors: expect.arrayContaining([expect.objectContaining({ field })]),
      });
    }
    const unit = { action: 'assign', codes: [code], body: { unit: 'nobody' } };
    expect((await bulk('op-1', unit)).body.items).toMatchObject([
      { ok: false, problem: { code: 'unknown_reference', errors: [{ field: 'unit' }] } },
    ]);
  });
});
