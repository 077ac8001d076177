import { createHash } from 'node:crypto';
import { type Dimension, type DocumentAsked, Problem, type Words } from '#libs/contracts';
import { wholePeriod, wholePeriodBefore } from '#libs/domain';
import {
  type CountedTarget,
  type Counts,
  DEFINITIONS,
  type FiguresQuestion,
  type Span,
  backlogOf,
  countTargets,
  drillAll,
  figures,
  labelOf,
  questionOf,
  timesOf,
  yearBefore,
} from '#libs/figures';
import { type Reference, type Tx } from '#libs/store';
import {
  type BehindFigures,
  type PeriodFigures,
  type PeriodLine,
  type PeriodSubject,
  type KeptTarget,
  type OtherFigures,
  type TimeTable,
  nameOf,
  namesOf,
  timeTableOf,
} from './period-figures.js';

const DAY_MS = 86_400_000;

/** The document's question about reports by their receipt. @throws Problem `unknown_reference` naming the field */
export function periodQuestion(
  asked: DocumentAsked,
  reference: Reference,
  asOf: Date,
  now: Date,
): FiguresQuestion {
  const { from, to, network, stream, category, unit } = asked;
  const query = {
    ...({ cohort: 'received', of: 'reports', from, to, as_of: asOf.toISOString() } as const),
    ...(network !== null && { network: [network] }),
    ...(stream !== null && { stream }),
    ...(category !== null && { category: [category] }),
    ...(unit !== undefined && unit !== null && { unit: [unit] }),
  };
  return questionOf(query, reference, now);
}

/** The zone in which a document's days are. */
export function documentZone(asked: DocumentAsked, reference: Reference): string {
  const now = new Date();
  return periodQuestion(asked, reference, now, now).zone;
}

/** Lines of both cohorts side by side, in the order of their values; those without one come last. */
async function linesOf(
  tx: Tx,
  reference: Reference,
  question: FiguresQuestion,
  dimension: Dimension,
): Promise<PeriodLine[]> {
  const grouped: FiguresQuestion = { ...question, groupBy: [dimension] };
  const received = await figures(tx, grouped);
  const due = await figures(tx, { ...grouped, cohort: 'due' });
  const nothing = emptyOf(received.total);
  const countsIn = (groups: typeof received.groups) =>
    new Map(groups.map(({ keys, counts }) => [keys[0] ?? null, counts]));
  const [byReceipt, byPromise] = [countsIn(received.groups), countsIn(due.groups)];
  const values = [...new Set([...byReceipt.keys(), ...byPromise.keys()])].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
  );
  return values.map((value) => ({
    value,
    label: labelOf(dimension, value, reference),
    received: byReceipt.get(value) ?? nothing,
    due: byPromise.get(value) ?? nothing,
  }));
}

function emptyOf(counts: Counts): Counts {
  return Object.fromEntries(Object.keys(counts).map((name) => [name, 0])) as unknown as Counts;
}

function added(one: Counts, other: Counts): Counts {
  const names = Object.keys(one) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as Counts;
}

/** The category of a question, or the topmost above one: of that the sentence speaks. */
function subjectOf(code: string, asked: DocumentAsked, reference: Reference): string {
  const path = reference.categoryPath(code);
  if (asked.category !== null && path.includes(asked.category)) return asked.category;
  return path.at(-1) ?? code;
}

/** What is counted of each subject: a report has one category, so their counts add up. */
function subjectsOf(
  lines: readonly PeriodLine[],
  asked: DocumentAsked,
  reference: Reference,
): PeriodSubject[] {
  const counts = new Map<string, Counts>();
  for (const { value, received } of lines) {
    if (value === null) continue;
    const code = subjectOf(value, asked, reference);
    const before = counts.get(code);
    counts.set(code, before ? added(before, received) : received);
  }
  return [...counts].map(([category, sum]) => {
    const { name, phrase } = reference.categories.get(category) ?? {};
    const words: Words = phrase ?? name ?? { vi: category, en: category };
    return { category, phrase: { vi: words.vi, en: words.en }, counts: sum };
  });
}

async function behind(tx: Tx, question: FiguresQuestion): Promise<BehindFigures> {
  const hash = createHash('sha256');
  const many = { received: 0, due: 0 };
  for (const cohort of ['received', 'due'] as const) {
    const own = { ...question, cohort };
    for await (const lines of drillAll(tx, { question: own, figure: 'all', keys: [] })) {
      for (const line of lines) {
        const [code, is, cycle, , dueAt, endedAt] = line.split('\t');
        hash.update(`${[cohort, code, is, cycle, dueAt, endedAt].join('\t')}\n`);
      }
      many[cohort] += lines.length;
    }
  }
  return { ...many, sha256: hash.digest('hex') };
}

