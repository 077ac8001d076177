import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setClock } from '#libs/store';
import { deadlinesTick } from '../../apps/deadlines/src/deadlines.work.js';
import {
  type CalendarCorrectionList,
  type CalendarCorrectionView,
} from '../../apps/desk/src/calendars/calendar-corrections.dto.js';
import { type CalendarView } from '../../apps/desk/src/calendars/calendars.dto.js';
import { type PreviewPageView } from '../../apps/desk/src/previews/preview.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  type TestDesk,
  as,
  assigned,
  command,
  fresh,
  get,
  problem,
  resolved,
  send,
  startDesk,
  walk,
} from '../harness/desk.js';

const ADDRESS = '/v1/desk/calendars/hue-office';
const CORRECTIONS = `${ADDRESS}/corrections`;
const TOLD = '2026-03-11T10:00:00.000Z';
const RIGHT = '2026-03-12T10:00:00.000Z';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);
afterAll(async () => {
  await desk.stop();
});

const tick = (): Promise<void> => deadlinesTick(desk.database.store, desk.database.reference)();

const post = (person: string, path: string, body: object = {}) =>
  send<CalendarCorrectionView>('POST', path, as(person), body);

const corrections = async (): Promise<CalendarCorrectionList> =>
  (await get<CalendarCorrectionList>('op-1', CORRECTIONS)).body;

const caseOf = async (code: string): Promise<CaseView> =>
  (await get<CaseView>('op-1', `/v1/desk/reports/${code}`)).body;

/** Filed and assigned on Monday 2 March 2026: Huế's +7 working days end on Wednesday the 11th. */
async function walked(steps: typeof assigned): Promise<string> {
  const code = await fresh();
  await walk(code, steps);
  return code;
}

/** Monday the 9th should have been off: what the calendar in force does not say. */
async function withStorm(): Promise<object> {
  const { body } = await get<CalendarView>('op-1', ADDRESS);
  const day = { date: '2026-03-09', name: { vi: 'Nghỉ bão', en: 'Storm' } };
  return { ...body.calendar, holidays: [...body.calendar.holidays, day] };
}

