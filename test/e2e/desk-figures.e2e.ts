import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ComparisonBody,
  type FiguresBody,
  type FiguresReportPage,
  type OverviewBody,
} from '#libs/dto';
import { REPORTER } from '#libs/domain';
import { rateStage } from '#libs/pipeline';
import { setClock } from '#libs/store';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  type ProblemBody,
  STAFF,
  type TestDesk,
  command,
  file,
  get,
  problem,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';

let desk: TestDesk;
const codes: string[] = [];
const REPORTS = 12;
const CATEGORY = { category: 'telecom.cable-sagging', address: 'Đường Lê Lợi' };
const YEAR = 'from=2026-01-01&to=2026-12-31';

async function at(instant: string): Promise<void> {
  await setClock(desk.database.store, new Date(instant));
}

const figuresOf = async (query: string): Promise<FiguresBody> => {
  const answer = await get<FiguresBody>('op-1', `/v1/figures?${query}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
};

beforeAll(async () => {
  desk = await startDesk();
  for (let one = 0; one < REPORTS; one += 1) {
    const { report } = await file(`Cáp sà số ${one}`, CATEGORY);
    codes.push(report.code);
    await walk(report.code, working);
  }
  await at('2026-03-06T03:00:00Z');
  const { store, reference } = desk.database;
  for (const [index, code] of codes.entries()) {
    const answer = await command<CaseView>(STAFF, code, 'resolve', { text: 'đã căng lại cáp' });
    expect(answer.status).toBe(200);
    if (index >= 8) continue;
    const value = index < 7 ? 'satisfied' : 'not_satisfied';
    await store.transaction({ role: 'intake' }, async (tx) =>
      rateStage(tx, await reference.get(), { code, actor: REPORTER, value, comment: null }),
    );
  }
}, 90_000);
afterAll(() => desk.stop());

describe('the yearly sentence', () => {
  it('is computed from stored facts: one stored end moved past its promise changes it', async () => {
    const query = `${YEAR}&category=telecom`;
    const before = await figuresOf(query);
    expect(before.sentence?.vi).toBe(
      'đã tiếp nhận và xử lý 12 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 12 phản ánh trong hạn (100,0%); 00 phản ánh quá hạn (0,0%). Tỷ lệ hài lòng của người dân: 87,5%',
    );
    const moved = await desk.database.store.transaction({ role: 'owner' }, (tx) =>
      tx.query<{ code: string }>(
        `WITH moved AS (UPDATE facts SET ended_at = facts.due_at + interval '1 millisecond' FROM reports
         WHERE reports.id = facts.report_id AND reports.code = $1 AND subject = 'cycle'
         RETURNING reports.code) SELECT * FROM moved`,
        [codes[3]],
      ),
    );
    expect(moved).toEqual([{ code: codes[3] }]);
    await at('2026-04-01T00:00:00Z');
    const after = await figuresOf(query);
    expect(after.sentence?.vi).toBe(
      'đã tiếp nhận và xử lý 12 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 11 phản ánh trong hạn (91,7%); 01 phản ánh quá hạn (8,3%). Tỷ lệ hài lòng của người dân: 87,5%',
    );
    const late = await get<FiguresReportPage>('op-1', `/v1/figures/reports?${query}&figure=late`);
    expect(late.body.items.map(({ code }) => code)).toEqual([codes[3]]);
  });

  it('is there in English, and only about one category of reports', async () => {
    const one = await figuresOf(`${YEAR}&category=telecom`);
    expect(one.sentence?.en).toMatch(/^received and handled 12 reports of telecom junk; /);
    for (const more of [
      '',
      '&category=telecom&category=urban-order',
      '&category=telecom&of=legs',
    ]) {
      expect((await figuresOf(`${YEAR}${more}`)).sentence).toBeNull();
    }
  });
});

describe('a figure', () => {
  it('opens down to its reports, page by page, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page: { status: number; body: FiguresReportPage } = await get<FiguresReportPage>(
        'op-1',
        `/v1/figures/reports?${YEAR}&category=telecom&figure=all&limit=5${cursor}`,
      );
      expect(page.status).toBe(200);
      expect(page.body.items.length).toBeLessThanOrEqual(5);
      seen.push(...page.body.items.map(({ code }) => code));
      cursor = page.body.next === null ? '' : `&cursor=${encodeURIComponent(page.body.next)}`;
    } while (cursor !== '');
    expect(seen.sort()).toEqual([...codes].sort());
  });

  it('by group has labels in both languages, and each group opens to its own reports', async () => {
    const query = `${YEAR}&category=telecom&group_by=unit&group_by=month`;
    const { groups, total } = await figuresOf(query);
    expect(groups.map(({ values }) => values.map(({ value }) => value))).toEqual([
      ['viettel', '2026-03'],
    ]);
    expect(groups[0]?.values[1]?.label).toEqual({ vi: 'tháng 03/2026', en: '2026-03' });
    const opened = await get<FiguresReportPage>(
      'op-1',
      `/v1/figures/reports?${query}&figure=satisfied&value=viettel&value=2026-03`,
    );
    expect(opened.body.items.reduce((sum, { count }) => sum + count, 0)).toBe(
      total.counts.satisfied,
    );
    const nobody = await get<FiguresReportPage>(
      'op-1',
      `/v1/figures/reports?${query}&value=vnpt&value=2026-03`,
    );
    expect(nobody.body.items).toEqual([]);
  });

  it('of a unit shows its staff what is theirs, and others nothing', async () => {
    const query = `${YEAR}&of=legs`;
    const own = await get<FiguresBody>(STAFF, `/v1/figures?${query}`);
    expect(own.body.total.counts.all).toBe(REPORTS);
    const other = await get<FiguresBody>('staff-vnpt', `/v1/figures?${query}`);
    expect(other.body.total.counts.all).toBe(0);
    expect(other.body.total.rates.on_time.vi).toBe('không có số liệu');
  });

  it('that cannot be is refused, the field and the remedy named', async () => {
    for (const [query, code, field] of [
      ['from=2026-01-01', 'invalid_request', 'to'],
      ['from=2026-02-30&to=2026-12-31', 'invalid_request', 'from'],
      ['from=2026-12-31&to=2026-01-01', 'invalid_request', 'to'],
      [`${YEAR}&as_of=2199-01-01T00:00:00Z`, 'invalid_request', 'as_of'],
      [`${YEAR}&group_by=colour`, 'invalid_request', 'group_by'],
      [`${YEAR}&group_by=unit&group_by=unit`, 'invalid_request', 'group_by'],
      [`${YEAR}&category=nothing`, 'unknown_reference', 'category'],
      [`${YEAR}&unit=nobody`, 'unknown_reference', 'unit'],
    ] as const) {
      const answer = await get<ProblemBody>('op-1', `/v1/figures?${query}`);
      expect({ query, answer }).toEqual({ query, answer: problem(422, code) });
      expect(answer.body.errors?.map((one) => one.field)).toContain(field);
    }
    const cursor = await get<ProblemBody>('op-1', `/v1/figures/reports?${YEAR}&cursor=x`);
    expect(cursor.body.code).toBe('bad_cursor');
    const value = await get<ProblemBody>(
      'op-1',
      `/v1/figures/reports?${YEAR}&group_by=unit&value=a&value=b`,
    );
    expect(value.body.errors?.map((one) => one.field)).toEqual(['value']);
  });
});

describe('the overview', () => {
  it('shows both cohorts side by side, working times, what is open, and the periods before', async () => {
    await at('2026-04-01T00:00:00Z');
    const open = await file('Cáp sà mới', CATEGORY);
    await at('2026-04-06T00:00:00Z');
    const answer = await get<OverviewBody>(
      'op-1',
      '/v1/figures/overview?from=2026-03-01&to=2026-03-31&category=telecom&group_by=unit',
    );
    expect(answer.status).toBe(200);
    const { received, due, legs, before, year_before, times, backlog, sentence } = answer.body;
    expect(received.total.counts).toMatchObject({ all: REPORTS, on_time: REPORTS - 1, late: 1 });
    expect(due.total.counts).toEqual(received.total.counts);
    expect(legs.total.counts).toMatchObject({ all: REPORTS, ended: REPORTS, refused: 0 });
    expect(received.groups.map(({ values }) => values[0]?.value)).toEqual(['viettel']);
    expect(before).toMatchObject({ from: '2026-02-01', to: '2026-02-28' });
    expect(year_before).toMatchObject({ from: '2025-03-01', to: '2025-03-31' });
    expect(before.received.counts.all).toBe(0);
    expect(before.received.rates.on_time.vi).toBe('không có số liệu');
    // Received on Monday at 09:00, resolved on Friday at 10:00: three and a half hours and half an hour more of
    // morning twice, and so on: 4 days of 8 hours and an hour.
    expect(times.to_end).toEqual({ many: REPORTS, median_minutes: 1_980, p90_minutes: 1_980 });
    expect(times.groups).toMatchObject([{ to_end: times.to_end, values: [{ value: 'viettel' }] }]);
    expect(backlog.reduce((sum, age) => sum + age.open, 0)).toBe(1);
    expect(backlog.find((age) => age.open > 0)).toMatchObject({ over_days: 3, up_to_days: 7 });
    expect(sentence?.vi).toContain('12 phản ánh về rác rưởi viễn thông');
    expect(open.report.code).toMatch(/^PA-/);
  });

  it('refuses what cannot be grouped by, naming what can', async () => {
    const answer = await get<ProblemBody>('op-1', `/v1/figures/overview?${YEAR}&group_by=colour`);
    expect(answer).toEqual(problem(422, 'invalid_request'));
    expect(JSON.stringify(answer.body)).toContain('category');
  });
});

describe('the comparison', () => {
  it('tells the rate of the same reports as others would count it, and what they leave out', async () => {
    const answer = await get<ComparisonBody>(
      'op-1',
      '/v1/figures/comparison?from=2026-03-01&to=2026-04-30&category=telecom',
    );
    expect(answer.status).toBe(200);
    const { on_time, others } = answer.body;
    // Twelve that ended, one of them late, and one that is open and in time.
    expect(on_time).toMatchObject({ part: REPORTS - 1, whole: REPORTS });
    const rates = Object.fromEntries(others.map(({ way, rate }) => [way, rate]));
    expect(rates).toMatchObject({
      closed_only: { part: REPORTS - 1, whole: REPORTS },
      open_on_time: { part: REPORTS, whole: REPORTS + 1 },
      no_deadline_on_time: { part: REPORTS - 1, whole: REPORTS },
      first_close: { part: REPORTS - 1, whole: REPORTS },
      original_date: { part: REPORTS - 1, whole: REPORTS },
    });
    expect(others.find(({ way }) => way === 'open_on_time')?.points_off).toBeGreaterThan(0);
    expect(others.every(({ how, missing }) => how.vi !== '' && missing.en !== '')).toBe(true);
  });
});
