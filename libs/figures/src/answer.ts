import { type Dimension, Problem, type Words } from '#libs/contracts';
import {
  type FigureCounts,
  type FigureGroup,
  type FigureLine,
  type FigureRates,
  type FiguresBasis,
  type FiguresBody,
  type FiguresQuery,
  type PrintedRate,
} from '#libs/dto';
import { type Rate, onTimeRate, overdueRate, printRate } from '#libs/domain';
import { type Reference, type Tx } from '#libs/store';
import { type Counts, type CountedGroup, figures } from './figures.js';
import { labelOf } from './labels.js';
import { type FiguresFilter, type FiguresQuestion, checkQuestion } from './question.js';
import { printOnTime, yearlySentence } from './sentence.js';
import { DEFINITIONS } from './words.js';

/** The zone of the days where no stream says another. */
const USUAL_ZONE = 'Asia/Ho_Chi_Minh';

function zoneOf(stream: string | undefined, reference: Reference): string {
  if (stream === undefined) return USUAL_ZONE;
  return reference.streams.get(stream)?.zone ?? USUAL_ZONE;
}

/** Codes that somebody asked for; one that does not exist would silently find nothing. */
function known<Code extends string>(
  codes: readonly Code[] | undefined,
  exists: { has(code: string): boolean },
  field: string,
): readonly Code[] {
  for (const code of codes ?? []) {
    if (exists.has(code)) continue;
    const message = `there is no ${field} "${code}"`;
    throw new Problem('unknown_reference', message, [{ field, message }]);
  }
  return codes ?? [];
}

function filterOf(query: FiguresQuery, reference: Reference): FiguresFilter {
  const { stream, category, area, unit, network, channel } = query;
  known(stream === undefined ? [] : [stream], reference.streams, 'stream');
  return {
    ...(stream !== undefined && { stream }),
    ...(category && {
      categories: known(category, reference.categories, 'category').flatMap((code) =>
        reference.categoriesBelow(code),
      ),
    }),
    ...(area && { areas: known(area, reference.areas, 'area') }),
    ...(unit && {
      units: known(unit, reference.units, 'unit').flatMap((code) => reference.unitsBelow(code)),
    }),
    ...(network && { networks: known(network, reference.networks, 'network') }),
    ...(channel && { channels: channel }),
  };
}

/**
 * The question that a query asks, codes widened to all below them.
 * @throws Problem `unknown_reference` or `invalid_request`, naming the field
 */
export function questionOf(query: FiguresQuery, reference: Reference, now: Date): FiguresQuestion {
  const zone = zoneOf(query.stream ?? streamOf(query, reference), reference);
  const streams = query.stream === undefined ? [...reference.streams.keys()] : [query.stream];
  return checkQuestion(
    {
      cohort: query.cohort,
      of: query.of,
      from: query.from,
      to: query.to,
      zone,
      daysAgree: streams.every((stream) => zoneOf(stream, reference) === zone),
      asOf: query.as_of === undefined ? now : new Date(query.as_of),
      filter: filterOf(query, reference),
      groupBy: query.group_by ?? [],
    },
    now,
  );
}

/** The one stream of the categories asked for, whose days are meant then. */
function streamOf({ category }: FiguresQuery, reference: Reference): string | undefined {
  const streams = new Set(
    (category ?? []).map((code) => reference.categories.get(code)?.streamCode),
  );
  return streams.size === 1 ? [...streams][0] : undefined;
}

/** A rate as counts and as it is printed. */
export function printed(rate: Rate, words?: Words): PrintedRate {
  const { part, whole } = rate;
  return {
    part,
    whole,
    vi: words?.vi ?? printRate(rate, 'vi'),
    en: words?.en ?? printRate(rate, 'en'),
  };
}

function ratesOf(counts: Counts): FigureRates {
  const [vi, en] = [printOnTime(counts, 'vi'), printOnTime(counts, 'en')];
  const { satisfied, acceptable, rated, asked } = counts;
  return {
    on_time: printed(onTimeRate(counts), { vi: vi.on_time, en: en.on_time }),
    overdue: printed(overdueRate(counts), { vi: vi.overdue, en: en.overdue }),
    satisfied: printed({ part: satisfied, whole: rated }),
    satisfied_or_acceptable: printed({ part: satisfied + acceptable, whole: rated }),
    response: printed({ part: rated, whole: asked }),
    reopened: printed({ part: counts.reopened, whole: counts.ended }),
    refused: printed({ part: counts.refused, whole: counts.ended }),
  };
}

/** Counts with their rates as printed. */
export function lineOf(counts: Counts): FigureLine {
  const body: FigureCounts = { ...counts };
  return { counts: body, rates: ratesOf(counts) };
}

/** A group with what its values are called. */
export function groupOf(
  { keys, counts }: CountedGroup,
  groupBy: readonly Dimension[],
  reference: Reference,
): FigureGroup {
  const values = groupBy.map((dimension, index) => {
    const value = keys[index] ?? null;
    return { dimension, value, label: labelOf(dimension, value, reference) };
  });
  return { values, ...lineOf(counts) };
}

/** The sentence of the yearly report: about reports of one category, by what it is called there. */
export function sentenceOf(
  query: Pick<FiguresQuery, 'category' | 'of'>,
  total: Counts,
  reference: Reference,
): Words | null {
  const [code, ...others] = query.category ?? [];
  const category = code === undefined ? undefined : reference.categories.get(code);
  if (!category || others.length > 0 || query.of !== 'reports') return null;
  const phrase = category.phrase ?? category.name;
  return {
    vi: yearlySentence(total, phrase.vi, 'vi'),
    en: yearlySentence(total, phrase.en, 'en'),
  };
}

/** What was asked, so that the answer can stand alone. */
export function basisOf(question: FiguresQuestion): Omit<FiguresBasis, 'cohort' | 'of'> {
  const { from, to, zone, asOf, filter, groupBy } = question;
  return { from, to, zone, as_of: asOf, filter, group_by: groupBy };
}

/**
 * Answers a query about figures: what was counted, total, groups, rates as printed, the sentence.
 * @throws Problem `unknown_reference` or `invalid_request`, naming the field
 */
export async function answerFigures(
  tx: Tx,
  reference: Reference,
  query: FiguresQuery,
): Promise<FiguresBody> {
  const question = questionOf(query, reference, tx.now);
  const { total, groups } = await figures(tx, question);
  return {
    basis: { cohort: question.cohort, of: question.of, ...basisOf(question) },
    total: lineOf(total),
    groups: groups.map((group) => groupOf(group, question.groupBy, reference)),
    sentence: sentenceOf(query, total, reference),
    definitions: DEFINITIONS,
  };
}