describe('a calendar that was wrong', () => {
  let open: string;
  let other: string;
  let done: string;

  it('shows, before and after it is saved, which dues open cases would have', async () => {
    open = await walked(assigned);
    other = await walked([['op-1', 'assign', { unit: 'vnpt' }]]);
    done = await walked(resolved);
    const next = await withStorm();
    const before = await send<PreviewPageView>('POST', `${ADDRESS}/preview`, as('op-1'), next);
    expect(before).toMatchObject({ status: 200, body: { reports: 2, next: null } });
    const seen = before.body.clocks.map(({ code, clock, how, due_before, due_after }) =>
      [code, clock, how, due_before, due_after].join(' '),
    );
    expect(seen).toEqual([
      `${open} promise moves ${TOLD} ${RIGHT}`,
      expect.stringMatching(`^${open} answer `),
      `${open} leg moves ${TOLD} ${RIGHT}`,
      `${other} promise moves ${TOLD} ${RIGHT}`,
      expect.stringMatching(`^${other} answer `),
      `${other} leg moves ${TOLD} ${RIGHT}`,
    ]);
    // A unit sees its own cases alone.
    const own = await send<PreviewPageView>(
      'POST',
      `${ADDRESS}/preview`,
      as('staff-viettel'),
      next,
    );
    expect(new Set(own.body.clocks.map(({ code }) => code))).toEqual(new Set([open]));
    const wrong = await send('POST', `${ADDRESS}/preview`, as('op-1'), { ...next, zone: 'Hue' });
    expect(wrong).toEqual(problem(422, 'calendar_invalid'));

    const nothing = await get<PreviewPageView>('op-1', `${CORRECTIONS}/preview`);
    expect(nothing.body).toEqual({ reports: 2, clocks: [], next: null });
    const headers = { ...as('admin-1'), 'If-Match': '"1"' };
    expect((await send('PUT', ADDRESS, headers, next)).status).toBe(200);
    const first = await get<PreviewPageView>('op-1', `${CORRECTIONS}/preview?limit=1`);
    expect(first.body).toMatchObject({ reports: 1, next: expect.any(String) });
    const second = await get<PreviewPageView>(
      'op-1',
      `${CORRECTIONS}/preview?limit=200&after=${first.body.next}`,
    );
    expect([...first.body.clocks, ...second.body.clocks]).toEqual(before.body.clocks);
    expect(await get('op-1', `${CORRECTIONS}/preview?after=no-id`)).toEqual(
      problem(422, 'invalid_request'),
    );
    expect(await get('op-1', '/v1/desk/calendars/hue/corrections/preview')).toEqual(
      problem(404, 'not_found'),
    );
  });

  it('is put right by two administrators, and by nobody else', async () => {
    const reason = 'Thiếu ngày nghỉ bão 09/03/2026';
    expect(await post('op-1', CORRECTIONS, { reason })).toEqual(problem(403, 'role_not_allowed'));
    expect(await post('admin-1', CORRECTIONS, { reason: ' ' })).toEqual(
      problem(422, 'reason_needed'),
    );
    const asked = await post('admin-1', CORRECTIONS, { reason });
    expect(asked).toMatchObject({
      status: 202,
      body: { revision: 'hue-office@2', asked_by: 'admin-1', confirmed_by: null, done_at: null },
    });
    const confirm = `${CORRECTIONS}/${asked.body.id}/confirm`;
    expect(await post('admin-1', confirm)).toEqual(problem(403, 'same_person'));
    expect(await post('op-1', confirm)).toEqual(problem(403, 'role_not_allowed'));
    expect(await post('admin-2', `${CORRECTIONS}/no-such/confirm`)).toEqual(
      problem(404, 'not_found'),
    );
    await tick();
    expect((await corrections()).items).toMatchObject([{ moved: 0, kept: 0, done_at: null }]);
    expect(await post('admin-2', confirm)).toMatchObject({
      status: 200,
      body: { confirmed_by: 'admin-2' },
    });
    expect(await post('admin-2', confirm)).toEqual(problem(409, 'conflict'));
  });

  it('is carried out by the worker as an act on each open case, once', async () => {
    const ended = await caseOf(done);
    await tick();
    expect((await corrections()).items).toMatchObject([
      { moved: 2, kept: 0, done_at: expect.any(String) },
    ]);
    for (const code of [open, other]) {
      const text = JSON.stringify(await caseOf(code));
      expect(text).toContain(RIGHT);
      expect(text).toContain('Thiếu ngày nghỉ bão 09/03/2026');
    }
    expect(await caseOf(done)).toEqual(ended);
    const clock = await get<{ text: { en: string } }>('op-1', `/v1/desk/reports/${open}/clock`);
    expect(JSON.stringify(clock.body)).toContain('hue-office@2');
    expect(JSON.stringify(clock.body)).toContain('Nghỉ bão');

    const before = await caseOf(open);
    await tick();
    const again = await post('admin-2', CORRECTIONS, { reason: 'Một lần nữa' });
    await post('admin-1', `${CORRECTIONS}/${again.body.id}/confirm`);
    await tick();
    expect((await corrections()).items[0]).toMatchObject({ moved: 0, kept: 2 });
    expect(await caseOf(open)).toEqual(before);
  });

  it('breaches by the corrected due and not by the one that was told', async () => {
    await setClock(desk.database.store, new Date('2026-03-12T02:00:00Z'));
    await tick();
    expect((await caseOf(open)).state).toBe('assigned');
    const breaches = async (): Promise<string[]> =>
      (
        await desk.database.store.transaction({ role: 'owner' }, (tx) =>
          tx.query<{ at: Date }>(
            `SELECT a.occurred_at AS at FROM alarms a JOIN reports r ON r.id = a.report_id
             WHERE r.code = $1 AND a.kind = 'breach' AND a.milestone = 'resolve'`,
            [open],
          ),
        )
      ).map(({ at }) => at.toISOString());
    expect(await breaches()).toEqual([]);
    await setClock(desk.database.store, new Date('2026-03-12T10:00:01Z'));
    await tick();
    expect(await breaches()).toEqual([RIGHT, RIGHT]);
    expect((await command('op-1', open, 'link', { other, kind: 'related' })).status).toBe(200);
  });
});
