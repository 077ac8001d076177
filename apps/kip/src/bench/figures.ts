import {
  COHORTS,
  DIMENSIONS,
  type Dimension,
  LEG_FIGURES,
  REPORT_FIGURES,
  SUBJECTS,
} from '#libs/contracts';
import {
  type FiguresQuestion,
  SETTLE_FACTS,
  coverFacts,
  drill,
  figures,
  foldAnew,
  foldStage,
  keepMarks,
  liveFigures,
  livePlan,
  timesOf,
} from '#libs/figures';
import {
  type Access,
  type Reference,
  type Store,
  type Tx,
  fillFacts,
  serverFacts,
  settleTables,
} from '#libs/store';
import { type ExportResult, measureExport } from './figures-export.js';
import { live } from './figures-lives.js';
import { fill } from './filling.js';
import { numbers, pick } from './parts.js';
import { type Surroundings, median, percentile, short, surroundings } from './rounds.js';
import { type BenchServers, startServers } from './servers.js';

/** What is filled in, and how often each thing is asked. */
export interface FiguresOptions {
  readonly reports: number;
  readonly rounds: number;
  /** Questions that are asked both ways while writers run. */
  readonly questions: number;
  readonly seed: number;
}

/** Milliseconds. */
interface Times {
  readonly p50: number;
  readonly p95: number;
}

/** What the bench answers. */
export interface FiguresResult extends Surroundings, ExportResult {
  readonly bench: 'figures';
  readonly reports: number;
  readonly facts: number;
  readonly seed: number;
  readonly fill_seconds: number;
  readonly fold_seconds: number;
  readonly dashboard_ms: Times;
  readonly mixed_ms: Times;
  readonly drill_ms: Times;
  readonly live_ms: Times;
  readonly fold_ms_per_report: number;
  readonly ratios: { readonly dashboard_vs_live: number; readonly write_with_vs_without: number };
  readonly questions: number;
  readonly equal: boolean;
  readonly plan: string;
}

export interface FiguresTelling {
  readonly tell: (text: string) => void;
  readonly filled: (done: number, all: number) => void;
}

const POOL = 6;
const ZONE = 'Asia/Ho_Chi_Minh';
const DAY_MS = 86_400_000;
const LIVES = 20;
const LIVE_ROUNDS = 5;

