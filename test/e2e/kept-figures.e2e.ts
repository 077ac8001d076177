import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COHORTS, DIMENSIONS, LEG_FIGURES, REPORT_FIGURES, SUBJECTS } from '#libs/contracts';
import {
  type FiguresQuestion,
  backlogOf,
  drill,
  figures,
  foldAnew,
  foldStage,
  liveFigures,
  marksLeft,
  timesOf,
} from '#libs/figures';
import { type Access, setClock } from '#libs/store';
import { seededRandom } from '../../apps/kip/src/demo/random.js';
import {
  type Step,
  type TestDesk,
  closed,
  file,
  resolved,
  startDesk,
  waiting,
  walk,
  working,
} from '../harness/desk.js';
import { BEGIN } from '../harness/servers.js';

const SEED = Number(process.env['KIP_TEST_SEED'] ?? 20_261_126);
const random = seededRandom(SEED);
const oneOf = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(random.next() * values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};

let desk: TestDesk;
beforeAll(async () => {
  process.stdout.write(`kept figures: KIP_TEST_SEED=${SEED}\n`);
  desk = await startDesk();
}, 60_000);
afterAll(() => desk.stop());

const CATEGORIES = [null, 'telecom.cable-sagging', 'urban-order'];
const reopened: readonly Step[] = [...closed, ['op-1', 'reopen', { reason: 'chưa xong' }]];
const refused: readonly Step[] = [
  ['op-1', 'assign', { unit: 'hepco', words: 'x' }],
  ['staff-hepco', 'refuse', { reason: 'không phải' }],
  ...resolved,
];
const WAYS = [[], working, waiting, resolved, closed, reopened, refused];

/** A report that goes one of the ways there are. */
async function oneReport(): Promise<void> {
  const category = oneOf(CATEGORIES);
  const way = oneOf(WAYS);
  const { report } = await file('Cáp sà', { ...(category !== null && { category }) });
  await walk(report.code, way);
}

const THE_YEAR = { from: '2026-01-01', to: '2026-12-31' };
const HOUR_MS = 3_600_000;
/** Now, lately, and past instants, of which some lie within the days that are asked for. */
const BEFORE = [
  0,
  0,
  60_000,
  HOUR_MS / 2,
  2 * HOUR_MS,
  24 * HOUR_MS,
  600 * HOUR_MS,
  1_500 * HOUR_MS,
];

function randomQuestion(now: Date): FiguresQuestion {
  const day = (): string => `2026-0${oneOf([2, 3, 4])}-${oneOf(['01', '02', '03', '09', '28'])}`;
  const [from = '', to = ''] = oneOf([['2026-01-01', '2026-12-31'], [day(), day()].sort()]);
  const groups = [oneOf(DIMENSIONS), oneOf(DIMENSIONS)].slice(0, oneOf([0, 1, 2]));
  return {
    ...{ cohort: oneOf(COHORTS), of: oneOf(SUBJECTS), from, to, zone: 'Asia/Ho_Chi_Minh' },
    ...{
      asOf: new Date(now.getTime() - oneOf(BEFORE)),
      daysAgree: true,
      groupBy: [...new Set(groups)],
    },
    filter: oneOf([
      {},
      {},
      { stream: 'field' },
      { units: ['viettel', 'hepco'] },
      { categories: ['telecom.cable-sagging'] },
      { networks: ['telecom'] },
      { channels: ['phone'], units: ['viettel'] },
    ]),
  };
}

const ALL = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'], contacts: false };
const SIGHTS: readonly Access[] = [
  { role: 'worker' },
  { role: 'desk', scope: ALL },
  { role: 'desk', scope: { ...ALL, streams: ['field'] } },
  { role: 'desk', scope: { ...ALL, areas: ['19753'] } },
  { role: 'desk', scope: { ...ALL, units: ['viettel'] } },
];

/** Asks both ways at one instant. */
async function expectEqual(): Promise<number> {
  const access: Access = { ...oneOf(SIGHTS), steady: true };
  return desk.database.store.transaction(access, async (tx) => {
    const question = randomQuestion(tx.now);
    const [kept, live] = [await figures(tx, question), await liveFigures(tx, question)];
    expect({ access, question, ...kept }).toEqual({ access, question, ...live });
    const fromFacts = { ...question, daysAgree: false };
    const figure = oneOf(question.of === 'legs' ? LEG_FIGURES : REPORT_FIGURES);
    const opened = { figure, keys: [], after: null, limit: 20 };
    const keptRows = await drill(tx, { question, ...opened });
    const liveRows = await drill(tx, { question: fromFacts, ...opened });
    expect({ access, question, figure, keptRows }).toEqual({
      access,
      question,
      figure,
      keptRows: liveRows,
    });
    expect(await timesOf(tx, question)).toEqual(await timesOf(tx, fromFacts));
    expect(await backlogOf(tx, question)).toEqual(await backlogOf(tx, fromFacts));
    return live.total.all;
  });
}

