import { type Schema } from '../../../api/client.js';

export type PolicyBody = Schema<'PolicyBody'>;
export type Limit = Schema<'DayLimitView'> | Schema<'MinuteLimitView'>;
export type Alarm = PolicyBody['alarms'][number];
export type LimitName = 'resolve' | 'respond' | 'triage' | 'offer';

export const LIMITS: readonly LimitName[] = ['resolve', 'respond', 'triage', 'offer'];
export const LIMIT_KINDS = ['working_days', 'working_minutes', 'elapsed'] as const;

/** A limit of another kind, with what such a limit usually says. */
export function limitOf(kind: Limit['kind']): Limit {
  if (kind !== 'working_days') return { kind, minutes: 240 };
  return {
    ...{ kind, days: 7, receipt_day_counts: false, non_working_day: 'next_start' },
    ...{ before_hours: 'keep', after_hours: 'keep', due: 'end_of_day' },
  };
}

/** Whether a policy may leave this limit out. */
export function mayLack(name: LimitName): boolean {
  return name === 'resolve' || name === 'respond';
}
