import { type ActContext } from './effects/context.js';
import { type Performed, append } from './performed.js';
import { type Report, currentCycle } from './report.js';
import { isOpen } from './transitions.js';

/** What is kept of a report's sender, each for so long after the end of the case. */
export const REPORT_PLACES = ['contacts', 'requests', 'photos', 'reports'] as const;
export type ReportPlace = (typeof REPORT_PLACES)[number];
/**
 * What is kept of mails, of whoever signs in, of what other systems were told, of who follows a report, and of
 * citizens who sign in.
 */
export const LOG_PLACES = [
  'mail',
  'sign_in',
  'sessions',
  'webhooks',
  'followers',
  'citizens',
] as const;
export type LogPlace = (typeof LOG_PLACES)[number];
export const KEPT_PLACES = [...REPORT_PLACES, ...LOG_PLACES] as const;
export type KeptPlace = (typeof KEPT_PLACES)[number];

const DAY_MS = 86_400_000;

/** The fewest days for each: a case may be reopened for a month. */
export function fewestDays(place: KeptPlace): number {
  const ofCases: readonly KeptPlace[] = ['contacts', 'photos', 'reports', 'followers'];
  return ofCases.includes(place) ? 31 : 2;
}

/** Whether the time of what is kept with a case is up. Open cases, and those yet to be rated, keep all. */
export function isForgettable(report: Report, days: number, now: Date): boolean {
  const { endedAt } = currentCycle(report);
  if (isOpen(report.state) || report.state === 'resolved' || !endedAt) return false;
  return now.getTime() - endedAt.getTime() >= days * DAY_MS;
}

/** That something of its sender is no longer kept is told by the history, without saying what it was. */
export function forgotten(report: Report, what: ReportPlace, context: ActContext): Performed {
  return append({ report, events: [] }, 'erased', report.state, { what }, context);
}
