import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NearbyList, type SimilarList } from '../../apps/desk/src/lists/places.dto.js';
import {
  STAFF,
  type TestDesk,
  assigned,
  file,
  get,
  problem,
  resolved,
  startDesk,
  walk,
} from '../harness/desk.js';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);
afterAll(() => desk.stop());

const LAT = 16.4637;
const LON = 107.5909;
/** Metres of a degree of latitude. */
const DEGREE = 111_195;

/** A report so many metres north of the place. */
async function north(metres: number, text: string, more: object = {}): Promise<string> {
  const place = { lat: LAT + metres / DEGREE, lon: LON, ward: '19753' };
  return (await file(text, { ...place, ...more })).report.code;
}

const nearby = async (person: string, query: string): Promise<readonly [string, number][]> => {
  const answer = await get<NearbyList>(person, `/v1/desk/nearby?lat=${LAT}&lon=${LON}&${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items.map(({ code, metres }) => [code, metres] as const);
};

describe('around a place', () => {
  it('are the open reports within sight, nearest first, by metres', async () => {
    const far = await north(180, 'Cáp võng xa');
    const near = await north(30, 'Cáp võng gần', { category: 'telecom.cable-sagging' });
    const ended = await north(10, 'Cáp võng xong');
    await north(900, 'Cáp võng rất xa');
    await walk(ended, resolved);
    await walk(far, assigned);
    expect(await nearby('op-1', 'metres=200')).toEqual([
      [near, 30],
      [far, 180],
    ]);
    expect(await nearby('op-1', 'metres=179')).toEqual([[near, 30]]);
    expect(await nearby('op-1', 'metres=1000')).toHaveLength(3);
    expect(await nearby('op-1', 'metres=200&category=telecom')).toEqual([[near, 30]]);
    expect(await nearby('op-1', 'metres=200&stream=question')).toEqual([]);
    expect(await nearby(STAFF, 'metres=1000')).toEqual([[far, 180]]);
    expect(await nearby('staff-hepco', 'metres=1000')).toEqual([]);
  });

  it('lies as far to the east as to the north', async () => {
    const lon = 100 + 150 / (DEGREE * Math.cos((LAT * Math.PI) / 180));
    const { code } = (await file('Về phía đông', { lat: LAT, lon })).report;
    const path = `/v1/desk/nearby?lat=${LAT}&lon=100&metres=`;
    const within = (await get<NearbyList>('op-1', `${path}151`)).body.items;
    expect(within).toMatchObject([{ code, metres: 150 }]);
    expect((await get<NearbyList>('op-1', `${path}149`)).body.items).toEqual([]);
  });

  it('is asked for with a place', async () => {
    for (const query of ['', 'lat=16', 'lat=91&lon=1', 'lat=1&lon=1&metres=2001', 'lat=x&lon=1']) {
      expect(await get('op-1', `/v1/desk/nearby?${query}`)).toEqual(
        problem(422, 'invalid_request'),
      );
    }
    const unknown = await get('op-1', '/v1/desk/nearby?lat=1&lon=1&category=nothing');
    expect(unknown).toEqual(problem(422, 'unknown_reference'));
  });
});

describe('what may be the same', () => {
  const alike = async (person: string, code: string): Promise<SimilarList['items']> => {
    const answer = await get<SimilarList>(person, `/v1/desk/reports/${code}/similar`);
    expect(answer.status).toBe(200);
    return answer.body.items;
  };

  it('is told with what makes it alike, the likest first', async () => {
    const at = { lat: 16.5, lon: 107.5, ward: '19774', address: '12 Lê Lợi' };
    const one = (await file('Nắp cống vỡ trước cổng trường', at)).report.code;
    const same = (await file('Nắp cống bị vỡ ngay trước cổng trường', at)).report.code;
    const close = (await file('Miệng cống mất nắp', { ...at, lat: 16.5003 })).report.code;
    const other = (
      await file('Chó thả rông cắn người', { ...at, lat: 16.507, address: '3 Hùng Vương' })
    ).report;
    const items = await alike('op-1', one);
    expect(items.map(({ code }) => code)).toEqual([same, close]);
    expect(items[0]).toMatchObject({ metres: 0, likeness: { place: 1, time: 1 } });
    expect(items[0]?.likeness.words).toBeGreaterThan(items[1]?.likeness.words ?? 1);
    expect(items[0]?.score).toBeGreaterThan(items[1]?.score ?? 1);
    expect((await alike('op-1', other.code)).map(({ code }) => code)).not.toContain(one);
    expect((await alike('op-1', same)).map(({ code }) => code)).toContain(one);
  });

  it('is found without a place by area, time and words, and stays within sight', async () => {
    const at = { ward: '19777', address: 'Chợ An Cựu' };
    const one = (await file('Loa kéo hát to lúc nửa đêm', at)).report.code;
    const other = (await file('Loa kéo hát to tới nửa đêm', at)).report.code;
    expect(await alike('op-1', one)).toMatchObject([
      { code: other, metres: null, likeness: { place: null } },
    ]);
    await walk(one, assigned);
    expect(await alike(STAFF, one)).toEqual([]);
    await walk(other, resolved);
    expect(await alike(STAFF, one)).toMatchObject([{ code: other, state: 'resolved' }]);
    const hidden = await get('staff-hepco', `/v1/desk/reports/${one}/similar`);
    expect(hidden).toEqual(problem(404, 'not_found'));
  });
});