const fold = async (): Promise<void> => {
  while (await desk.database.store.transaction({ role: 'worker' }, foldStage));
};

const marks = (): Promise<number> => desk.database.store.transaction({ role: 'worker' }, marksLeft);

describe('figures that are kept', () => {
  it('equal those counted from the facts while others write and somebody folds', async () => {
    let writing = true;
    const { store } = desk.database;
    const writers = Array.from({ length: 3 }, async (_, writer) => {
      for (let report = 0; report < 12; report += 1) {
        // One of them moves the clock: a past instant of the last hour is asked for too.
        if (writer === 0) await setClock(store, new Date(BEGIN.getTime() + report * 420_000));
        await oneReport();
      }
    });
    const folding = (async () => {
      while (writing) await fold();
    })();
    const ended = Promise.all(writers).finally(() => {
      writing = false;
    });
    let counted = 0;
    for (let asked = 0; asked < 100 || (writing && asked < 400); asked += 1) {
      counted += await expectEqual();
    }
    await ended;
    await folding;
    expect(counted).toBeGreaterThan(0);
  }, 120_000);

  it('equal them where a due has passed that nobody has noticed, and when it was noticed', async () => {
    await fold();
    expect(await marks()).toBe(0);
    await setClock(desk.database.store, new Date('2026-05-04T03:00:00Z'));
    const overdue = async (): Promise<number> =>
      desk.database.store.transaction({ role: 'worker', steady: true }, async (tx) => {
        const question = { ...randomQuestion(tx.now), ...THE_YEAR, asOf: tx.now };
        const asked = { ...question, of: 'reports', filter: {}, groupBy: [] } as const;
        return (await figures(tx, asked)).total.open_overdue;
      });
    const unnoticed = await overdue();
    expect(unnoticed).toBeGreaterThan(0);
    for (let asked = 0; asked < 60; asked += 1) await expectEqual();
    await fold();
    expect(await overdue()).toBe(unnoticed);
  });

  it('come from the sums alone once all is folded: a sum that is wrong is told, and mended anew', async () => {
    const { store } = desk.database;
    await fold();
    const total = async (): Promise<number> =>
      store.transaction({ role: 'worker', steady: true }, async (tx) => {
        const question = { ...randomQuestion(tx.now), ...THE_YEAR, asOf: tx.now };
        const asked = {
          ...question,
          cohort: 'received',
          of: 'reports',
          filter: {},
          groupBy: [],
        } as const;
        return (await figures(tx, asked)).total.all;
      });
    const before = await total();
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query(`UPDATE cubes SET "all" = "all" + 1 WHERE kind = 'unit' AND grain IN ('month', 'whole')
        AND cohort = 'received' AND subject = 'report'`),
    );
    expect(await total()).toBeGreaterThan(before);
    await store.transaction({ role: 'worker' }, (tx) => foldAnew(tx));
    expect(await total()).toBe(before);
    for (let asked = 0; asked < 50; asked += 1) await expectEqual();
  });

  it('go by the days of another zone once a stream has moved there', async () => {
    const { store } = desk.database;
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query(`UPDATE streams SET zone = 'America/New_York' WHERE code = 'field'`),
    );
    expect(await marks()).toBeGreaterThan(0);
    await fold();
    await store.transaction({ role: 'worker', steady: true }, async (tx) => {
      const asked = {
        ...randomQuestion(tx.now),
        asOf: tx.now,
        zone: 'America/New_York',
        cohort: 'received',
        of: 'reports',
        groupBy: ['day'],
      } as const;
      const question = {
        ...asked,
        from: '2026-01-01',
        to: '2026-12-31',
        filter: { stream: 'field' },
      };
      const [kept, live] = [await figures(tx, question), await liveFigures(tx, question)];
      expect(kept).toEqual(live);
      expect(kept.groups.map(({ keys }) => keys[0])).toContain('2026-03-01');
    });
  });
});