/** As a supervisor asks, who sees everything. */
const SUPERVISOR: Access = {
  role: 'desk',
  steady: true,
  scope: { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'], contacts: false },
};

const steadily = <Result>(store: Store, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  store.transaction(SUPERVISOR, work);

/** Makes questions, the same ones for the same seed. */
class Asker {
  constructor(
    private readonly reference: Reference,
    private readonly next: () => number,
    private readonly now: Date,
  ) {}

  year(): Pick<FiguresQuestion, 'from' | 'to'> {
    const year = this.now.getUTCFullYear() - Math.floor(this.next() * 5);
    return { from: `${year}-01-01`, to: `${year}-12-31` };
  }

  /** All that was filled in, and its last days. */
  exports(): Parameters<typeof measureExport>[1] {
    const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const now = this.now.getTime();
    const to = day(now + DAY_MS);
    return { small: { from: day(now - DAY_MS), to }, large: { from: '2000-01-01', to } };
  }

  question(asOf: Date, own: Partial<FiguresQuestion>): FiguresQuestion {
    const base = {
      cohort: 'received',
      of: 'reports',
      zone: ZONE,
      filter: {},
      groupBy: [],
    } as const;
    return { ...base, ...this.year(), asOf, daysAgree: true, ...own };
  }

  /** A year, unit by month. */
  dashboard(asOf: Date): FiguresQuestion {
    return this.question(asOf, { groupBy: ['unit', 'month'] });
  }

  /** What no sum holds: two dimensions that are kept apart, a channel. */
  mixed(asOf: Date): FiguresQuestion {
    const groupBy = pick<readonly Dimension[]>(
      [
        ['category', 'area'],
        ['unit', 'area'],
        ['channel', 'month'],
      ],
      this.next,
    );
    return this.question(asOf, { groupBy, of: pick(SUBJECTS, this.next) });
  }

  /** Now, or every other time an instant of the last two months. */
  sometime(now: Date): Date {
    const back = pick([0, 1], this.next) * Math.floor(this.next() * 60 * DAY_MS);
    return new Date(now.getTime() - back);
  }

  /** Anything at all, of some weeks: the same is counted from the facts, too. */
  anything(asOf: Date): FiguresQuestion {
    const begin = this.now.getTime() - Math.floor(this.next() * 300) * DAY_MS;
    const days = 1 + Math.floor(this.next() * 40);
    const local = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const groups = [pick(DIMENSIONS, this.next), pick(DIMENSIONS, this.next)];
    const units = [...this.reference.units.keys()];
    const filter = pick(
      [{}, {}, { stream: 'field' }, { units: [pick(units, this.next), pick(units, this.next)] }],
      this.next,
    );
    return this.question(asOf, {
      ...{ from: local(begin - days * DAY_MS), to: local(begin), filter },
      ...{ cohort: pick(COHORTS, this.next), of: pick(SUBJECTS, this.next) },
      groupBy: [...new Set(groups)].slice(0, Math.floor(this.next() * 3)),
    });
  }
}

/** @param before so many are not counted: they find nothing in memory, no plan, and a program that is new */
async function timed(many: number, work: () => Promise<unknown>, before = 1): Promise<number[]> {
  const times: number[] = [];
  for (let one = 0; one < before; one += 1) await work();
  for (let one = 0; one < many; one += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}

const timesOfAll = (all: readonly number[]): Times =>
  short({ p50: percentile(all, 0.5), p95: percentile(all, 0.95) });

/** Both cohorts of a year, unit by month, in a transaction of their own. */
function dashboard(store: Store, asker: Asker, how: typeof figures): Promise<unknown> {
  return steadily(store, async (tx) => {
    const question = asker.dashboard(tx.now);
    return [await how(tx, question), await how(tx, { ...question, cohort: 'due' })];
  });
}

/** Mixes, percentiles, and what was known a month ago, turn about. */
function mixed(store: Store, asker: Asker, turn: number): Promise<unknown> {
  return steadily(store, async (tx) => {
    if (turn % 3 === 0) return figures(tx, asker.mixed(tx.now));
    if (turn % 3 === 1) return timesOf(tx, asker.dashboard(tx.now));
    return figures(tx, asker.dashboard(new Date(tx.now.getTime() - 30 * DAY_MS)));
  });
}

/** A figure opened, and its second page. */
function opened(store: Store, asker: Asker, next: () => number): Promise<unknown> {
  return steadily(store, async (tx) => {
    const question = asker.question(tx.now, {});
    const figure = pick(['late', 'open_overdue', 'on_time', 'all', 'rejected'] as const, next);
    const asked = { question, figure, keys: [], limit: 50 };
    const page = await drill(tx, { ...asked, after: null });
    const last = page.at(-2);
    if (!last) return [];
    const { receivedAt, subjectId } = last;
    return drill(tx, { ...asked, after: { receivedAt, subjectId } });
  });
}

/** Lives with marks and without, turn about; and what carrying a report's marks over takes. */
async function compareWrites(
  { store, reference }: BenchServers,
  next: () => number,
): Promise<{ readonly ratio: number; readonly foldMs: number }> {
  const [kept, bare, folds]: [number[], number[], number[]] = [[], [], []];
  const owner = (work: (tx: Tx) => Promise<void>): Promise<void> =>
    store.transaction({ role: 'owner' }, work);
  for (let round = 0; round <= LIVE_ROUNDS; round += 1) {
    await owner((tx) => keepMarks(tx, true));
    const withMarks = await live(store, reference, LIVES, next);
    const begun = performance.now();
    while (await store.transaction({ role: 'worker' }, foldStage));
    const folded = performance.now() - begun;
    await owner((tx) => keepMarks(tx, false));
    const without = await live(store, reference, LIVES, next);
    if (round === 0) continue;
    kept.push(withMarks);
    bare.push(without);
    folds.push(folded);
  }
  await owner((tx) => keepMarks(tx, true));
  return { ratio: median(kept) / median(bare), foldMs: median(folds) / LIVES };
}

/**
 * Random questions, each answered from what is kept and from the facts at one instant, while writers run.
 * @throws Error naming the question whose answers differ
 */
async function demandEqual(
  { store, reference }: BenchServers,
  asker: Asker,
  next: () => number,
  questions: number,
): Promise<void> {
  let asking = true;
  const writing = (async () => {
    while (asking) await live(store, reference, 2, next);
  })();
  const folding = (async () => {
    while (asking) await store.transaction({ role: 'worker' }, foldStage);
  })();
  try {
    for (let one = 0; one < questions; one += 1) {
      await steadily(store, async (tx) => {
        const question = asker.anything(asker.sometime(tx.now));
        const [kept, counted] = [await figures(tx, question), await liveFigures(tx, question)];
        if (JSON.stringify(kept) !== JSON.stringify(counted)) {
          throw new Error(`the answers differ: ${JSON.stringify({ question, kept, counted })}`);
        }
        const named = question.of === 'legs' ? LEG_FIGURES : REPORT_FIGURES;
        const open = { figure: pick(named, next), keys: [], after: null, limit: 20 };
        const rows = await drill(tx, { question, ...open });
        const live = await drill(tx, { question: { ...question, daysAgree: false }, ...open });
        if (JSON.stringify(rows) !== JSON.stringify(live)) {
          throw new Error(`the reports behind differ: ${JSON.stringify({ question, open })}`);
        }
      });
    }
  } finally {
    asking = false;
    await Promise.all([writing, folding]);
  }
}

/**
 * `kip bench figures`: how fast figures are where there are many reports, against counting them from the facts
 * by an index that covers all that is read; what keeping them costs the stages; and that both are equal.
 * @throws Error where they are not
 */
export async function benchFigures(
  { reports, rounds, questions, seed }: FiguresOptions,
  { tell, filled }: FiguresTelling,
): Promise<FiguresResult> {
  const servers = await startServers(false, POOL);
  const { store } = servers;
  try {
    const reference = await servers.reference.get();
    const now = new Date();
    const next = numbers(seed);
    const { seconds } = await fill(store, reference, { reports, now, seed }, filled, tell);
    const facts = await fillFacts(store);
    tell(`${facts} facts; carrying them over`);
    const begun = performance.now();
    await store.unhurried({ role: 'worker' }, (tx) => foldAnew(tx));
    const foldSeconds = (performance.now() - begun) / 1_000;
    await settleTables(store, () => undefined);
    const asker = new Asker(reference, next, now);
    tell('dashboards');
    const dashboards = await timed(rounds * 10, () => dashboard(store, asker, figures), rounds);
    tell('mixes, percentiles, a past instant');
    let turn = 0;
    const mixes = await timed(rounds * 3, () => mixed(store, asker, (turn += 1)));
    tell('the reports behind');
    const drills = await timed(rounds * 10, () => opened(store, asker, next));
    tell('all reports as CSV');
    const csv = await measureExport(servers.database, asker.exports());
    tell('the same dashboards from the facts');
    await store.unhurried({ role: 'owner' }, coverFacts);
    await store.dataSource.query(SETTLE_FACTS);
    const lives = await timed(rounds, () => dashboard(store, asker, liveFigures));
    const plan = await store.transaction({ role: 'worker' }, (tx) =>
      livePlan(tx, asker.dashboard(tx.now)),
    );
    tell('writing with and without');
    const { ratio, foldMs } = await compareWrites(servers, next);
    await store.unhurried({ role: 'worker' }, (tx) => foldAnew(tx));
    tell(`${questions} questions, each both ways, while reports are written`);
    await demandEqual(servers, asker, next, questions);
    return {
      ...{ bench: 'figures', reports, facts, seed },
      ...{ fill_seconds: Math.round(seconds), fold_seconds: Math.round(foldSeconds) },
      ...{ dashboard_ms: timesOfAll(dashboards), mixed_ms: timesOfAll(mixes) },
      ...{ drill_ms: timesOfAll(drills), live_ms: timesOfAll(lives) },
      ...short({ fold_ms_per_report: foldMs }),
      ...{ csv_rows: csv.csv_rows },
      ...short({ csv_extra_mb: csv.csv_extra_mb, csv_seconds: csv.csv_seconds }),
      ratios: short({
        dashboard_vs_live: median(lives) / median(dashboards),
        write_with_vs_without: ratio,
      }),
      ...{ questions, equal: true, plan },
      ...surroundings(await serverFacts(store), undefined),
    };
  } finally {
    await servers.close();
  }
}