/** @throws Problem `document_empty` where nothing was received or due in the period */
export function demandFigures({ asked, received, due }: PeriodFigures): void {
  if (received.all + due.all > 0) return;
  throw new Problem(
    'document_empty',
    `nothing was received or due from ${asked.from} to ${asked.to}`,
  );
}

/** Days on which nothing was received or due are days too: a chart without them would stand closer than time does. */
function everyDay(
  { from, to }: Pick<DocumentAsked, 'from' | 'to'>,
  lines: readonly PeriodLine[],
  nothing: Counts,
  reference: Reference,
): PeriodLine[] {
  const known = new Map(lines.map((line) => [line.value, line]));
  const all: PeriodLine[] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += DAY_MS) {
    const value = new Date(day).toISOString().slice(0, 10);
    const label = labelOf('day', value, reference);
    all.push(known.get(value) ?? { value, label, received: nothing, due: nothing });
  }
  return all;
}

function keptTarget(
  { target, from, to, actual }: CountedTarget,
  asked: DocumentAsked,
  reference: Reference,
): KeptTarget {
  const { code, metric, amount, cohort, name, illustrative } = target;
  const scope = [
    target.streamCode === asked.stream ? null : nameOf(reference.streams, target.streamCode),
    target.networkCode === asked.network ? null : nameOf(reference.networks, target.networkCode),
    target.unitCode === (asked.unit ?? null) ? null : nameOf(reference.units, target.unitCode),
  ].filter((words) => words !== null);
  return {
    ...{ code, metric, amount, cohort, name: { vi: name.vi, en: name.en }, scope, illustrative },
    ...{ from, to, actual },
  };
}

async function otherFigures(
  tx: Tx,
  question: FiguresQuestion,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<OtherFigures> {
  const other = { ...question, from, to };
  const received = (await figures(tx, other)).total;
  return { from, to, received, due: (await figures(tx, { ...other, cohort: 'due' })).total };
}

const minutes = ({ many, median, p90 }: Span) => ({
  ...{ many, median_minutes: median, p90_minutes: p90 },
});

/** The tables of a document, by what each goes. */
const TABLES = ['unit', 'category', 'area', 'stream'] as const;

/**
 * Counts everything that a period's document prints, as of one instant, of what the transaction may see.
 * @param tx steady, so that figures that stand side by side agree
 * @param told is told how far it has come, from 0 to 1
 * @throws Problem `unknown_reference` or `invalid_request`, naming the field
 */
export async function countPeriod(
  tx: Tx,
  reference: Reference,
  asked: DocumentAsked,
  asOf: Date = tx.now,
  told: (share: number) => Promise<void> = async () => undefined,
): Promise<PeriodFigures> {
  const question = periodQuestion(asked, reference, asOf, tx.now);
  const { total: received } = await figures(tx, question);
  const { total: due } = await figures(tx, { ...question, cohort: 'due' });
  const { total: legs } = await figures(tx, { ...question, of: 'legs' });
  const steps = TABLES.length + 2;
  const time: TimeTable = timeTableOf(asked);
  const timeLines = await linesOf(tx, reference, question, time);
  const inTime =
    time === 'day' ? everyDay(asked, timeLines, emptyOf(received), reference) : timeLines;
  const tables: Partial<Record<(typeof TABLES)[number], PeriodLine[]>> = {};
  for (const [done, table] of TABLES.entries()) {
    await told((done + 1) / steps);
    const of = table === 'unit' ? 'legs' : 'reports';
    tables[table] = await linesOf(tx, reference, { ...question, of }, table);
  }
  const lines = tables as Record<(typeof TABLES)[number], PeriodLine[]>;
  const { total: times } = await timesOf(tx, question);
  const backlog = await backlogOf(tx, question);
  const targets = await countTargets(tx, reference, question);
  await told((steps - 1) / steps);
  const period = wholePeriod(asked.from, asked.to);
  const before = period && period.kind !== 'year' ? wholePeriodBefore(period) : null;
  return {
    ...{ version: 1, asked, zone: question.zone, as_of: question.asOf.toISOString() },
    names: namesOf(asked, reference),
    ...{ received, due, legs },
    year_before: await otherFigures(tx, question, yearBefore(question)),
    ...(before && { before: await otherFigures(tx, question, before) }),
    targets: targets.map((target) => keptTarget(target, asked, reference)),
    times: { first_answer: minutes(times.firstAnswer), to_end: minutes(times.toEnd) },
    backlog: backlog.map(({ over, upTo, open, overdue }) => ({
      ...{ over_days: over, up_to_days: upTo, open, overdue },
    })),
    tables: { [time]: inTime, ...lines },
    subjects: subjectsOf(lines.category, asked, reference),
    definitions: DEFINITIONS,
    behind: await behind(tx, question),
  };
}
