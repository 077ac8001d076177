import {
  type AlarmRule,
  type CalendarRevision,
  type Limit,
  type NamedDay,
  type RuleTime,
  type Target,
  type TargetMetric,
  targetUnit,
} from '#libs/domain';
import {
  type Bilingual,
  type CalendarBody,
  type PolicyBody,
} from '../entities/reference.entities.js';
import { type RuleShape, type TargetShape } from './shapes.js';
import {
  type CalendarShape,
  type LimitShape,
  type NamedDayShape,
  type PolicyShape,
  type WeekShape,
} from './term-shapes.js';

/** A policy that passed every check, as the store takes it. */
export interface CheckedPolicy {
  readonly code: string;
  readonly name: Bilingual;
  readonly body: PolicyBody;
}

/** A limit in the words of the rules. */
function limitOf(shape: LimitShape): Limit {
  if (shape.kind !== 'working_days') return { kind: shape.kind, minutes: shape.minutes };
  return {
    kind: 'working_days',
    days: shape.days,
    receiptDayCounts: shape.receipt_day_counts,
    nonWorkingDay: shape.non_working_day,
    beforeHours: shape.before_hours,
    afterHours: shape.after_hours,
    due: shape.due,
  };
}

const REPEAT_WORKING_MINUTES = 2_400;

/** A policy in the words of the rules, its alarms in the order of the file. */
export function policyBody(shape: PolicyShape): PolicyBody {
  return {
    calendarCode: shape.calendar,
    resolve: shape.resolve ? limitOf(shape.resolve) : null,
    respond: shape.respond ? limitOf(shape.respond) : null,
    triage: limitOf(shape.triage),
    offer: limitOf(shape.offer),
    alarms: shape.alarms.map(({ kind, level, milestone, offset_working_minutes, to, name }) => ({
      kind,
      level,
      milestone,
      offsetWorkingMinutes: offset_working_minutes,
      tell: to,
      ...(name === undefined ? {} : { name: { vi: name.vi, en: name.en } }),
    })),
    repeatWorkingMinutes: shape.repeat_working_minutes ?? REPEAT_WORKING_MINUTES,
  };
}

const ALARM_ORDER = [
  'triage warning',
  'triage escalation',
  'resolve warning',
  'resolve escalation',
];

/** As it is stored: the order in which alarms were written says nothing. */
export function storedPolicy(shape: PolicyShape): CheckedPolicy {
  const { code, name } = shape;
  const body = policyBody(shape);
  const rank = ({ milestone, kind }: AlarmRule): number =>
    ALARM_ORDER.indexOf(`${milestone} ${kind}`);
  const alarms = [...body.alarms].sort((a, b) => rank(a) - rank(b) || a.level - b.level);
  return { code, name: { vi: name.vi, en: name.en }, body: { ...body, alarms } };
}

const period = ([from, to]: readonly [string, string]): { from: string; to: string } => ({
  from,
  to,
});

function weekOf(week: WeekShape): CalendarRevision['hours'][number]['week'] {
  const days = Object.entries(week) as [string, [string, string][]][];
  return Object.fromEntries(days.map(([day, pairs]) => [day, pairs.map(period)]));
}

/** What is the same in both languages is kept once. */
function namedDay({ date, name, provisional }: NamedDayShape): NamedDay {
  return {
    date,
    name: name.vi,
    ...(name.en === name.vi ? {} : { nameEn: name.en }),
    ...(provisional === true ? { provisional } : {}),
  };
}

/** A calendar in the words of the rules. */
export function calendarBody(shape: CalendarShape): CalendarBody {
  const { code, name } = shape;
  return {
    ...(name.vi === code && name.en === code ? {} : { name: { vi: name.vi, en: name.en } }),
    zone: shape.zone,
    hours: shape.hours.map(({ from, until, season, week }) => ({
      from,
      ...(until === undefined ? {} : { until }),
      ...(season === undefined ? {} : { season: { from: season.from, to: season.to } }),
      week: weekOf(week),
    })),
    holidays: (shape.holidays ?? []).map(namedDay),
    workedDays: (shape.worked_days ?? []).map((worked) => ({
      ...namedDay(worked),
      ...(worked.periods === undefined ? {} : { periods: worked.periods.map(period) }),
    })),
  };
}

/** As it is stored: the order in which days were written says nothing. */
export function storedCalendar(shape: CalendarShape): CalendarBody {
  const body = calendarBody(shape);
  const byDate = (a: NamedDay, b: NamedDay): number => a.date.localeCompare(b.date);
  return {
    ...body,
    holidays: [...body.holidays].sort(byDate),
    workedDays: [...body.workedDays].sort(byDate),
  };
}

/** When a rule holds; the hours that are meant by "outside" are those of the report's stream. */
export function ruleTime({ time }: RuleShape): RuleTime | null {
  if (!time) return null;
  if (time.outside_hours_of !== undefined) return { kind: 'outside_hours' };
  return { kind: 'between', from: time.from ?? '', to: time.to ?? '' };
}

/** A target's amount as people write it: percent, or working minutes. */
export function targetValue(metric: TargetMetric, amount: number): number {
  return targetUnit(metric) === 'minutes' ? amount : amount / 10;
}

/** The same back. Half a minute stays half a minute, for the rules to refuse. */
export function targetAmount(metric: TargetMetric, value: number): number {
  // Tenths are whole numbers but for what their binary fractions add.
  return targetUnit(metric) === 'minutes' ? value : Math.round(value * 10);
}

/** A target in the words of the rules. */
export function targetOf(shape: TargetShape): Target {
  const { code, metric, value, cohort, stream, network, unit, from, until } = shape;
  return {
    ...{ code, metric, cohort: cohort ?? 'received', amount: targetAmount(metric, value) },
    ...{ streamCode: stream ?? null, networkCode: network ?? null, unitCode: unit ?? null },
    ...{ validFrom: from, validUntil: until },
  };
}
