import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setClock } from '#libs/store';
import {
  type MentionPage,
  type MentionView,
  type NotePage,
  type NoteView,
} from '../../apps/desk/src/notes/notes.dto.js';
import {
  type Answer,
  STAFF,
  type TestDesk,
  assigned,
  command,
  fresh,
  get,
  post,
  problem,
  startDesk,
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

const note = (
  person: string,
  code: string,
  text: string,
  more: object = {},
): Promise<Answer<NoteView>> => command<NoteView>(person, code, 'notes', { text, ...more });

async function read(person: string, code: string): Promise<string[]> {
  const answer = await get<NotePage>(person, `/v1/desk/reports/${code}/notes`);
  expect(answer.status).toBe(200);
  return answer.body.items.map(({ text }) => text);
}

describe('notes on a case', () => {
  it('are seen by the desk, and by the unit where they are for units', async () => {
    const code = await fresh();
    await walk(code, working);
    expect(await note('op-1', code, 'người gọi rất bức xúc')).toMatchObject({
      status: 201,
      body: { author: 'op-1', for_units: false, at: '2026-03-02T02:00:00.000Z' },
    });
    await note('op-1', code, 'nhờ đơn vị xem kỹ', { for_units: true });
    expect((await note(STAFF, code, 'đã cử người')).body).toMatchObject({ for_units: true });
    expect(await read('sup-1', code)).toEqual([
      'đã cử người',
      'nhờ đơn vị xem kỹ',
      'người gọi rất bức xúc',
    ]);
    expect(await read(STAFF, code)).toEqual(['đã cử người', 'nhờ đơn vị xem kỹ']);
    expect(await note(STAFF, code, 'riêng', { for_units: false })).toEqual(
      problem(422, 'invalid_request'),
    );
    await walk(code, [['op-1', 'transfer', { unit: 'vnpt', reason: 'nhầm' }]]);
    await setClock(desk.database.store, new Date('2026-03-02T03:00:00Z'));
    await note('op-1', code, 'chỉ còn việc của VNPT', { for_units: true });
    // Enterprises may be competitors: each reads its own notes, and the desk's while the case was not given away.
    expect(await read('staff-vnpt', code)).toEqual(['chỉ còn việc của VNPT', 'nhờ đơn vị xem kỹ']);
    expect(await read(STAFF, code)).toEqual(['đã cử người', 'nhờ đơn vị xem kỹ']);
  });

  it('are nobody’s who only sees an offer, nor anybody’s out of sight', async () => {
    const code = await fresh();
    await walk(code, [['op-1', 'offer', { network: 'telecom' }]]);
    await note('op-1', code, 'cho đơn vị', { for_units: true });
    expect(await read(STAFF, code)).toEqual([]);
    expect(await note(STAFF, code, 'xin nhận')).toEqual(problem(403, 'not_your_unit'));
    const path = `/v1/desk/reports/${code}/notes`;
    expect(await get('staff-hepco', path)).toEqual(problem(404, 'not_found'));
    expect(await note('staff-hepco', code, 'x')).toEqual(problem(404, 'not_found'));
  });

  it('come in pages, latest first', async () => {
    const code = await fresh();
    for (const text of ['1', '2', '3']) await note('op-1', code, text);
    const path = `/v1/desk/reports/${code}/notes?limit=2`;
    const first = await get<NotePage>('op-1', path);
    expect(first.body.items.map(({ text }) => text)).toEqual(['3', '2']);
    const second = await get<NotePage>('op-1', `${path}&cursor=${first.body.next ?? ''}`);
    expect(second.body).toMatchObject({ items: [{ text: '1' }], next: null });
    expect(await get('op-1', `${path}&cursor=W10`)).toEqual(problem(422, 'bad_cursor'));
  });

  it('are no part of the history, nor of the report', async () => {
    const code = await fresh();
    await note('op-1', code, 'chỉ nội bộ');
    const view = await get<{ version: number }>('op-1', `/v1/desk/reports/${code}`);
    expect(view.body.version).toBe(1);
    expect(JSON.stringify(view.body)).not.toContain('chỉ nội bộ');
  });

  it('are shut to intake and workers in the database itself', async () => {
    for (const role of ['worker', 'intake'] as const) {
      const reading = desk.database.store.transaction({ role }, (tx) =>
        tx.query('SELECT text FROM notes'),
      );
      await expect(reading).rejects.toThrow(/permission denied/);
    }
  });
});

describe('a mention', () => {
  const mine = async (person: string, query = ''): Promise<MentionPage> =>
    (await get<MentionPage>(person, `/v1/desk/mentions${query}`)).body;

  it('is listed for whom it names, unread first, until it is read', async () => {
    const code = await fresh();
    await walk(code, assigned);
    await note('op-1', code, 'nhờ @sup-1 và @staff-viettel xem', { for_units: true });
    await note('op-1', code, '@sup-1 xem lại');
    const [last, first] = (await mine('sup-1')).items;
    expect(first).toMatchObject({ report: code, author: 'op-1', read_at: null });
    const read = await post<MentionView>('sup-1', `/v1/desk/mentions/${last?.id ?? ''}/read`);
    expect(read.body.read_at).not.toBeNull();
    const now = await mine('sup-1', '?limit=1');
    expect(now.items).toEqual([first]);
    const rest = await mine('sup-1', `?limit=1&cursor=${now.next ?? ''}`);
    expect(rest).toMatchObject({ items: [{ id: last?.id }], next: null });
    expect((await mine(STAFF)).items).toMatchObject([{ report: code }]);
    const others = await post('op-2', `/v1/desk/mentions/${first?.id ?? ''}/read`);
    expect(others).toEqual(problem(404, 'not_found'));
    expect((await mine('op-2')).items).toEqual([]);
  });

  it('of somebody who would not see the note is refused, and nothing is kept', async () => {
    const code = await fresh();
    await walk(code, assigned);
    const refusedFor = async (text: string, more = {}): Promise<string> => {
      const answer = await command<{ detail: string }>('op-1', code, 'notes', { text, ...more });
      expect(answer).toEqual(problem(422, 'mention_out_of_sight'));
      return answer.body.detail;
    };
    expect(await refusedFor('@staff-vnpt và @op-2', { for_units: true })).toBe('@staff-vnpt');
    // Without being for units, the holding unit's own people do not see it either.
    expect(await refusedFor('@staff-viettel')).toBe('@staff-viettel');
    expect(await refusedFor('@nobody-here')).toBe('@nobody-here');
    expect(await read('op-1', code)).toEqual([]);
  });
});
