import {
  type Priority,
  type Routable,
  type RuleTrial,
  type Suggestion,
  type Suspicion,
  type Triage,
  decideTriage,
  matchRule,
  sensitiveWords,
  suggestCategory,
  tryRules,
} from '#libs/domain';
import { type Reference } from '#libs/store';

/** What of a report its way is decided by. */
export interface Triageable {
  readonly streamCode: string;
  /** Null: none was named; its words may tell. */
  readonly categoryCode: string | null;
  readonly areaCode: string | null;
  readonly priority: Priority;
  readonly text: string;
  /** When it was received. */
  readonly at: Date;
}

/** What lies around a report. */
export interface TriageAround {
  /** Ids of reports that may be of the same thing. */
  readonly near: readonly string[];
  readonly suspicion: Suspicion | null;
}

/** The category that a report has, or seems to have by its words. */
export interface SeemingCategory {
  /** Null: one was named, or no word is known. */
  readonly suggestion: Suggestion | null;
  readonly categoryCode: string | null;
}

export function categoryOf(
  { streamCode, categoryCode, text }: Pick<Triageable, 'streamCode' | 'categoryCode' | 'text'>,
  reference: Reference,
): SeemingCategory {
  const suggestion =
    categoryCode === null ? suggestCategory(text, streamCode, reference.categoryWords) : null;
  return { suggestion, categoryCode: categoryCode ?? suggestion?.categoryCode ?? null };
}

function routableOf(
  report: Triageable,
  categoryCode: string | null,
  reference: Reference,
): Routable {
  const { streamCode, areaCode, priority, at } = report;
  return {
    ...{ streamCode, areaCode, priority, at },
    categoryPath: reference.categoryPath(categoryCode),
    networkCode: reference.networkOf(categoryCode),
  };
}

/** Where a report goes, and what that was decided by. */
export interface Triaged extends SeemingCategory {
  readonly triage: Triage;
  /** The sensitive phrases that it holds. */
  readonly sensitiveWords: readonly string[];
}

/** Where a report goes: the one way in which it is decided, for the router and for whoever tries it. */
export function triageOf(
  report: Triageable,
  { near, suspicion }: TriageAround,
  reference: Reference,
): Triaged {
  const { suggestion, categoryCode } = categoryOf(report, reference);
  const { calendar } = reference.book.streamTerms(report.streamCode);
  const match = matchRule(reference.rules, routableOf(report, categoryCode, reference), calendar);
  const category = categoryCode === null ? null : (reference.categories.get(categoryCode) ?? null);
  const found = sensitiveWords(report.text, reference.sensitiveWords);
  const triage = decideTriage({
    ...{ match, suggestion, categoryCode, suspicion, possibleDuplicates: near },
    categoryGiven: report.categoryCode !== null,
    sensitive: found.length > 0 || (category?.sensitive ?? false),
  });
  return { suggestion, categoryCode, triage, sensitiveWords: found };
}

/** Every rule as it was held against a report, in the order in which they are taken. */
export function trialsOf(report: Triageable, reference: Reference): readonly RuleTrial[] {
  const { categoryCode } = categoryOf(report, reference);
  const { calendar } = reference.book.streamTerms(report.streamCode);
  return tryRules(reference.rules, routableOf(report, categoryCode, reference), calendar);
}
