import { type CalendarRevision, type Limit, type RuleTime } from '#libs/domain';
import { type PolicyBody } from '../entities/reference.entities.js';
import { type CalendarShape, type LimitShape, type PolicyShape, type RuleShape } from './shapes.js';

/** A limit in the words of the rules. What is missing is left for `checkLimit` to complain about. */
export function limitOf(shape: LimitShape): Limit {
  if (shape.kind !== 'working_days')
    return { kind: shape.kind, minutes: shape.minutes ?? Number.NaN };
  return {
    kind: 'working_days',
    days: shape.days ?? Number.NaN,
    receiptDayCounts: shape.receipt_day_counts ?? false,
    nonWorkingDay: shape.non_working_day ?? 'next_start',
    beforeHours: shape.before_hours ?? 'keep',
    afterHours: shape.after_hours ?? 'keep',
    due: shape.due ?? 'end_of_day',
  };
}

const REPEAT_WORKING_MINUTES = 2_400;

export function policyBody(shape: PolicyShape): PolicyBody {
  return {
    calendarCode: shape.calendar,
    resolve: shape.resolve ? limitOf(shape.resolve) : null,
    respond: shape.respond ? limitOf(shape.respond) : null,
    triage: limitOf(shape.triage),
    offer: limitOf(shape.offer),
    alarms: shape.alarms.map(({ kind, level, milestone, offset_working_minutes, to }) => ({
      kind,
      level,
      milestone,
      offsetWorkingMinutes: offset_working_minutes,
      tell: to,
    })),
    repeatWorkingMinutes: shape.repeat_working_minutes ?? REPEAT_WORKING_MINUTES,
  };
}

const period = ([from, to]: readonly [string, string]): { from: string; to: string } => ({
  from,
  to,
});

export function calendarBody(shape: CalendarShape): Omit<CalendarRevision, 'id' | 'code'> {
  return {
    zone: shape.zone,
    hours: shape.hours.map(({ from, until, season, week }) => ({
      from,
      ...(until === undefined ? {} : { until }),
      ...(season === undefined ? {} : { season }),
      week: Object.fromEntries(
        Object.entries(week).map(([day, pairs]) => [day, pairs.map(period)]),
      ),
    })),
    holidays: (shape.holidays ?? []).map(({ date, name }) => ({ date, name: name.vi })),
    workedDays: (shape.worked_days ?? []).map(({ date, name, periods }) => ({
      date,
      name: name.vi,
      ...(periods === undefined ? {} : { periods: periods.map(period) }),
    })),
  };
}

/** When a rule holds; the hours that are meant by "outside" are those of the report's stream. */
export function ruleTime({ time }: RuleShape): RuleTime | null {
  if (!time) return null;
  if (time.outside_hours_of !== undefined) return { kind: 'outside_hours' };
  return { kind: 'between', from: time.from ?? '', to: time.to ?? '' };
}
