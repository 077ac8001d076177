import { type Calendar } from './calendar.js';
import { type Alarm, type Leg, type Report } from './report.js';

/** A working day of Huế's: enough to do something about it. */
const REMINDED_MS = 8 * 3_600_000;

/** An alarm that is to come, and from when on. */
export interface ComingAlarm {
  readonly at: Date;
  readonly alarm: Omit<Alarm, 'noticedAt'>;
}

/** When a unit is reminded of the date that it has given: eight working hours before. */
function reminderAt(committedTo: Date, calendar: Calendar): Date {
  return calendar.subtractWorking(committedTo, REMINDED_MS);
}

/**
 * What is still to be told of a leg's commitment: a reminder to the unit, and, once the date has passed
 * without a result, word to the operators, who must tell the citizen. Each once for each date that was
 * given. One whose reminder would come before it was made has none: it was made just now.
 * @param told when people may be told of what happens at an instant (clock law 7)
 */
export function commitmentAlarms(
  report: Report,
  leg: Leg,
  calendar: Calendar,
  told: (at: Date) => Date,
): readonly ComingAlarm[] {
  const { committedTo, committedAt, commitments } = leg;
  if (!committedTo || !committedAt) return [];
  const raised = report.alarms.filter(
    (one) =>
      one.subjectId === leg.id && one.milestone === 'commitment' && one.dueRevision === commitments,
  );
  const coming = (kind: 'warning' | 'escalation', tell: Alarm['tell'], when: Date): ComingAlarm => {
    const at = told(when);
    const about = { subject: 'leg', subjectId: leg.id, milestone: 'commitment' } as const;
    return {
      at,
      alarm: { ...about, dueRevision: commitments, kind, level: 1, tell, occurredAt: at },
    };
  };
  const reminder = reminderAt(committedTo, calendar);
  return [
    ...(reminder > committedAt ? [coming('warning', 'unit_staff', reminder)] : []),
    coming('escalation', 'operator', new Date(committedTo.getTime() + 1)),
  ].filter(({ alarm }) => !raised.some(({ kind }) => kind === alarm.kind));
}
