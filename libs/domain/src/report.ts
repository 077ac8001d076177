import { type Recipient } from './policy.js';
import { type State } from './transitions.js';

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const CHANNELS = ['web', 'app', 'phone', 'counter', 'mail', 'integrator'] as const;
export type Channel = (typeof CHANNELS)[number];

export const RATINGS = ['satisfied', 'acceptable', 'not_satisfied'] as const;
export type RatingValue = (typeof RATINGS)[number];

/** How a cycle ended. */
export type CycleEnd = 'resolved' | 'rejected' | 'spam' | 'duplicate' | 'withdrawn';
/** How a leg ended: by its own result, by leaving the unit, or with its cycle. */
export type LegEnd = 'resolved' | 'refused' | 'transferred' | 'ended';

/**
 * The clock that a cycle or a leg runs on. The revisions are frozen when it starts; `originalDueAt`
 * is the due before any pause or extension, `dueAt` the one in force, `dueRevision` counts its
 * changes. No deadline: both null. `breachedAt` is the due instant that was missed, stored once.
 */
export interface Clock {
  readonly startedAt: Date;
  readonly policyRevision: string;
  readonly calendarRevision: string;
  readonly originalDueAt: Date | null;
  readonly dueAt: Date | null;
  readonly dueRevision: number;
  readonly endedAt: Date | null;
  readonly breachedAt: Date | null;
  readonly corrected: boolean;
}

export interface Cycle extends Clock {
  readonly id: string;
  readonly number: number;
  /** Replaced by the category's policy at the first assignment; from then on it stays. */
  readonly promiseFixed: boolean;
  readonly respondDueAt: Date | null;
  readonly respondedAt: Date | null;
  readonly respondBreachedAt: Date | null;
  /** Until when somebody must have found the unit; counted again whenever triage has the report. */
  readonly triageSince: Date;
  readonly offerExpiresAt: Date | null;
  readonly refusals: number;
  readonly endKind: CycleEnd | null;
  readonly rating: RatingValue | null;
}

export interface Leg extends Clock {
  readonly id: string;
  readonly number: number;
  readonly cycleNumber: number;
  readonly unitCode: string;
  readonly personCode: string | null;
  readonly final: boolean;
  /** By when the unit has told the citizen that it will be done; no due, and it moves none. */
  readonly committedTo: Date | null;
  /** When that was told. */
  readonly committedAt: Date | null;
  /** How often it has given such a date: each has a reminder of its own. */
  readonly commitments: number;
  readonly endKind: LegEnd | null;
}

export interface Pause {
  readonly id: string;
  readonly legId: string;
  readonly reason: string;
  readonly stopsClock: boolean;
  readonly startedAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
}

export interface Extension {
  readonly id: string;
  readonly legId: string;
  readonly askedAt: Date;
  readonly askedDueAt: Date;
  readonly reason: string;
  readonly outcome: 'open' | 'granted' | 'denied' | 'expired';
  readonly decidedAt: Date | null;
}

export const ALARM_KINDS = ['warning', 'breach', 'escalation'] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];
export const MILESTONES = ['triage', 'respond', 'resolve', 'commitment'] as const;
export type Milestone = (typeof MILESTONES)[number];

/** Something that fell due, stored once for each subject, due revision, milestone, kind and level. */
export interface Alarm {
  readonly subject: 'cycle' | 'leg';
  readonly subjectId: string;
  readonly dueRevision: number;
  readonly milestone: Milestone;
  readonly kind: AlarmKind;
  readonly level: number;
  /** Who is told; null for a breach, which is a fact and not a message. */
  readonly tell: Recipient | null;
  readonly occurredAt: Date;
  readonly noticedAt: Date;
}

/** One report with all that its rules need: the unit in which work is loaded, decided and saved. */
export interface Report {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly state: State;
  readonly streamCode: string;
  readonly categoryCode: string | null;
  readonly areaCode: string | null;
  readonly networkCode: string | null;
  readonly priority: Priority;
  readonly channel: Channel;
  readonly receivedAt: Date;
  readonly suggestedUnitCode: string | null;
  readonly parentId: string | null;
  readonly mergedIntoId: string | null;
  readonly openChildren: number;
  readonly cycles: readonly Cycle[];
  readonly legs: readonly Leg[];
  readonly pauses: readonly Pause[];
  readonly extensions: readonly Extension[];
  readonly alarms: readonly Alarm[];
}

/** The last cycle; a report has at least one from the moment it is received. */
export function currentCycle(report: Report): Cycle {
  const cycle = report.cycles.at(-1);
  if (!cycle) throw new Error(`report ${report.id} has no cycle`);
  return cycle;
}

/** The leg that runs now, if any. */
export function openLeg(report: Report): Leg | null {
  const leg = report.legs.at(-1);
  return leg && leg.endedAt === null ? leg : null;
}

/** The pause that is open now, if any. */
export function openPause(report: Report): Pause | null {
  return report.pauses.find((pause) => pause.endedAt === null) ?? null;
}

/** The extension that waits for a decision, if any. */
export function openExtension(report: Report): Extension | null {
  return report.extensions.find((extension) => extension.outcome === 'open') ?? null;
}

/** Whether an open pause stops the clocks now: while it does there is no breach. */
export function clockStopped(report: Report): boolean {
  return openPause(report)?.stopsClock ?? false;
}

/** Whether any cycle of the report was ever late. */
export function hasBreached(report: Report): boolean {
  return report.cycles.some((cycle) => cycle.breachedAt !== null);
}

/** The report with one cycle replaced. */
export function withCycle(report: Report, cycle: Cycle): Report {
  return { ...report, cycles: report.cycles.map((c) => (c.id === cycle.id ? cycle : c)) };
}

/** The report with one leg replaced. */
export function withLeg(report: Report, leg: Leg): Report {
  return { ...report, legs: report.legs.map((l) => (l.id === leg.id ? leg : l)) };
}
