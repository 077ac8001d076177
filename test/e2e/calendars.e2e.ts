import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type WrittenCalendar, checkCalendarData, saveCalendar } from '#libs/store';
import {
  type CalendarChecked,
  type CalendarList,
  type CalendarSaved,
  type CalendarView,
} from '../../apps/desk/src/calendars/calendars.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  type Answer,
  type ProblemBody,
  type TestDesk,
  as,
  command,
  fresh,
  get,
  problem,
  send,
  startDesk,
} from '../harness/desk.js';

const ADDRESS = '/v1/desk/calendars/hue-office';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);
afterAll(async () => {
  await desk.stop();
});

async function read(): Promise<CalendarView> {
  const answer = await get<CalendarView>('op-1', ADDRESS);
  expect(answer.status).toBe(200);
  return answer.body;
}

const put = <Body = CalendarSaved>(
  person: string,
  body: object,
  headers: Record<string, string> = {},
  address = ADDRESS,
): Promise<Answer<Body>> => send<Body>('PUT', address, { ...as(person), ...headers }, body);

/** Assigned on Monday 2 March 2026, so that the promise is Huế's "+7 working days". */
async function assigned(): Promise<CaseView> {
  const code = await fresh();
  const answer = await command('op-1', code, 'assign', { unit: 'viettel' });
  expect(answer.status).toBe(200);
  return answer.body;
}

async function revisionsOf(code: string): Promise<string[]> {
  const rows = await desk.database.store.transaction({ role: 'owner' }, (tx) =>
    tx.query<{ calendar: string }>(
      `SELECT x.calendar_revision AS calendar FROM reports r,
         LATERAL (SELECT calendar_revision FROM cycles WHERE report_id = r.id UNION ALL
           SELECT calendar_revision FROM legs WHERE report_id = r.id) x WHERE r.code = $1`,
      [code],
    ),
  );
  return rows.map((row) => row.calendar);
}

/** 9 March off as well: a day within the seven working days that begin on 2 March. */
function withMonday(written: WrittenCalendar): WrittenCalendar {
  const day = { date: '2026-03-09', name: { vi: 'Nghỉ thử', en: 'A day off' } };
  return { ...written, holidays: [...written.holidays, day] };
}

