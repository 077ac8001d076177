import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CaseInSight, type Sight, seesCase } from '#libs/domain';
import { seededRandom } from '../../apps/kip/src/demo/random.js';
import { type PresenceView } from '../../apps/desk/src/live/live.dto.js';
import { type Browser } from '../harness/browser.js';
import { LiveReader } from '../harness/live.js';
import { type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

let desk: SignedDesk;
let operator: Browser;
let viettel: Browser;
let vnpt: Browser;

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  operator = await desk.as('op-1');
  viettel = await desk.as('staff-viettel');
  vnpt = await desk.as('staff-vnpt');
}, 60_000);
afterAll(async () => {
  await desk.stop();
});

async function filed(unit: string): Promise<string> {
  const body = { channel: 'phone', stream: 'field', address: '12 Lê Lợi', text: 'Dây đứt' };
  const filing = await operator.post<{ report: { code: string } }>('/v1/desk/reports', body);
  expect(filing.status).toBe(201);
  const { code } = filing.body.report;
  const assigned = await operator.post(`/v1/desk/reports/${code}/assign`, { unit, words: 'x' });
  expect(assigned.status).toBe(200);
  return code;
}

const isReady = ({ event }: { event: string }): boolean => event === 'ready';
const isOf =
  (code: string, kind: string) =>
  ({ event, data }: { event: string; data: unknown }): boolean =>
    event === 'case' &&
    JSON.stringify(data).includes(`"${code}"`) &&
    JSON.stringify(data).includes(`"${kind}"`);

describe('the live updates of the desk', () => {
  it('tell each unit of its own cases and of no other, at every process', async () => {
    const elsewhere = await desk.again();
    const [one, other, all] = [
      await LiveReader.open(viettel),
      await LiveReader.open(vnpt, elsewhere),
      await LiveReader.open(operator, elsewhere),
    ];
    for (const stream of [one, other, all]) await stream.until(isReady);
    const [mine, theirs] = [await filed('viettel'), await filed('vnpt')];
    expect((await viettel.post(`/v1/desk/reports/${mine}/take`)).status).toBe(200);
    const told = await one.until(isOf(mine, 'take'));
    expect(told).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      data: { report: mine, version: 3, kind: 'take', at: expect.any(String) },
    });
    await other.until(isOf(theirs, 'assign'));
    await all.until(isOf(mine, 'take'));
    await all.until(isOf(theirs, 'assign'));
    expect(JSON.stringify(one.messages)).not.toContain(theirs);
    expect(JSON.stringify(other.messages)).not.toContain(mine);
    for (const stream of [one, other, all]) stream.close();
  });

  it('go on where a connection was lost, and begin anew after long', async () => {
    const first = await LiveReader.open(operator);
    await first.until(isReady);
    const before = await filed('viettel');
    const { id } = await first.until(isOf(before, 'assign'));
    first.close();
    const missed = await filed('vnpt');
    const again = await LiveReader.open(operator, undefined, id ?? '');
    await again.until(isOf(missed, 'assign'));
    expect(again.messages.some(({ event }) => event === 'reset')).toBe(false);
    const old = '01800000-0000-7000-8000-000000000001';
    for (const lastId of [old, 'nonsense']) {
      const late = await LiveReader.open(vnpt, undefined, lastId);
      await late.until(({ event }) => event === 'reset');
      late.close();
    }
    again.close();
  });

  it('end with the session, are three of it at most, and are nobody’s who is not signed in', async () => {
    const browser = await desk.as('staff-mobifone');
    const streams = [];
    for (let open = 0; open < 3; open += 1) {
      const stream = await LiveReader.open(browser);
      await stream.until(isReady);
      streams.push(stream);
    }
    expect((await LiveReader.open(browser)).status).toBe(429);
    await browser.send('DELETE', '/v1/session');
    for (const stream of streams) await stream.untilEnded();
    expect((await LiveReader.open(browser)).status).toBe(401);
  });

  it('tell who else looks at the case that one has open', async () => {
    const code = await filed('viettel');
    const look = async (browser: Browser): Promise<string[]> => {
      const answer = await browser.post<PresenceView>(`/v1/desk/reports/${code}/presence`);
      expect(answer.status).toBe(200);
      return answer.body.others.map((other) => other.code);
    };
    expect(await look(operator)).toEqual([]);
    const stream = await LiveReader.open(operator);
    expect(await look(viettel)).toEqual(['op-1']);
    const { data } = await stream.until(({ event }) => event === 'presence');
    expect(data).toEqual({
      report: code,
      others: [{ code: 'staff-viettel', name: expect.any(String) }],
    });
    expect((await vnpt.post(`/v1/desk/reports/${code}/presence`)).status).toBe(404);
    // A unit that held the case is not told of the people of the one that holds it now.
    await operator.post(`/v1/desk/reports/${code}/transfer`, { unit: 'vnpt', reason: 'x' });
    expect(await look(vnpt)).toEqual(['op-1']);
    expect((await look(operator)).sort()).toEqual(['staff-viettel', 'staff-vnpt']);
    const { store } = desk.database;
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query(`UPDATE presences SET at = at - interval '46 seconds'`),
    );
    expect(await look(operator)).toEqual([]);
    stream.close();
  });

  it('see what row security sees, whatever the scope', async () => {
    const random = seededRandom(20_261_125);
    for (const unit of ['viettel', 'vnpt', 'hepco']) await filed(unit);
    const offered = await filed('viettel');
    await viettel.post(`/v1/desk/reports/${offered}/refuse`, { reason: 'x' });
    await operator.post(`/v1/desk/reports/${offered}/offer`, { network: 'telecom' });
    const { store } = desk.database;
    const cases = await store.transaction({ role: 'worker' }, (tx) =>
      tx.query<CaseInSight & { code: string }>(
        `SELECT code, state, stream_code AS "streamCode", area_code AS "areaCode",
           network_code AS "networkCode",
           ARRAY(SELECT unit_code FROM legs WHERE report_id = r.id) AS "unitCodes" FROM reports r`,
      ),
    );
    const some = (codes: readonly string[]): string[] =>
      random.next() < 0.3 ? ['*'] : codes.filter(() => random.next() < 0.6);
    for (let tries = 0; tries < 60; tries += 1) {
      const sight: Sight = {
        ...{ streams: some(['field', 'question']), areas: some(['19753', '19774']) },
        ...{ units: some(['viettel', 'vnpt', 'hepco']), networks: some(['telecom']) },
      };
      const rows = await store.transaction(
        { role: 'desk', scope: { ...sight, contacts: false } },
        (tx) => tx.query<{ code: string }>('SELECT code FROM reports'),
      );
      const seen = cases.filter((one) => seesCase(sight, one)).map(({ code }) => code);
      expect({ sight, seen: seen.sort() }).toEqual({
        ...{ sight, seen: rows.map(({ code }) => code).sort() },
      });
    }
  });

  it('end when the process does', async () => {
    const other = await startSignedDesk({ factorRequired: false });
    const browser = await other.as('op-1');
    const stream = await LiveReader.open(browser);
    await stream.until(isReady);
    await other.stop();
    await stream.untilEnded();
  }, 60_000);
});
