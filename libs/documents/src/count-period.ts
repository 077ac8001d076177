import { createHash } from 'node:crypto';
import { type Dimension, type DocumentAsked, Problem, type Words } from '#libs/contracts';
import {
  type Counts,
  DEFINITIONS,
  type DrillRow,
  type FiguresQuestion,
  type Span,
  backlogOf,
  drill,
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
  PERIOD_TABLES,
  type PeriodTable,
} from './period-figures.js';

/** Reports that are read at once. */
const PAGE = 5_000;

/** The document's question about reports by their receipt. */
export function periodQuestion(
  asked: DocumentAsked,
  reference: Reference,
  asOf: Date,
  now: Date,
): FiguresQuestion {
  const { from, to, network, stream, category } = asked;
  const query = {
    ...({ cohort: 'received', of: 'reports', from, to, as_of: asOf.toISOString() } as const),
    ...(network !== null && { network: [network] }),
    ...(stream !== null && { stream }),
    ...(category !== null && { category: [category] }),
  };
  return questionOf(query, reference, now);
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

/** Every report behind a question's figures, oldest receipt first; in pages, so that a year fits in memory. */
export async function* reportsBehind(
  tx: Tx,
  question: FiguresQuestion,
): AsyncGenerator<DrillRow, void> {
  let after: { readonly receivedAt: Date; readonly subjectId: string } | null = null;
  for (;;) {
    const asked = { question, figure: 'all', keys: [], after, limit: PAGE } as const;
    const rows: readonly DrillRow[] = await drill(tx, asked);
    const page = rows.slice(0, PAGE);
    yield* page;
    const last = page.at(-1);
    if (rows.length <= PAGE || !last) return;
    after = { receivedAt: last.receivedAt, subjectId: last.subjectId };
  }
}

async function behind(tx: Tx, question: FiguresQuestion): Promise<BehindFigures> {
  const hash = createHash('sha256');
  const many = { received: 0, due: 0 };
  for (const cohort of ['received', 'due'] as const) {
    for await (const row of reportsBehind(tx, { ...question, cohort })) {
      const { code, cycleNumber, dueAt, endedAt } = row;
      const clock = [dueAt, endedAt].map((instant) => instant?.toISOString() ?? '');
      hash.update(`${[cohort, code, row.class, cycleNumber, ...clock].join('\t')}\n`);
      many[cohort] += 1;
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

const minutes = ({ many, median, p90 }: Span) => ({
  ...{ many, median_minutes: median, p90_minutes: p90 },
});

const nameOf = <Row extends { readonly name: Words }>(
  rows: ReadonlyMap<string, Row>,
  code: string | null,
): Words | null => {
  const name = code === null ? undefined : rows.get(code)?.name;
  return name ? { vi: name.vi, en: name.en } : null;
};

/**
 * Counts everything that the yearly document prints, as of one instant, of what the transaction may see.
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
  const before = { ...question, ...yearBefore(question) };
  const tables: Partial<Record<PeriodTable, PeriodLine[]>> = {};
  for (const [done, table] of PERIOD_TABLES.entries()) {
    await told(done / (PERIOD_TABLES.length + 1));
    const of = table === 'unit' ? 'legs' : 'reports';
    tables[table] = await linesOf(tx, reference, { ...question, of }, table);
  }
  const lines = tables as Record<PeriodTable, PeriodLine[]>;
  const { total: times } = await timesOf(tx, question);
  const backlog = await backlogOf(tx, question);
  await told(PERIOD_TABLES.length / (PERIOD_TABLES.length + 1));
  return {
    ...{ version: 1, asked, zone: question.zone, as_of: question.asOf.toISOString() },
    names: {
      network: nameOf(reference.networks, asked.network),
      stream: nameOf(reference.streams, asked.stream),
      category: nameOf(reference.categories, asked.category),
    },
    ...{ received, due, legs },
    year_before: {
      ...{ from: before.from, to: before.to },
      received: (await figures(tx, before)).total,
      due: (await figures(tx, { ...before, cohort: 'due' })).total,
    },
    times: { first_answer: minutes(times.firstAnswer), to_end: minutes(times.toEnd) },
    backlog: backlog.map(({ over, upTo, open, overdue }) => ({
      ...{ over_days: over, up_to_days: upTo, open, overdue },
    })),
    tables: lines,
    subjects: subjectsOf(lines.category, asked, reference),
    definitions: DEFINITIONS,
    behind: await behind(tx, question),
  };
}
