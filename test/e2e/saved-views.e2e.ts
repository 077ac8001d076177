import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ViewCounts,
  type ViewList,
  type ViewView,
} from '../../apps/desk/src/saved-views/saved-views.dto.js';
import {
  type Answer,
  STAFF,
  type TestDesk,
  as,
  assigned,
  fresh,
  get,
  problem,
  send,
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

const PATH = '/v1/desk/views';

const save = (
  person: string,
  name: string,
  query: object,
  more: object = {},
  id: string = randomUUID(),
): Promise<Answer<ViewView>> =>
  send<ViewView>('PUT', `${PATH}/${id}`, as(person), { name, query, ...more });

const names = async (person: string): Promise<string[]> =>
  (await get<ViewList>(person, PATH)).body.items.map(({ name }) => name);

async function counts(person: string): Promise<Record<string, number | null>> {
  const { items } = (await get<ViewList>(person, PATH)).body;
  const counted = (await get<ViewCounts>(person, `${PATH}/counts`)).body.items;
  return Object.fromEntries(
    items.map(({ id, name }) => [name, counted.find((one) => one.id === id)?.count ?? null]),
  );
}

describe('a saved view', () => {
  it('is the person’s own, changed and deleted by nobody else', async () => {
    const query = { state: ['assigned', 'in_progress'], sort: 'due_at', direction: 'asc' };
    const { body: view } = await save('op-1', 'Đang xử lý', query);
    expect(view).toMatchObject({ name: 'Đang xử lý', shared: false, person: 'op-1', query });
    expect(await names('op-1')).toEqual(['Đang xử lý']);
    expect(await names('op-2')).toEqual([]);
    const stolen = await save('op-2', 'của tôi', {}, {}, view.id);
    expect(stolen).toEqual(problem(404, 'not_found'));
    expect(await send('DELETE', `${PATH}/${view.id}`, as('admin-1'))).toEqual(
      problem(404, 'not_found'),
    );
    await save('op-1', 'Đang làm', query, {}, view.id);
    expect(await names('op-1')).toEqual(['Đang làm']);
    expect(await send('DELETE', `${PATH}/${view.id}`, as('op-1'))).toMatchObject({ status: 204 });
    expect(await names('op-1')).toEqual([]);
  });

  it('that is shared is found by everybody, and counts for each what they see', async () => {
    const [one, other] = [await fresh(), await fresh()];
    await walk(one, assigned);
    await walk(other, [['op-1', 'assign', { unit: 'vnpt' }]]);
    await fresh();
    const open = { state: 'assigned' };
    expect(await save(STAFF, 'chia sẻ', open, { shared: true })).toEqual(
      problem(403, 'role_not_allowed'),
    );
    const { body: shared } = await save('sup-1', 'Chờ nhận', open, { shared: true });
    await save('op-1', 'Tất cả', {});
    await save('op-1', 'Của Viettel', { unit: 'viettel' });
    expect(await counts('op-1')).toEqual({ 'Tất cả': 3, 'Của Viettel': 1, 'Chờ nhận': 2 });
    expect(await counts(STAFF)).toEqual({ 'Chờ nhận': 1 });
    expect(await send('DELETE', `${PATH}/${shared.id}`, as(STAFF))).toEqual(
      problem(404, 'not_found'),
    );
    expect(await send('DELETE', `${PATH}/${shared.id}`, as('op-2'))).toMatchObject({ status: 204 });
    expect(await names(STAFF)).toEqual([]);
  });

  it('is read by the rules of the list itself, each fault named', async () => {
    const wrong: readonly [object, string, string][] = [
      [{ state: ['nowhere'] }, 'invalid_request', 'query.state'],
      [{ limit: 5 }, 'invalid_request', 'query.limit'],
      [{ cursor: 'x' }, 'invalid_request', 'query.cursor'],
      [{ surplus: 1 }, 'invalid_request', 'query.surplus'],
      [{ q: '!' }, 'invalid_request', 'q'],
      [{ unit: 'nobody' }, 'unknown_reference', 'unit'],
    ];
    for (const [query, code, field] of wrong) {
      const answer = await save('op-1', 'sai', query);
      expect(answer).toEqual(problem(422, code));
      expect(answer.body).toMatchObject({ errors: [expect.objectContaining({ field })] });
    }
    expect(await save('op-1', 'sai', {}, {}, 'no-id')).toEqual(problem(422, 'invalid_request'));
  });

  it('is one of fifty at most', async () => {
    const ids = Array.from({ length: 51 }, () => randomUUID());
    const answers: number[] = [];
    for (const id of ids) answers.push((await save('op-2', 'x', {}, {}, id)).status);
    expect(answers).toEqual([...Array<number>(50).fill(200), 409]);
    expect((await save('op-2', 'y', {}, {}, ids[0])).status).toBe(200);
  });
});
