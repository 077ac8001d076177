import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FIGURE_NAMES } from '#libs/contracts';
import { type Fact, RATINGS, type Report, classOfLeg, classOfReport, factsOf } from '#libs/domain';
import { type Counts, type FiguresQuestion, figures } from '#libs/figures';
import fc from 'fast-check';
import { lives, play } from '../../libs/domain/src/testing/life.js';
import { hue, rulebook } from '../../libs/domain/src/testing/rulebook.js';
import { filed, local, moderator, operator } from '../../libs/domain/src/testing/story.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';

const SEED = Number(process.env['KIP_SEED'] ?? Date.now() % 2 ** 31);
const LIVES = 400;
const LAST = new Date('2027-06-01T00:00:00Z');
const ZONE = 'Asia/Ho_Chi_Minh';

let server: TestServer;
let database: TestDatabase;
const reports: Report[] = [];

/** Random lives seldom end well: these end within a day, handled, rejected or as spam, and rated. */
function quietLives(): Report[] {
  return Array.from({ length: 60 }, (_, number) => {
    const at = (days: number, time: string): Date =>
      new Date(local(`2026-03-02T${time}`).getTime() + (number + days) * 24 * 3_600_000);
    const unit = number % 2 === 0 ? 'U1' : 'U2';
    const received = filed(at(0, '10:00'));
    const soon = at(0, '11:00');
    if (number % 6 === 4)
      return received.on(soon, operator, { action: 'reject', reason: 'no_ground' }).report;
    if (number % 6 === 5) return received.on(soon, moderator, { action: 'spam' }).report;
    const story = received.assigned(soon, unit).resolved(at(1, '09:00'), unit);
    const rating = RATINGS[number % (RATINGS.length + 1)];
    return (rating ? story.rate(at(2, '09:00'), rating) : story).report;
  });
}

/** The test's ids are words; the tables want UUIDs. */
function uuidOf(id: string): string {
  const hex = createHash('md5').update(id).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function rowOf(fact: Fact): Record<string, unknown> {
  const row = { ...fact, reportId: uuidOf(fact.reportId), subjectId: uuidOf(fact.subjectId) };
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

beforeAll(async () => {
  process.stdout.write(`figures: KIP_SEED=${SEED}\n`);
  server = await startTestServer(async () => undefined);
  database = await freshDatabase(server);
  for (const life of fc.sample(lives, { seed: SEED, numRuns: LIVES })) {
    reports.push(play(life, () => undefined).report);
  }
  reports.push(...quietLives());
  await database.store.transaction({ role: 'owner' }, async (tx) => {
    // Facts alone: the reports behind them are the test's own.
    await tx.query(`SET LOCAL session_replication_role = replica`);
    await tx.query(`INSERT INTO facts SELECT * FROM jsonb_populate_recordset(NULL::facts, $1)`, [
      JSON.stringify(reports.flatMap((report) => factsOf(report, rulebook()).map(rowOf))),
    ]);
  });
}, 120_000);
afterAll(async () => {
  await database.drop();
  await server.stop();
});

const question = (own: Partial<FiguresQuestion> = {}): FiguresQuestion => ({
  cohort: 'received',
  of: 'reports',
  from: '2026-03-01',
  to: '2026-12-31',
  zone: ZONE,
  asOf: LAST,
  filter: {},
  groupBy: [],
  ...own,
});

const ask = (own: Partial<FiguresQuestion> = {}) =>
  database.store.transaction({ role: 'worker' }, (tx) => figures(tx, question(own)));

const zero = (): Record<string, number> =>
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, 0]));

const dayOf = (report: Report, cohort: FiguresQuestion['cohort']): string | null => {
  const instant =
    cohort === 'received' ? report.receivedAt : (report.cycles[0]?.originalDueAt ?? null);
  return instant && hue.localDate(instant);
};

