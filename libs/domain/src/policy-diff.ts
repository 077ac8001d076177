import { type CalendarText } from './calendar-types.js';
import { type DayLimit, type Limit, describeLimit } from './limit.js';
import {
  DAY_RULES,
  DAY_RULE_NAMES,
  LIMIT_WORDS,
  RECIPIENT_WORDS,
  alarmTitle,
  alarmWords,
  dayRuleWords,
  limitWords,
  offsetWords,
} from './policy-words.js';
import { type AlarmRule, type PolicyRevision } from './policy.js';

/** A policy with its name and without what tells one revision from another. */
export interface NamedPolicy extends Omit<PolicyRevision, 'id' | 'code'> {
  readonly name: CalendarText;
}

/** One thing that differs between two revisions: in which field, and in words for an administrator. */
export interface PolicyChange {
  /** In the words of the file: `resolve`, `resolve.due`, `alarms`. */
  readonly field: string;
  /** 'hạn xử lý: 7 ngày làm việc → 3 ngày làm việc', 'resolve: 7 working days → 3 working days'. */
  readonly text: CalendarText;
}

type Language = keyof CalendarText;
const LIMITS = ['resolve', 'respond', 'triage', 'offer'] as const;

/** The rules of a limit in the words of the file. */
const RULE_FIELDS = {
  receiptDayCounts: 'receipt_day_counts',
  nonWorkingDay: 'non_working_day',
  beforeHours: 'before_hours',
  afterHours: 'after_hours',
  due: 'due',
} as const;

function change(field: string, words: (lang: Language) => string): PolicyChange {
  return { field, text: { vi: words('vi'), en: words('en') } };
}

/**
 * What would change if `after` took the place of `before`; both must have passed `checkPolicy`.
 * @param before null: there is no such policy yet, so everything of `after` is told
 */
export function comparePolicies(
  before: NamedPolicy | null,
  after: NamedPolicy,
): readonly PolicyChange[] {
  return [
    ...nameChanges(before?.name ?? null, after.name),
    ...calendarChanges(before?.calendarCode, after.calendarCode),
    ...LIMITS.flatMap((name) => limitChanges(name, before?.[name], after[name])),
    ...alarmChanges(before?.alarms ?? [], after.alarms),
    ...repeatChanges(before?.repeatWorkingMinutes, after.repeatWorkingMinutes),
  ];
}

function nameChanges(before: CalendarText | null, after: CalendarText): PolicyChange[] {
  if (before?.vi === after.vi && before.en === after.en) return [];
  const was = (lang: Language): string => (before ? `"${before[lang]}" → ` : '');
  return [
    change('name', (lang) =>
      lang === 'vi'
        ? `tên: ${was('vi')}"${after.vi}" (en: "${after.en}")`
        : `name: ${was('en')}"${after.en}" (vi: "${after.vi}")`,
    ),
  ];
}

function calendarChanges(before: string | undefined, after: string): PolicyChange[] {
  if (before === after) return [];
  const was = before === undefined ? '' : `${before} → `;
  return [change('calendar', (lang) => `${lang === 'vi' ? 'lịch' : 'calendar'}: ${was}${after}`)];
}

function repeatChanges(before: number | undefined, after: number): PolicyChange[] {
  if (before === after) return [];
  const every = (minutes: number, lang: Language): string =>
    describeLimit({ kind: 'working_minutes', minutes }, lang);
  return [
    change('repeat_working_minutes', (lang) => {
      const was = before === undefined ? '' : `${every(before, lang)} → `;
      const name = lang === 'vi' ? 'báo lại sau mỗi' : 'told again after each';
      return `${name}: ${was}${every(after, lang)}`;
    }),
  ];
}

