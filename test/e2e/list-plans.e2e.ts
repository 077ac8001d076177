import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sight, fold } from '#libs/domain';
import {
  LIST_ORDERS,
  type ListQuestion,
  type Scope,
  type Tx,
  countReports,
  listReports,
  openReportsAround,
  readSeed,
  writeSeed,
} from '#libs/store';
import { type FilledCodes, fill } from '../../apps/kip/src/bench/filling.js';
import {
  BEGIN,
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';

let server: TestServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await startTestServer((store) =>
    writeSeed(store, readSeed('deploy/seed/hue')).then(() => undefined),
  );
  database = await freshDatabase(server);
}, 60_000);
afterAll(async () => {
  await database.drop();
  await server.stop();
});

const EMPTY: Omit<ListQuestion, 'sight'> = {
  ...{ states: [], streamCode: null, categoryCodes: [], areaCode: null, unitCode: null },
  ...{ networkCode: null, priority: null, channel: null, overdue: null, dueBefore: null },
  ...{ receivedFrom: null, receivedTo: null, parentCode: null, search: null },
  ...{ order: 'received_at', descending: true, after: null, limit: 201 },
};

function scopeOf(sight: Partial<Sight>): Scope {
  const all = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'] };
  return { ...all, ...sight, contacts: false };
}

describe('where there are many reports', () => {
  it('every list is found by an index, for whoever sees everything and for units', async () => {
    const place = database;
    const { store } = place;
    const silent = (): void => undefined;
    const plan = { reports: 20_000, now: BEGIN, seed: 1 };
    const filled = await fill(store, await place.reference.get(), plan, silent, silent);
    const plans = await plansOf(place, filled);
    expect(plans.length).toBeGreaterThan(100);
    expect(
      plans.filter((text) => /Seq Scan on (reports|legs|cycles|search_texts)/.test(text)),
    ).toEqual([]);
  }, 120_000);
});

describe('a frequent word', () => {
  it.each(['đường', 'mùi hôi không chịu nổi', 'Nguyễn Văn Toản'])(
    'finds what holds it and no less: %s',
    async (search) => {
      const { store } = database;
      const scope = scopeOf({});
      const whole = await store.transaction({ role: 'owner' }, (tx) =>
        tx.query<{ code: string }>(
          `SELECT r.code FROM reports r JOIN search_texts s ON s.report_id = r.id
           WHERE strpos(' ' || s.text || ' ', $1) > 0 ORDER BY r.received_at DESC, r.id DESC`,
          [` ${fold(search)} `],
        ),
      );
      await store.transaction({ role: 'desk', scope }, async (tx) => {
        const question = { ...EMPTY, search, sight: scope };
        const page = await listReports(tx, question);
        expect(page.map(({ code }) => code)).toEqual(
          whole.slice(0, question.limit).map(({ code }) => code),
        );
        expect(await countReports(tx, question, 1_000_000)).toBe(whole.length);
      });
    },
  );
});

/** How the database goes about each question, for each kind of scope. */
async function plansOf(
  { store }: TestDatabase,
  { categories, areas, units }: FilledCodes,
): Promise<string[]> {
  const [category = '', area = '', unit = ''] = [categories.at(-1), areas.at(-1), units.at(-1)];
  const questions: readonly Partial<ListQuestion>[] = [
    {},
    { states: ['assigned', 'in_progress'] },
    { states: ['resolved'], descending: false },
    { categoryCodes: [category] },
    { areaCode: area },
    { unitCode: unit },
    { streamCode: 'suggestion' },
    { overdue: true },
    { receivedFrom: new Date('2024-03-01'), receivedTo: new Date('2024-04-01') },
    { search: 'nguyễn văn toản' },
    { search: 'xe máy' },
    { search: 'đường' },
  ];
  const scopes = [
    scopeOf({}),
    scopeOf({ areas: [area] }),
    scopeOf({ units: [unit], networks: [] }),
  ];
  const plans: string[] = [];
  for (const scope of scopes) {
    await store.transaction({ role: 'desk', scope }, async (tx) => {
      const query: Tx['query'] = async (sql, parameters) => {
        const rows = await tx.query(`EXPLAIN ${sql}`, parameters);
        plans.push(`${sql.slice(0, 2_000)}: ${JSON.stringify(rows)}`);
        return tx.query(sql, parameters);
      };
      const around = {
        lat: 16.4637,
        lon: 107.5909,
        metres: 300,
        streamCode: null,
        categoryCodes: [],
      };
      await openReportsAround({ ...tx, query }, { ...around, sight: scope, limit: 50 });
      for (const question of questions) {
        for (const order of LIST_ORDERS) {
          await listReports(
            { ...tx, query },
            { ...EMPTY, limit: 51, ...question, sight: scope, order },
          );
        }
      }
    });
  }
  return plans;
}