describe('calendars at the desk', () => {
  it('are listed and read by everybody, with their revisions', async () => {
    const list = await get<CalendarList>('staff-viettel', '/v1/desk/calendars');
    expect(list.body.items.map(({ code, current }) => [code, current.revision])).toEqual([
      ['always', 1],
      ['hue-office', 1],
    ]);
    const one = await read();
    expect(one.calendar.name.vi).toBe('Giờ hành chính Huế');
    expect(one.revisions).toMatchObject([{ revision: 1, current: true, saved_by: null }]);
    expect(await get('op-1', '/v1/desk/calendars/hue')).toEqual(problem(404, 'not_found'));
  });

  it('are checked without being stored: problems with their fields, or what would change', async () => {
    const { calendar: written } = await read();
    const check = (body: object): Promise<Answer<CalendarChecked>> =>
      send<CalendarChecked>('POST', `${ADDRESS}/check`, as('op-1'), body);
    const same = await check(written);
    expect(same).toMatchObject({
      status: 200,
      body: { problems: [], would: { result: 'same', changes: [], effects: [] } },
    });
    const wrong = { ...written, zone: 'Hue', holidays: [...written.holidays, written.holidays[0]] };
    const refused = await check(wrong);
    expect(refused.body.would).toBeNull();
    expect(refused.body.problems).toMatchObject([
      { field: 'zone', message: { vi: expect.stringContaining('không có múi giờ "Hue"') } },
      { field: `holidays.${written.holidays.length}.date` },
    ]);
    const other = await check({ ...written, code: 'hue', colour: 'red' });
    expect(other.body.problems).toMatchObject([{ field: 'colour' }]);
    expect((await check({ ...written, code: 'hue' })).body.problems).toMatchObject([
      { field: 'code' },
    ]);
    expect((await check([])).body.problems).toHaveLength(1);
    const changing = await check(withMonday(written));
    expect(changing.body.would).toMatchObject({
      result: 'changed',
      before: 1,
      revision: 2,
      changes: [{ kind: 'day_added', text: { vi: 'thêm ngày nghỉ 09/03/2026 "Nghỉ thử"' } }],
      effects: [{ year: 2026, days: 1, first: '2026-03-09', minutes_before: 119_520 }],
    });
    expect((await read()).revision).toBe(1);
  });

  it('are saved by administrators, who have read what they replace; open cases keep theirs', async () => {
    const before = await assigned();
    const { calendar: written } = await read();
    const next = withMonday(written);
    expect(await put('op-1', next, { 'If-Match': '"1"' })).toEqual(
      problem(403, 'role_not_allowed'),
    );
    const blind = await put<ProblemBody>('admin-1', next);
    expect(blind).toEqual(problem(422, 'invalid_request'));
    expect(blind.body.detail).toContain('If-Match');
    const wrong = await put<ProblemBody>(
      'admin-1',
      { ...next, worked_days: [{ ...next.holidays[0] }] },
      { 'If-Match': '"1"' },
    );
    expect(wrong).toEqual(problem(422, 'calendar_invalid'));
    expect(wrong.body.errors?.map(({ field }) => field)).toEqual(['worked_days.0.date']);

    const saved = await put('admin-1', next, { 'If-Match': '"1"' });
    expect(saved).toMatchObject({ status: 200, body: { result: 'changed', revision: 2 } });
    expect((await read()).revisions).toMatchObject([
      { revision: 2, current: true, saved_by: 'admin-1', saved_at: expect.any(String) },
      { revision: 1, current: false },
    ]);
    // The same reading once more: what the other has saved is not lost.
    const late = await put<ProblemBody>('admin-2', written, { 'If-Match': '"1"' });
    expect(late).toEqual(problem(412, 'calendar_changed'));
    const again = await put('admin-2', next, { 'If-Match': '"2"' });
    expect(again).toMatchObject({ status: 200, body: { result: 'same', revision: 2 } });

    // A case that comes now follows the new revision; the open one keeps its promise.
    const after = await assigned();
    expect(await revisionsOf(before.code)).toEqual(['hue-office@1', 'hue-office@1']);
    expect(await revisionsOf(after.code)).toEqual(['hue-office@2', 'hue-office@2']);
    const kept = await get<CaseView>('op-1', `/v1/desk/reports/${before.code}`);
    expect(kept.body).toEqual(before);
    expect(JSON.stringify(before)).toContain('2026-03-11T10:00:00.000Z');
    expect(JSON.stringify(after)).toContain('2026-03-12T10:00:00.000Z');
    expect(JSON.stringify(after)).not.toContain('2026-03-11T10:00:00.000Z');
  });

  it('are saved once where two save at the same time', async () => {
    const { calendar: written } = await read();
    const body = { ...written, code: 'new' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        put(
          i % 2 === 0 ? 'admin-1' : 'admin-2',
          { ...body, name: { vi: `Lịch ${i}`, en: `Calendar ${i}` } },
          { 'If-Match': '"0"' },
          '/v1/desk/calendars/new',
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('are never changed by anybody, nor saved past their rights', async () => {
    const run = (role: 'owner' | 'worker', sql: string): Promise<unknown> =>
      desk.database.store.transaction({ role }, (tx) => tx.query(sql));
    await expect(run('owner', `UPDATE calendar_revisions SET body = '{}'`)).rejects.toThrow(
      /stays as it is; save another one/,
    );
    await expect(run('worker', `UPDATE calendar_revisions SET current = false`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('reach a process whose snapshot is older than a revision that a clock runs on', async () => {
    const { reference } = desk.database;
    const old = await reference.get();
    const { calendar: written, revision } = await read();
    const body = { ...written, name: { vi: 'Tên khác', en: 'Another name' } };
    // As another process would: this one's cache is not told.
    const [checked] = checkCalendarData(body).calendars;
    if (!checked) throw new Error('the calendar is fine');
    await desk.database.store.transaction({ role: 'owner' }, (tx) =>
      saveCalendar(tx, checked, { by: null, expected: revision }),
    );
    const id = `hue-office@${revision + 1}`;
    expect(await reference.get()).toBe(old);
    expect(() => old.book.terms('hue-7d@1', id)).toThrow(/there is no calendar revision/);
    const anew = await reference.get();
    expect(anew.book.terms('hue-7d@1', id).calendar.revision.id).toBe(id);
  });
});
