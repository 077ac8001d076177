import { type FiguresQuery, type TargetResult, type TargetView } from '#libs/dto';
import {
  type Actual,
  type Target,
  actualOf,
  coversSight,
  subjectOfTarget,
  targetDirection,
  targetStanding,
  targetUnit,
} from '#libs/domain';
import {
  type Reference,
  type TargetEntity,
  type Tx,
  targetValue,
  targetsWithin,
} from '#libs/store';
import { questionOf } from './answer.js';
import { figures } from './figures.js';
import { type FiguresQuestion } from './question.js';
import { timesOf } from './spans.js';
import { printTarget } from './target-words.js';

/** A target with the figure that it is held against, counted over those of its days that were asked for. */
export interface CountedTarget {
  readonly target: TargetEntity;
  readonly from: string;
  readonly to: string;
  readonly actual: Actual;
}

/** Whether a target is about what a question is narrowed to: all of it, or a part. */
function isWithin(
  { streamCode, networkCode, unitCode }: Target,
  { filter }: FiguresQuestion,
): boolean {
  const { stream, networks, units, categories, areas, channels } = filter;
  const among = (code: string | null, codes: readonly string[] | undefined): boolean =>
    codes === undefined || (code !== null && codes.includes(code));
  return (
    among(streamCode, stream === undefined ? undefined : [stream]) &&
    among(networkCode, networks) &&
    among(unitCode, units) &&
    // No target is about these.
    categories === undefined &&
    areas === undefined &&
    channels === undefined
  );
}

/** Whether all that a target is about is seen here: a part of it would say something else. */
function isSeen({ access }: Tx, { streamCode, unitCode }: Target, reference: Reference): boolean {
  if (access.role !== 'desk') return true;
  const all = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'] };
  const units = unitCode === null ? null : reference.unitsBelow(unitCode);
  return coversSight(access.scope, all, { stream: streamCode, units });
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

/**
 * The targets that a question is about, each with its figure: those of its days and of a scope within the
 * question's, as far as all of that is seen here.
 */
export async function countTargets(
  tx: Tx,
  reference: Reference,
  question: FiguresQuestion,
): Promise<readonly CountedTarget[]> {
  const { from, to, asOf } = question;
  const found = (await targetsWithin(tx, from, to)).filter(
    (target) => isWithin(target, question) && isSeen(tx, target, reference),
  );
  const counted: CountedTarget[] = [];
  for (const target of found) {
    const days = {
      from: laterOf(from, target.validFrom),
      to: to < target.validUntil ? to : target.validUntil,
    };
    const { cohort, metric, streamCode, networkCode, unitCode } = target;
    const query: FiguresQuery = {
      ...{ cohort, of: subjectOfTarget(target), ...days, as_of: asOf.toISOString() },
      ...(streamCode !== null && { stream: streamCode }),
      ...(networkCode !== null && { network: [networkCode] }),
      ...(unitCode !== null && { unit: [unitCode] }),
    };
    const own = questionOf(query, reference, tx.now);
    counted.push({ target, ...days, actual: await actualFigure(tx, own, metric) });
  }
  return counted;
}

/** A median needs every report, a rate only what is kept of them. */
async function actualFigure(
  tx: Tx,
  question: FiguresQuestion,
  metric: Target['metric'],
): Promise<Actual> {
  const nothing = { many: 0, twice: null };
  const { total } = await figures(tx, question);
  if (targetUnit(metric) === 'thousandths') {
    return actualOf(metric, total, { firstAnswer: nothing, toEnd: nothing });
  }
  const times = await timesOf(tx, question);
  const of = ({ many, twice }: typeof times.total.toEnd) => ({ many, twice });
  return actualOf(metric, total, {
    firstAnswer: of(times.total.firstAnswer),
    toEnd: of(times.total.toEnd),
  });
}

/** A target as it is shown. */
export function targetView(target: TargetEntity): TargetView {
  const { code, name, metric, amount, cohort, illustrative, savedBy, savedAt } = target;
  return {
    ...{ code, name, metric, direction: targetDirection(metric) },
    value: targetValue(metric, amount),
    value_unit: targetUnit(metric) === 'minutes' ? 'minutes' : 'percent',
    ...{ cohort, of: subjectOfTarget(target) },
    ...{ stream: target.streamCode, network: target.networkCode, unit: target.unitCode },
    ...{ from: target.validFrom, until: target.validUntil, illustrative },
    ...{ saved_by: savedBy, saved_at: savedAt },
  };
}

/** How a target stands, with everything as it is printed. */
export function targetResult({ target, from, to, actual }: CountedTarget): TargetResult {
  const standing = targetStanding(target, actual);
  const [vi, en] = (['vi', 'en'] as const).map((language) =>
    printTarget(target, actual, standing, language),
  );
  if (!vi || !en) throw new Error('there are two languages');
  const { result, off } = standing;
  const rate = actual.kind === 'rate' ? actual : null;
  const median = actual.kind === 'median' ? actual : null;
  const twice = median?.twice ?? null;
  // Thousandths over counts are tenths of a point.
  const unit = rate ? 10 : 1;
  return {
    target: targetView(target),
    limit: { vi: vi.limit, en: en.limit },
    ...{ from, to },
    actual: {
      ...{ vi: vi.actual, en: en.actual, part: rate?.part ?? null, whole: rate?.whole ?? null },
      ...{ many: median?.many ?? null, median_minutes: twice === null ? null : twice / 2 },
    },
    ...{ result, off: off === null ? null : off.part / off.over / unit },
    off_words: { vi: vi.off, en: en.off },
  };
}

/**
 * How the targets stand that a query is about.
 * @throws Problem `unknown_reference` or `invalid_request`, naming the field
 */
export async function answerTargets(
  tx: Tx,
  reference: Reference,
  query: FiguresQuery,
): Promise<readonly TargetResult[]> {
  const counted = await countTargets(tx, reference, questionOf(query, reference, tx.now));
  return counted.map(targetResult);
}
