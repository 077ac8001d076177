import { type ReviewReason } from './acts.js';
import { type Suspicion } from './alike.js';
import { type Calendar } from './calendar.js';
import { type Priority } from './report.js';
import { CONFIDENT, type Suggestion } from './suggesting.js';

/** When a rule holds: between two local times (may wrap midnight), or outside a calendar's hours. */
export type RuleTime =
  | { readonly kind: 'between'; readonly from: string; readonly to: string }
  | { readonly kind: 'outside_hours' };

/** A row of the routing table; a condition that is null matches everything. */
export interface RoutingRule {
  readonly code: string;
  readonly streamCode: string | null;
  readonly categoryCode: string | null;
  readonly areaCode: string | null;
  readonly networkCode: string | null;
  readonly priority: Priority | null;
  readonly time: RuleTime | null;
  readonly to: { readonly unit: string } | { readonly network: string };
  readonly rank: number;
  readonly reason: { readonly vi: string; readonly en: string };
}

/** What is known of a report when a place is sought for it. */
export interface Routable {
  readonly streamCode: string;
  /** The category and its ancestors, nearest first; empty when none is known. */
  readonly categoryPath: readonly string[];
  readonly areaCode: string | null;
  readonly networkCode: string | null;
  readonly priority: Priority;
  readonly at: Date;
}

/** Where a report goes, and by which rule, so that the reason can be told in words. */
export interface Match {
  readonly rule: RoutingRule;
  /** How exactly the rule fits: a nearer category counts more than any other condition. */
  readonly specificity: number;
}

function timeHolds(time: RuleTime, at: Date, calendar: Calendar): boolean {
  if (time.kind === 'outside_hours') return !calendar.isWorking(at);
  const now = calendar.localTime(at).slice(0, 5);
  return time.from <= time.to
    ? time.from <= now && now < time.to
    : now >= time.from || now < time.to;
}

function specificityOf(rule: RoutingRule, report: Routable): number {
  const depth =
    rule.categoryCode === null
      ? 0
      : report.categoryPath.length - report.categoryPath.indexOf(rule.categoryCode);
  const others = [rule.areaCode, rule.networkCode, rule.priority, rule.time, rule.streamCode];
  return depth * 10 + others.filter((condition) => condition !== null).length;
}

/** What a rule may ask of a report. */
export const RULE_CONDITIONS = [
  'stream',
  'category',
  'area',
  'network',
  'priority',
  'time',
] as const;
export type RuleCondition = (typeof RULE_CONDITIONS)[number];

type Holds = (rule: RoutingRule, report: Routable, calendar: Calendar) => boolean | null;

/** Null: it is not asked. */
const isSame = (asked: string | null, there: string | null): boolean | null =>
  asked === null ? null : asked === there;

/** Whether each condition holds; null: the rule does not ask it. */
const HOLDS: Readonly<Record<RuleCondition, Holds>> = {
  stream: (rule, report) => isSame(rule.streamCode, report.streamCode),
  category: ({ categoryCode }, { categoryPath }) =>
    categoryCode === null ? null : categoryPath.includes(categoryCode),
  area: (rule, report) => isSame(rule.areaCode, report.areaCode),
  network: (rule, report) => isSame(rule.networkCode, report.networkCode),
  priority: (rule, report) => isSame(rule.priority, report.priority),
  time: ({ time }, { at }, calendar) => (time === null ? null : timeHolds(time, at, calendar)),
};

function matches(rule: RoutingRule, report: Routable, calendar: Calendar): boolean {
  return RULE_CONDITIONS.every((one) => HOLDS[one](rule, report, calendar) !== false);
}

/** The more specific first; ties go to the lower rank, then to the code. */
function before(one: Match, other: Match): number {
  return (
    other.specificity - one.specificity ||
    one.rule.rank - other.rule.rank ||
    one.rule.code.localeCompare(other.rule.code)
  );
}

/** How a rule was held against a report. */
export interface RuleTrial {
  readonly rule: RoutingRule;
  /** Whether all that it asks holds. */
  readonly matched: boolean;
  /** How exactly it fits; null: it does not. */
  readonly specificity: number | null;
  /** What it asks, in the order in which it is looked at. */
  readonly asked: readonly { readonly condition: RuleCondition; readonly holds: boolean }[];
}

/**
 * Every rule and why it fits or does not: those that fit in the order in which they would be taken, so that
 * the first is the one that is; then the others, those that fail by the least first.
 */
export function tryRules(
  rules: readonly RoutingRule[],
  report: Routable,
  calendar: Calendar,
): readonly RuleTrial[] {
  const trials = rules.map((rule): RuleTrial => {
    const asked = RULE_CONDITIONS.flatMap((condition) => {
      const holds = HOLDS[condition](rule, report, calendar);
      return holds === null ? [] : [{ condition, holds }];
    });
    const matched = asked.every(({ holds }) => holds);
    return { rule, matched, specificity: matched ? specificityOf(rule, report) : null, asked };
  });
  const failed = ({ asked }: RuleTrial): number => asked.filter(({ holds }) => !holds).length;
  return trials.sort(
    (one, other) =>
      failed(one) - failed(other) ||
      before(
        { rule: one.rule, specificity: one.specificity ?? 0 },
        { rule: other.rule, specificity: other.specificity ?? 0 },
      ),
  );
}

/** The most specific rule that holds; ties go to the lower rank, then to the code. Null: no rule. */
export function matchRule(
  rules: readonly RoutingRule[],
  report: Routable,
  calendar: Calendar,
): Match | null {
  const fitting = rules
    .filter((rule) => matches(rule, report, calendar))
    .map((rule): Match => ({ rule, specificity: specificityOf(rule, report) }))
    .sort(before);
  return fitting[0] ?? null;
}

/** What triage decided: where the report goes and why, or why a person must look. */
export type Triage =
  | {
      readonly go: 'unit' | 'network';
      readonly code: string;
      readonly categoryCode: string | null;
      readonly match: Match;
      readonly suggestion: Suggestion | null;
    }
  | {
      readonly go: 'review';
      readonly reasons: readonly ReviewReason[];
      readonly suggestion: Suggestion | null;
      readonly match: Match | null;
    };

/** What triage has found out before it decides. */
export interface Findings {
  readonly match: Match | null;
  readonly suggestion: Suggestion | null;
  /** The reporter named the category, so nothing had to be guessed. */
  readonly categoryGiven: boolean;
  readonly categoryCode: string | null;
  readonly sensitive: boolean;
  readonly possibleDuplicates: readonly string[];
  /** Null: it looks like no flood and no repeat, or a moderator has let it pass. */
  readonly suspicion: Suspicion | null;
}

/** Sends a report on, or to a person: no rule, low confidence, sensitive, possible duplicate, a flood. */
export function decideTriage(found: Findings): Triage {
  const { match, suggestion } = found;
  const unsure = !found.categoryGiven && suggestion !== null && suggestion.confidence < CONFIDENT;
  const reasons: ReviewReason[] = [];
  if (!match) reasons.push('no_rule');
  if (unsure) reasons.push('low_confidence');
  if (found.sensitive) reasons.push('sensitive');
  if (found.possibleDuplicates.length > 0) reasons.push('possible_duplicate');
  if (found.suspicion) reasons.push(found.suspicion.kind);
  if (!match || reasons.length > 0) return { go: 'review', reasons, suggestion, match };
  const { to } = match.rule;
  const categoryCode = found.categoryCode;
  return 'unit' in to
    ? { go: 'unit', code: to.unit, categoryCode, match, suggestion }
    : { go: 'network', code: to.network, categoryCode, match, suggestion };
}
