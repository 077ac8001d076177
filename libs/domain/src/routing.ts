import { type ReviewReason } from './acts.js';
import { type Suspicion } from './alike.js';
import { type Calendar } from './calendar.js';
import { type Priority } from './report.js';
import { fold, holdsPhrase, words } from './text.js';

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

function timeHolds(time: RuleTime | null, at: Date, calendar: Calendar): boolean {
  if (!time) return true;
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

function matches(rule: RoutingRule, report: Routable, calendar: Calendar): boolean {
  return (
    (rule.streamCode === null || rule.streamCode === report.streamCode) &&
    (rule.categoryCode === null || report.categoryPath.includes(rule.categoryCode)) &&
    (rule.areaCode === null || rule.areaCode === report.areaCode) &&
    (rule.networkCode === null || rule.networkCode === report.networkCode) &&
    (rule.priority === null || rule.priority === report.priority) &&
    timeHolds(rule.time, report.at, calendar)
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
    .map((rule) => ({ rule, specificity: specificityOf(rule, report) }))
    .sort(
      (a, b) =>
        b.specificity - a.specificity ||
        a.rule.rank - b.rule.rank ||
        a.rule.code.localeCompare(b.rule.code),
    );
  return fitting[0] ?? null;
}

/** A category's words, by which a report without a category is recognised. */
export interface CategoryWords {
  readonly code: string;
  readonly streamCode: string;
  readonly keywords: readonly string[];
}

/** A guess at the category: `confidence` is the best one's share of all the words found, 0 to 1. */
export interface Suggestion {
  readonly categoryCode: string;
  readonly confidence: number;
  readonly words: readonly string[];
}

/** Below this share a guess is shown to the operator and not acted upon. */
export const CONFIDENT = 0.6;

/** Guesses the category from the words of a report; longer phrases weigh more. Null: no word known. */
export function suggestCategory(
  text: string,
  streamCode: string,
  categories: readonly CategoryWords[],
): Suggestion | null {
  const folded = fold(text);
  const scored = categories
    .filter((category) => category.streamCode === streamCode)
    .map((category) => {
      const words = category.keywords.filter((keyword) => holdsPhrase(folded, keyword));
      const score = words.reduce((sum, word) => sum + fold(word).split(' ').length, 0);
      return { categoryCode: category.code, words, score };
    })
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.categoryCode.localeCompare(b.categoryCode));
  const [best] = scored;
  if (!best) return null;
  const total = scored.reduce((sum, one) => sum + one.score, 0);
  return { categoryCode: best.categoryCode, confidence: best.score / total, words: best.words };
}

/**
 * The sensitive phrases that a text holds. Accents count, or "từ từ" (slowly) would be "tự tử"
 * (suicide); a text typed wholly without accents is compared without them, since a person looking
 * once too often is the smaller harm.
 */
export function sensitiveWords(text: string, phrases: readonly string[]): readonly string[] {
  const folded = fold(text);
  const accented = words(text);
  const plain = accented === folded;
  return phrases.filter((phrase) =>
    plain ? holdsPhrase(folded, phrase) : ` ${accented} `.includes(` ${words(phrase)} `),
  );
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
