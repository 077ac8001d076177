import { type Calendar } from './calendar.js';
import { type CalendarText } from './calendar-types.js';
import { type EvidenceRule } from './evidence.js';
import { type Limit } from './limit.js';

/** Whom an alarm tells; the means (mail, live message) are not the rules' business. */
export const RECIPIENTS = ['unit_staff', 'unit_lead', 'operator', 'supervisor', 'admin'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/**
 * Who is told when, measured from a due in working minutes: negative = a warning before it, zero
 * or positive = an escalation after it. `level` is unique for kind and milestone.
 */
export interface AlarmRule {
  readonly kind: 'warning' | 'escalation';
  readonly level: number;
  readonly milestone: 'triage' | 'resolve';
  readonly offsetWorkingMinutes: number;
  readonly tell: Recipient;
  /** How it is called; the rules do not ask. */
  readonly name?: CalendarText;
}

/** An immutable snapshot of a policy. `resolve: null` is a policy without a deadline. */
export interface PolicyRevision {
  readonly id: string;
  readonly code: string;
  readonly calendarCode: string;
  readonly resolve: Limit | null;
  readonly respond: Limit | null;
  readonly triage: Limit;
  readonly offer: Limit;
  readonly alarms: readonly AlarmRule[];
  /** After the last escalation somebody is told again each time so many working minutes passed. */
  readonly repeatWorkingMinutes: number;
}

/** What a clock runs under: a policy revision and the calendar revision it counts by. */
export interface Terms {
  readonly policy: PolicyRevision;
  readonly calendar: Calendar;
}

/** What the stages of a report's life need to know of its stream. */
export interface StreamRules {
  readonly code: string;
  readonly zone: string;
  readonly ratingWindowDays: number;
  readonly reopenWindowDays: number;
  /** What a result must show. */
  readonly evidence: readonly EvidenceRule[];
}

/** A set of units that answer for certain categories together. */
export interface NetworkRules {
  readonly code: string;
  readonly lead: string;
  readonly units: readonly string[];
}

/** The reference data that the rules ask for: one immutable snapshot, given with every act. */
export interface Rulebook {
  /** The frozen terms of a running clock. */
  terms(policyRevision: string, calendarRevision: string): Terms;
  /** The current terms of a stream's default policy. */
  streamTerms(streamCode: string): Terms;
  /** The current terms of a category's policy, inherited from its parents, else the stream's. */
  categoryTerms(streamCode: string, categoryCode: string | null): Terms;
  /** The terms of a category as they were in force at an instant: what binds a cycle that began then. */
  termsInForce(streamCode: string, categoryCode: string | null, at: Date): Terms;
  stream(code: string): StreamRules;
  network(code: string): NetworkRules;
}