/** What the rules say, one report after the other, without any database. */
function expected({ cohort, of, from, to, asOf }: FiguresQuestion, among = reports): Counts {
  const counts = zero();
  const add = (name: string, by = 1): void => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  for (const report of among) {
    const day = dayOf(report, cohort);
    if (day === null || day < from || day > to) continue;
    const stopped = report.pauses.some((p) => p.stopsClock && p.endedAt === null);
    if (of === 'legs') {
      for (const leg of report.legs) {
        const legClass = classOfLeg(leg, report.pauses, asOf);
        if (legClass === null) continue;
        add('all');
        add(legClass);
        if (legClass === 'open_in_time' && stopped && leg.endedAt === null) add('paused');
        if (leg.corrected) add('corrected');
        const ended = leg.endedAt !== null && leg.endedAt <= asOf;
        if (ended) add('ended');
        if (ended && leg.endKind === 'refused') add('refused');
        if (ended && leg.endKind === 'transferred') add('transferred');
      }
      continue;
    }
    const reportClass = classOfReport(report, asOf);
    if (reportClass === null || reportClass === 'child') continue;
    add('all');
    add(reportClass);
    const cycles = report.cycles.filter((cycle) => cycle.startedAt <= asOf);
    if (reportClass === 'open_in_time' && stopped && cycles.length === report.cycles.length) {
      add('paused');
    }
    if (cycles.length > 1) add('reopened');
    if (cycles.some((cycle) => cycle.corrected)) add('corrected');
    if (reportClass === 'spam') continue;
    if (cycles.some(({ endedAt }) => endedAt !== null && endedAt <= asOf)) add('ended');
    for (const cycle of cycles) {
      const ended = cycle.endedAt !== null && cycle.endedAt <= asOf;
      if (!ended || cycle.endKind !== 'resolved') continue;
      add('asked');
      if (cycle.rating === null) continue;
      add('rated');
      add(cycle.rating);
    }
  }
  return counts as unknown as Counts;
}

/** Instants at which random lives stand in the midst, and one after all of them. */
const INSTANTS = ['2026-03-03', '2026-03-12', '2026-03-27', '2026-04-20', '2026-07-01']
  .map((day) => new Date(`${day}T03:17:00Z`))
  .concat(LAST);

describe('the figures of random lives', () => {
  it('are what the rules say of each report, as of any instant, in both cohorts', async () => {
    for (const subject of ['reports', 'legs'] as const) {
      for (const cohort of ['received', 'due'] as const) {
        for (const asOf of INSTANTS) {
          const own = { of: subject, cohort, asOf };
          const { total } = await ask(own);
          expect({ own, total }).toEqual({ own, total: expected(question(own)) });
        }
      }
    }
  });

  it('have every class in the sample, so that none is left untried', () => {
    const counts = expected(question());
    for (const name of [
      'on_time',
      'late',
      'open_overdue',
      'no_deadline',
      'rejected',
      'spam',
    ] as const)
      expect({ name, seen: counts[name] > 0 }).toEqual({ name, seen: true });
  });

  it('by category are what the rules say of each category', async () => {
    const { groups } = await ask({ groupBy: ['category'] });
    const codes = new Set(reports.map((report) => report.categoryCode));
    expect(groups.length).toBe(codes.size);
    for (const { keys, counts } of groups) {
      const among = reports.filter((report) => report.categoryCode === (keys[0] ?? null));
      expect({ keys, counts }).toEqual({ keys, counts: expected(question(), among) });
    }
  });

  it.each([
    ['day'],
    ['week'],
    ['month', 'unit'],
    ['area', 'channel'],
    ['stream', 'network'],
  ] as const)('by %s %s add up to the total', async (...groupBy) => {
    const { total, groups } = await ask({ groupBy: groupBy.filter((one) => one !== undefined) });
    expect(groups.length).toBeGreaterThan(0);
    const sum = zero();
    for (const { counts } of groups)
      for (const name of FIGURE_NAMES) sum[name] = (sum[name] ?? 0) + counts[name];
    expect(sum).toEqual(total);
  });

  it('of a period are the sum of its parts, wherever it is split', async () => {
    const { total } = await ask({ from: '2026-03-01', to: '2026-04-30' });
    for (const day of [1, 9, 17, 30]) {
      const date = (one: number): string => `2026-03-${String(one).padStart(2, '0')}`;
      const first = await ask({ to: date(day) });
      const second = await ask({ from: date(day + 1), to: '2026-04-30' });
      const sum = Object.fromEntries(
        FIGURE_NAMES.map((name) => [name, first.total[name] + second.total[name]]),
      );
      expect(sum).toEqual(total);
    }
  });

  it('narrowed to a unit, a category or a channel are those of that group', async () => {
    for (const [dimension, filter] of [
      ['unit', (code: string) => ({ units: [code] })],
      ['category', (code: string) => ({ categories: [code] })],
      ['channel', (code: string) => ({ channels: [code] })],
    ] as const) {
      const { groups } = await ask({ groupBy: [dimension] });
      for (const { keys, counts } of groups) {
        const [code] = keys;
        if (code === null || code === undefined) continue;
        expect((await ask({ filter: filter(code) })).total).toEqual(counts);
      }
    }
  });

  it('narrowed to nothing find nothing, and print no rate', async () => {
    expect((await ask({ filter: { units: [] } })).total).toEqual(zero());
  });
});
