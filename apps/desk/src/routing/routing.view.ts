import { type SuggestedCategory } from '#libs/dto';
import {
  CONFIDENT,
  type RoutingRule,
  type RuleCondition,
  type RuleTrial,
  type Suggestion,
  type Terms,
  type Triage,
  amountWords,
  dueOf,
} from '#libs/domain';
import { type Reference } from '#libs/store';
import {
  type AskedView,
  type DestinationView,
  type RoutingOutcomeView,
  type RuleView,
  type TriedPromiseView,
  type TriedRuleView,
} from './routing.dto.js';

/** Where a rule sends. */
export function destinationOf({ to }: RoutingRule): DestinationView {
  return 'unit' in to ? { unit: to.unit, network: null } : { unit: null, network: to.network };
}

/** What a rule asks, as somebody reads it. */
function wantedOf(rule: RoutingRule, condition: RuleCondition): string {
  switch (condition) {
    case 'stream':
      return rule.streamCode ?? '';
    case 'category':
      return rule.categoryCode ?? '';
    case 'area':
      return rule.areaCode ?? '';
    case 'network':
      return rule.networkCode ?? '';
    case 'priority':
      return rule.priority ?? '';
    case 'time':
      return rule.time?.kind === 'between'
        ? `${rule.time.from}–${rule.time.to}`
        : (rule.time?.kind ?? '');
  }
}

function askedOf({ rule, asked }: RuleTrial): readonly AskedView[] {
  return asked.map(({ condition, holds }) => ({
    ...{ condition, holds, wanted: wantedOf(rule, condition) },
  }));
}

/** A rule and what it asks of a report. */
export function ruleView(trial: RuleTrial): RuleView {
  const { code, reason, rank } = trial.rule;
  return { code, reason, rank, to: destinationOf(trial.rule), asked: askedOf(trial) };
}

/** Every rule as it was held against a report, and which one decides. */
export function triedRules(trials: readonly RuleTrial[]): readonly TriedRuleView[] {
  return trials.map((trial, index) => ({
    ...ruleView(trial),
    ...{ matched: trial.matched, specificity: trial.specificity },
    taken: index === 0 && trial.matched,
  }));
}

/** What was decided. */
export function outcomeView(triage: Triage): RoutingOutcomeView {
  if (triage.go === 'review') return { go: 'review', to: null, reasons: triage.reasons };
  const to = destinationOf(triage.match.rule);
  return { go: triage.go === 'unit' ? 'assign' : 'offer', to, reasons: [] };
}

/** A guess, and the words it was made by. */
export function suggestedCategory(
  suggestion: Suggestion | null,
  reference: Reference,
): SuggestedCategory | null {
  const name = reference.categories.get(suggestion?.categoryCode ?? '')?.name;
  if (!suggestion || !name) return null;
  const { categoryCode: code, confidence, words } = suggestion;
  return { code, name, confidence, confident: confidence >= CONFIDENT, words };
}

/** What would be promised by these terms to a report that is received then. */
export function triedPromise({ policy, calendar }: Terms, at: Date): TriedPromiseView {
  const { code, id, resolve } = policy;
  return {
    ...{ policy: code, revision: id },
    limit: { vi: amountWords(resolve, 'vi'), en: amountWords(resolve, 'en') },
    due_at: resolve === null ? null : dueOf(resolve, at, calendar),
  };
}
