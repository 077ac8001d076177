import { plainToInstance } from 'class-transformer';
import { isMap, isScalar } from 'yaml';
import {
  type CalendarText,
  type Limit,
  type PolicyProblem,
  type Recipient,
  policyProblems,
} from '#libs/domain';
import {
  type EntryKind,
  type Read,
  type WrittenProblem,
  checkData,
  entriesYaml,
  readEntries,
  unknownField,
} from './entry-file.js';
import { type CheckedPolicy, policyBody, storedPolicy } from './mapping.js';
import { policyFaults } from './policy-needs.js';
import { type Located } from './seed.js';
import { PolicyShape } from './term-shapes.js';
import { shapeFaults } from './written.js';

/** Policies as they were read: all of them, or none and every problem. */
export interface ReadPolicies {
  readonly policies: readonly CheckedPolicy[];
  readonly problems: readonly WrittenProblem[];
}

const IN_THE_FILE: Readonly<Record<string, string>> = {
  repeatWorkingMinutes: 'repeat_working_minutes',
  receiptDayCounts: 'receipt_day_counts',
  nonWorkingDay: 'non_working_day',
  beforeHours: 'before_hours',
  afterHours: 'after_hours',
};

/** Places of the rules in the words of the file. */
function written(at: PolicyProblem['at']): PolicyProblem['at'] {
  return at.map((part) => IN_THE_FILE[part] ?? part);
}

/** What the rules say of a policy whose shape is right. */
export function problemsOfPolicy({
  entry,
  at,
}: Pick<Located<PolicyShape>, 'entry' | 'at'>): WrittenProblem[] {
  return policyProblems(policyBody(entry)).map((problem) => ({
    place: at(written(problem.at)),
    text: problem.text,
  }));
}

const NAMES = {
  name: { vi: 'chính sách', en: 'policy' },
  fields: 'code, name, calendar, resolve, respond, triage, offer, alarms, repeat_working_minutes',
};

function calendarProblem(code: string, calendars: ReadonlySet<string>): CalendarText | null {
  if (calendars.has(code)) return null;
  const known = [...calendars].sort().join(', ');
  return {
    vi: `không có lịch "${code}"; dùng một lịch đã có (${known || 'chưa có lịch nào'}), hoặc thêm lịch trước`,
    en: `there is no calendar "${code}"; use one that there is (${known || 'none yet'}), or add it first`,
  };
}

/** @param calendars the codes of the calendars that there are */
function policies(calendars: ReadonlySet<string>): EntryKind<CheckedPolicy> {
  return {
    ...NAMES,
    check(raw, at): Read<CheckedPolicy> {
      const entry = plainToInstance(PolicyShape, raw);
      const faults = shapeFaults(entry);
      const wrong = [
        ...faults
          .filter(({ unknown }) => unknown)
          .map((fault) => ({ fault, text: unknownField(fault, NAMES) })),
        ...policyFaults(faults.filter(({ unknown }) => !unknown)),
      ].map(({ fault, text }) => ({ place: at(fault.at), text }));
      if (wrong.length > 0) return { entries: [], problems: wrong };
      const noCalendar = calendarProblem(entry.calendar, calendars);
      const problems = [
        ...(noCalendar ? [{ place: at(['calendar']), text: noCalendar }] : []),
        ...problemsOfPolicy({ entry, at }),
      ];
      return { entries: problems.length > 0 ? [] : [storedPolicy(entry)], problems };
    },
  };
}

const policiesOf = ({ entries, problems }: Read<CheckedPolicy>): ReadPolicies => ({
  policies: entries,
  problems,
});

/**
 * Reads and checks a file of policies, whole: with one problem anywhere nothing of it is used.
 * @param file how the file is called in places
 * @param calendars the codes of the calendars that there are: a policy counts by one of them
 */
export function readPolicyFile(
  text: string,
  file: string,
  calendars: ReadonlySet<string>,
): ReadPolicies {
  return policiesOf(readEntries(text, file, policies(calendars)));
}

/**
 * Checks one policy that came as data; places are paths of fields such as `alarms.3.level`.
 * @param calendars the codes of the calendars that there are
 */
export function checkPolicyData(data: unknown, calendars: ReadonlySet<string>): ReadPolicies {
  return policiesOf(checkData(data, policies(calendars)));
}

/** A limit in the words of the file. */
export type WrittenLimit =
  | {
      readonly kind: 'working_days';
      readonly days: number;
      readonly receipt_day_counts: boolean;
      readonly non_working_day: 'next_start' | 'keep_time';
      readonly before_hours: 'keep' | 'day_start';
      readonly after_hours: 'keep' | 'next_start';
      readonly due: 'end_of_day' | 'same_time';
    }
  | { readonly kind: 'working_minutes' | 'elapsed'; readonly minutes: number };

/** An alarm in the words of the file. */
export interface WrittenAlarm {
  readonly kind: 'warning' | 'escalation';
  readonly level: number;
  readonly milestone: 'triage' | 'resolve';
  /** Negative: before the due. */
  readonly offset_working_minutes: number;
  readonly to: Recipient;
  readonly name?: CalendarText;
}

/** A policy in the words of the file. */
export interface WrittenPolicy {
  readonly code: string;
  readonly name: CalendarText;
  readonly calendar: string;
  readonly resolve: WrittenLimit | null;
  readonly respond: WrittenLimit | null;
  readonly triage: WrittenLimit;
  readonly offer: WrittenLimit;
  readonly alarms: readonly WrittenAlarm[];
  readonly repeat_working_minutes: number;
}

function writtenLimit(limit: Limit): WrittenLimit {
  if (limit.kind !== 'working_days') return { kind: limit.kind, minutes: limit.minutes };
  return {
    kind: limit.kind,
    days: limit.days,
    receipt_day_counts: limit.receiptDayCounts,
    non_working_day: limit.nonWorkingDay,
    before_hours: limit.beforeHours,
    after_hours: limit.afterHours,
    due: limit.due,
  };
}

/** A revision in the words of the file, ready to be written as YAML or JSON. */
export function writtenPolicy({ code, name, body }: CheckedPolicy): WrittenPolicy {
  // The database keeps no order of names: they are put in the order in which people write them.
  const text = ({ vi, en }: CalendarText): CalendarText => ({ vi, en });
  return {
    code,
    name: text(name),
    calendar: body.calendarCode,
    resolve: body.resolve && writtenLimit(body.resolve),
    respond: body.respond && writtenLimit(body.respond),
    triage: writtenLimit(body.triage),
    offer: writtenLimit(body.offer),
    alarms: body.alarms.map((alarm) => ({
      kind: alarm.kind,
      level: alarm.level,
      milestone: alarm.milestone,
      offset_working_minutes: alarm.offsetWorkingMinutes,
      to: alarm.tell,
      ...(alarm.name ? { name: text(alarm.name) } : {}),
    })),
    repeat_working_minutes: body.repeatWorkingMinutes,
  };
}

/** YAML that `readPolicyFile` reads back as the same revisions. */
export function policyYaml(all: readonly CheckedPolicy[]): string {
  return entriesYaml(all.map(writtenPolicy), (key, value) => {
    if (key === 'name') return true;
    // A limit in minutes is short; one in working days has a line for each rule.
    return (
      isMap(value) && value.items.length === 2 && value.items.every(({ value: of }) => isScalar(of))
    );
  });
}