/** @param before undefined: there was no policy; null: it set no such limit */
function limitChanges(
  name: (typeof LIMITS)[number],
  before: Limit | null | undefined,
  after: Limit | null,
): PolicyChange[] {
  const title = LIMIT_WORDS[name];
  if (before?.kind === 'working_days' && after?.kind === 'working_days') {
    return dayChanges(name, title, before, after);
  }
  if (before !== undefined && limitWords(before, 'en') === limitWords(after, 'en')) return [];
  const was = (lang: Language): string =>
    before === undefined ? '' : `${limitWords(before, lang)} → `;
  return [change(name, (lang) => `${title[lang]}: ${was(lang)}${limitWords(after, lang)}`)];
}

/** Two limits in working days: only what differs is told. */
function dayChanges(
  name: string,
  title: CalendarText,
  before: DayLimit,
  after: DayLimit,
): PolicyChange[] {
  const rules = DAY_RULE_NAMES.filter((rule) => before[rule] !== after[rule]);
  return [
    ...(before.days === after.days
      ? []
      : [
          change(
            name,
            (lang) =>
              `${title[lang]}: ${describeLimit(before, lang)} → ${describeLimit(after, lang)}`,
          ),
        ]),
    ...rules.map((rule) =>
      change(`${name}.${RULE_FIELDS[rule]}`, (lang) => {
        const [was, is] = [dayRuleWords(before, rule, lang), dayRuleWords(after, rule, lang)];
        return `${title[lang]}, ${DAY_RULES[rule].name[lang]}: ${was} → ${is}`;
      }),
    ),
  ];
}

/** What tells one alarm of a policy from another. */
const keyOf = ({ kind, milestone, level }: AlarmRule): string => `${milestone} ${kind} ${level}`;

function alarmChanges(before: readonly AlarmRule[], after: readonly AlarmRule[]): PolicyChange[] {
  const old = new Map(before.map((alarm) => [keyOf(alarm), alarm]));
  const now = new Map(after.map((alarm) => [keyOf(alarm), alarm]));
  const removed = before.filter((alarm) => !now.has(keyOf(alarm)));
  return [
    ...removed.map((alarm) =>
      change('alarms', (lang) =>
        lang === 'vi' ? `bỏ ${alarmTitle(alarm, 'vi')}` : `${alarmTitle(alarm, 'en')} removed`,
      ),
    ),
    ...after.flatMap((alarm) => {
      const was = old.get(keyOf(alarm));
      return was ? changesOfAlarm(was, alarm) : [addedAlarm(alarm)];
    }),
  ];
}

function addedAlarm(alarm: AlarmRule): PolicyChange {
  return change('alarms', (lang) =>
    lang === 'vi'
      ? `thêm ${alarmTitle(alarm, 'vi')}: ${alarmWords(alarm, 'vi')}`
      : `${alarmTitle(alarm, 'en')} added: ${alarmWords(alarm, 'en')}`,
  );
}

function changesOfAlarm(before: AlarmRule, after: AlarmRule): PolicyChange[] {
  const [offset, tell] = [before.offsetWorkingMinutes, before.tell];
  const called = (name: CalendarText | undefined, lang: Language): string =>
    name ? `"${name[lang]}"` : lang === 'vi' ? 'không có' : 'none';
  const told = (what: CalendarText, words: (rule: AlarmRule, lang: Language) => string) =>
    change(
      'alarms',
      (lang) =>
        `${alarmTitle(after, lang)}, ${what[lang]}: ${words(before, lang)} → ${words(after, lang)}`,
    );
  const renamed = before.name?.vi !== after.name?.vi || before.name?.en !== after.name?.en;
  return [
    ...(offset === after.offsetWorkingMinutes
      ? []
      : [
          told({ vi: 'thời điểm', en: 'time' }, (rule, lang) =>
            offsetWords(rule.offsetWorkingMinutes, lang),
          ),
        ]),
    ...(tell === after.tell
      ? []
      : [
          told(
            { vi: 'người được báo', en: 'told' },
            (rule, lang) => RECIPIENT_WORDS[rule.tell][lang],
          ),
        ]),
    ...(renamed ? [told({ vi: 'tên', en: 'name' }, (rule, lang) => called(rule.name, lang))] : []),
  ];
}
