import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FigurePlaces, type FiguresBody } from '#libs/dto';
import { foldStage, marksLeft } from '#libs/figures';
import { setClock } from '#libs/store';
import { type TestDesk, assigned, file, get, problem, startDesk, walk } from '../harness/desk.js';
import { ID, plant } from '../harness/planting.js';

const YEAR = 'from=2026-01-01&to=2026-12-31';
const AT = { lat: 16.4637, lon: 107.5909 };
const METRE = 1 / 111_320;

const filed: string[] = [];
let desk: TestDesk;
beforeAll(async () => {
  desk = await startDesk();
  const place = (north: number): Record<string, unknown> => ({
    ...{ category: 'telecom.cable-dead', lat: AT.lat + north * METRE, lon: AT.lon },
  });
  // Two at one place, one two kilometres away, one without a place, one that is spam.
  for (const north of [0, 0, 2_000]) {
    const { code } = (await file('Cáp đứt', place(north))).report;
    filed.push(code);
    await walk(code, assigned);
  }
  await walk((await file('Rác ngoài chợ')).report.code, [
    ['op-1', 'assign', { unit: 'hepco', words: 'x' }],
  ]);
  await walk((await file('bán hàng', place(0))).report.code, [['mod-1', 'spam']]);
}, 120_000);
afterAll(() => desk.stop());

async function places(query: string, person = 'sup-1'): Promise<FigurePlaces> {
  const answer = await get<FigurePlaces>(person, `/v1/figures/places?${YEAR}${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('where the reports of a period lie', () => {
  it('is told by cells that hold the very reports, without spam and without a place apart', async () => {
    const seen = await places('');
    expect(seen.places.map(({ count, overdue, open }) => [count, overdue, open])).toEqual([
      ...[
        [2, 0, 2],
        [1, 0, 1],
      ],
    ]);
    expect(seen).toMatchObject({ without_place: 1, cell: { metres: 200 } });
    for (const [index, north] of [0, 2_000].entries()) {
      const [cell, middle] = [seen.cell, seen.places[index]];
      expect(Math.abs((middle?.lat ?? 0) - AT.lat - north * METRE)).toBeLessThanOrEqual(
        cell.lat / 2,
      );
      expect(Math.abs((middle?.lon ?? 0) - AT.lon)).toBeLessThanOrEqual(cell.lon / 2);
    }
    const { total } = (await get<FiguresBody>('sup-1', `/v1/figures?${YEAR}`)).body;
    const counted = seen.places.reduce((sum, { count }) => sum + count, seen.without_place);
    expect(counted).toBe(total.counts.all - total.counts.spam);
  });

  it('is coarser where that is asked for, and narrowed as every figure is', async () => {
    const [one, ...others] = (await places('&metres=20000')).places;
    expect([one?.count, others.length]).toEqual([3, 0]);
    expect((await places('&unit=hepco')).places).toEqual([]);
    expect((await places('&unit=hepco')).without_place).toBe(1);
    const wrong = await get('sup-1', `/v1/figures/places?${YEAR}&metres=10`);
    expect(wrong).toMatchObject(problem(422, 'invalid_request'));
    const unknown = await get('sup-1', `/v1/figures/places?${YEAR}&unit=nobody`);
    expect(unknown).toMatchObject(problem(422, 'unknown_reference'));
  });

  it('is what the person sees and no more', async () => {
    const own = await places('', 'staff-viettel');
    expect(own.places.reduce((sum, { count }) => sum + count, own.without_place)).toBe(3);
    const others = await places('', 'staff-vnpt');
    expect([others.places, others.without_place]).toEqual([[], 0]);
  });

  it('says what is overdue, whether it was folded or not', async () => {
    const { store } = desk.database;
    await setClock(store, new Date('2026-04-20T03:00:00Z'));
    const before = await places('');
    expect(before.places.map(({ overdue }) => overdue)).toEqual([2, 1]);
    while (await store.transaction({ role: 'worker' }, foldStage));
    expect(await store.transaction({ role: 'worker' }, marksLeft)).toBe(0);
    expect(await places('')).toEqual(before);
  });
});

describe('a grid that would be too fine', () => {
  it('is made coarser until one answer holds it', async () => {
    // Copies of one report, each where it has a cell of its own: more than an answer may have.
    const [code = ''] = filed;
    await plant(
      desk.database,
      code,
      `INSERT INTO reports SELECT x.* FROM reports r, generate_series(1, 2500) n,
         jsonb_populate_record(NULL::reports, to_jsonb(r) || jsonb_build_object(
         'id', md5(n::text)::uuid, 'code', 'PA-2025-' || n, 'token_hash', n::text,
         'lat', 16 + (n % 50) * 0.01, 'lon', 107 + n / 50 * 0.01)) x
       WHERE r.code = $1`,
      `INSERT INTO facts SELECT x.* FROM facts f, generate_series(1, 2500) n,
         jsonb_populate_record(NULL::facts, to_jsonb(f) || jsonb_build_object(
         'subject_id', md5(n::text)::uuid, 'report_id', md5(n::text)::uuid)) x
       WHERE f.report_id = ${ID} AND f.subject = 'cycle'`,
      `INSERT INTO fact_marks (report_id) SELECT md5(n::text)::uuid FROM generate_series(1, 2500) n`,
    );
    const seen = await places('');
    expect(seen.cell.metres).toBeGreaterThan(200);
    expect(seen.places.length).toBeLessThanOrEqual(2_000);
    expect(seen.places.reduce((sum, { count }) => sum + count, 0)).toBe(2_503);
  });
});
