import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OverviewBody, type TargetList, type TargetResult } from '#libs/dto';
import { REPORTER } from '#libs/domain';
import { rateStage } from '#libs/pipeline';
import { setClock } from '#libs/store';
import {
  STAFF,
  type ProblemBody,
  type TestDesk,
  as,
  command,
  file,
  get,
  problem,
  send,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';
import { kip } from '../harness/kip.js';

let desk: TestDesk;
const CATEGORY = { category: 'telecom.cable-sagging', address: 'Đường Lê Lợi' };
const YEAR = { from: '2026-01-01', until: '2026-12-31' };
const ON_TIME = {
  ...{ name: { vi: 'Đúng hạn', en: 'On time' }, metric: 'on_time_rate', value: 75, ...YEAR },
};

const put = (person: string, code: string, body: object) =>
  send<ProblemBody>('PUT', `/v1/desk/targets/${code}`, as(person), body);

async function standings(person: string, query: string): Promise<readonly TargetResult[]> {
  const answer = await get<OverviewBody>(person, `/v1/figures/overview?${query}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.targets;
}

beforeAll(async () => {
  desk = await startDesk();
  const { store, reference } = desk.database;
  const codes: string[] = [];
  for (let one = 0; one < 4; one += 1) {
    const { report } = await file(`Cáp sà số ${one}`, CATEGORY);
    codes.push(report.code);
    await walk(report.code, working);
  }
  await setClock(store, new Date('2026-03-06T03:00:00Z'));
  for (const [index, code] of codes.slice(0, 3).entries()) {
    expect((await command(STAFF, code, 'resolve', { text: 'đã thu' })).status).toBe(200);
    const value = index < 2 ? 'satisfied' : 'not_satisfied';
    await store.transaction({ role: 'intake' }, async (tx) =>
      rateStage(tx, await reference.get(), { code, actor: REPORTER, value, comment: null }),
    );
  }
  // The fourth is past its due and open.
  await setClock(store, new Date('2026-04-06T03:00:00Z'));
}, 90_000);
afterAll(() => desk.stop());

describe('a target', () => {
  it('is saved by an administrator, read by whoever reads figures, and by nobody else', async () => {
    expect(await put('sup-1', 'on-time', ON_TIME)).toMatchObject(problem(403, 'role_not_allowed'));
    expect(await put('admin-1', 'on-time', ON_TIME)).toMatchObject({
      status: 200,
      body: { direction: 'at_least', value_unit: 'percent', of: 'reports', saved_by: 'admin-1' },
    });
    const seen = await get<TargetList>(STAFF, '/v1/desk/targets');
    // The examples of the seed, and this one.
    expect(seen.body.items.map(({ code }) => code)).toEqual([
      'on-time',
      'telecom-on-time-2023',
      'telecom-satisfied-2023',
      'telecom-to-end-2023',
    ]);
  });

  it.each([
    ['a metric that nobody knows', { metric: 'speed' }, 'invalid_request', 'metric'],
    ['more than everything', { value: 100.1 }, 'invalid_request', 'value'],
    ['half a tenth', { value: 95.55 }, 'invalid_request', 'value'],
    ['half a minute', { metric: 'median_to_end', value: 0.5 }, 'invalid_request', 'value'],
    ['days that run back', { until: '2025-12-31' }, 'invalid_request', 'until'],
    ['a day that is none', { from: '2026-02-30' }, 'invalid_request', 'from'],
    ['a unit that is not there', { unit: 'nobody' }, 'unknown_reference', 'unit'],
    ['no name', { name: { vi: ' ', en: 'x' } }, 'invalid_request', 'name'],
  ])('with %s is refused, the field named', async (_, own, code, field) => {
    const answer = await put('admin-1', 'other', { ...ON_TIME, ...own });
    expect(answer).toMatchObject(problem(422, code));
    expect(answer.body.errors?.map((one) => one.field.split('.')[0])).toContain(field);
  });

  it('that contradicts another is refused; for other days it is not', async () => {
    const other = { ...ON_TIME, value: 90 };
    expect(await put('admin-1', 'other', other)).toMatchObject(problem(409, 'target_contradicts'));
    const next = { ...other, from: '2027-01-01', until: '2027-12-31' };
    expect(await put('admin-1', 'other', next)).toMatchObject({ status: 200 });
    const gone = await send('DELETE', '/v1/desk/targets/other', as('admin-1'));
    expect(gone.status).toBe(204);
    const again = await send('DELETE', '/v1/desk/targets/other', as('admin-1'));
    expect(again).toMatchObject(problem(404, 'not_found'));
  });

  it('is met by its counts, exactly; a tenth of a percent more is not', async () => {
    const [met] = await standings('sup-1', 'from=2026-01-01&to=2026-12-31');
    // Three in time, one open and overdue: 75 % and not a bit more.
    expect(met).toMatchObject({
      actual: { part: 3, whole: 4, vi: '75,0%' },
      limit: { vi: '≥ 75,0%', en: '≥ 75.0%' },
      ...{ result: 'met', off: 0, from: '2026-01-01', to: '2026-12-31' },
    });
    await put('admin-1', 'on-time', { ...ON_TIME, value: 75.1 });
    const [missed] = await standings('sup-1', 'from=2026-01-01&to=2026-12-31');
    expect(missed).toMatchObject({ result: 'not_met', off_words: { vi: 'thấp hơn 0,1 điểm %' } });
    expect(missed?.off).toBeCloseTo(-0.1, 9);
  });

  it('counts the days that were asked for, and has no data over nothing', async () => {
    const [before] = await standings('sup-1', 'from=2026-01-01&to=2026-01-31');
    expect(before).toMatchObject({
      ...{ from: '2026-01-01', to: '2026-01-31', result: 'no_data', off: null },
      actual: { part: 0, whole: 0, vi: 'không có số liệu' },
    });
    const [longer] = await standings('sup-1', 'from=2025-06-01&to=2026-06-30');
    expect(longer).toMatchObject({ from: '2026-01-01', to: '2026-06-30', actual: { whole: 4 } });
    expect(await standings('sup-1', 'from=2024-01-01&to=2025-12-31')).toEqual([]);
  });

  it('of a unit is held against its legs, and a median to the half minute', async () => {
    const unit = { ...ON_TIME, unit: 'viettel', value: 76 };
    expect(await put('admin-1', 'viettel', unit)).toMatchObject({ body: { of: 'legs' } });
    const time = { ...ON_TIME, metric: 'median_to_end', value: 1_980 };
    expect(await put('admin-1', 'to-end', time)).toMatchObject({
      body: { direction: 'at_most', value_unit: 'minutes' },
    });
    const all = await standings('sup-1', 'from=2026-01-01&to=2026-12-31');
    const of = (code: string) => all.find(({ target }) => target.code === code);
    expect(of('viettel')).toMatchObject({ result: 'not_met', actual: { part: 3, whole: 4 } });
    expect(of('to-end')).toMatchObject({
      ...{ result: 'met', off: 0, limit: { vi: '≤ 33 giờ' } },
      actual: { many: 3, median_minutes: 1_980, part: null },
    });
    await put('admin-1', 'to-end', { ...time, value: 1_979 });
    const after = await standings('sup-1', 'from=2026-01-01&to=2026-12-31');
    expect(after.find(({ target }) => target.code === 'to-end')).toMatchObject({
      ...{ result: 'not_met', off: 1, off_words: { vi: 'dài hơn 1 phút', en: '1 min longer' } },
    });
  });

  it('is told where its scope is asked for, and to whoever sees the whole of it', async () => {
    const codesOf = (all: readonly TargetResult[]) => all.map(({ target }) => target.code).sort();
    const year = 'from=2026-01-01&to=2026-12-31';
    expect(codesOf(await standings('sup-1', year))).toEqual(['on-time', 'to-end', 'viettel']);
    expect(codesOf(await standings('sup-1', `${year}&unit=viettel`))).toEqual(['viettel']);
    expect(codesOf(await standings('sup-1', `${year}&unit=vnpt`))).toEqual([]);
    expect(codesOf(await standings('sup-1', `${year}&category=telecom`))).toEqual([]);
    // A unit's people see their own cases, and the figure of all would be of theirs alone.
    expect(codesOf(await standings(STAFF, year))).toEqual(['viettel']);
    expect(codesOf(await standings('staff-vnpt', year))).toEqual([]);
  });

  it('stands in what kip figures tells', async () => {
    const env = { DATABASE_URL: desk.database.url, KIP_HOME: '/nonexistent-of-this-test' };
    const json = await kip(['figures', '--year', '2026', '--json'], env);
    expect(json.stderr).toBe('');
    const { targets } = JSON.parse(json.stdout) as { targets: readonly TargetResult[] };
    expect(targets.map(({ target, result }) => `${target.code} ${result}`)).toEqual([
      ...['on-time not_met', 'to-end not_met', 'viettel not_met'],
    ]);
    const table = await kip(['figures', '--year', '2026'], env);
    expect(table.stdout).toMatch(
      /Đúng hạn \(on-time\)\s*│ ≥ 75,1%\s*│ 75,0%\s*│ 3\/4\s*│ không đạt/,
    );
  });
});
