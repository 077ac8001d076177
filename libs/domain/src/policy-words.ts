import { type CalendarText } from './calendar-types.js';
import { type Limit, type DayLimit, describeLimit } from './limit.js';
import { type AlarmRule, type Recipient } from './policy.js';

type Language = keyof CalendarText;

/** The limits of a policy as they stand on the screen. */
export const LIMIT_WORDS = {
  resolve: { vi: 'hạn xử lý', en: 'resolve' },
  respond: { vi: 'hạn trả lời lần đầu', en: 'respond' },
  triage: { vi: 'thời gian phân loại', en: 'triage' },
  offer: { vi: 'thời gian chờ đơn vị nhận', en: 'offer' },
} as const satisfies Readonly<Record<string, CalendarText>>;

/** Whom an alarm tells, as it stands on the screen. */
export const RECIPIENT_WORDS: Readonly<Record<Recipient, CalendarText>> = {
  unit_staff: { vi: 'cán bộ đơn vị', en: 'staff of the unit' },
  unit_lead: { vi: 'lãnh đạo đơn vị', en: 'head of the unit' },
  operator: { vi: 'tiếp nhận viên', en: 'operators' },
  supervisor: { vi: 'giám sát', en: 'supervisors' },
  admin: { vi: 'quản trị', en: 'administrators' },
};

const KIND_WORDS: Readonly<Record<AlarmRule['kind'], CalendarText>> = {
  warning: { vi: 'nhắc trước hạn', en: 'warning' },
  escalation: { vi: 'báo cáo cấp trên', en: 'escalation' },
};

/** The rules of a limit in working days: how each is called, and what each value says. */
export const DAY_RULES = {
  receiptDayCounts: {
    name: { vi: 'ngày tiếp nhận', en: 'the day of receipt' },
    values: {
      true: { vi: 'được tính', en: 'counts' },
      false: { vi: 'không tính', en: 'does not count' },
    },
  },
  nonWorkingDay: {
    name: { vi: 'tiếp nhận vào ngày nghỉ', en: 'a receipt on a day that is not worked' },
    values: {
      next_start: {
        vi: 'tính từ đầu giờ ngày làm việc kế tiếp',
        en: 'begins at the next start of work',
      },
      keep_time: {
        vi: 'giữ giờ, chuyển sang ngày làm việc kế tiếp',
        en: 'keeps its time, on the next working day',
      },
    },
  },
  beforeHours: {
    name: { vi: 'tiếp nhận trước giờ làm việc', en: 'a receipt before hours' },
    values: {
      keep: { vi: 'giữ nguyên giờ', en: 'keeps its time' },
      day_start: { vi: 'tính từ đầu giờ làm việc', en: 'begins at the start of work' },
    },
  },
  afterHours: {
    name: { vi: 'tiếp nhận sau giờ làm việc', en: 'a receipt after hours' },
    values: {
      keep: { vi: 'giữ nguyên giờ', en: 'keeps its time' },
      next_start: {
        vi: 'tính từ đầu giờ ngày làm việc kế tiếp',
        en: 'begins at the next start of work',
      },
    },
  },
  due: {
    name: { vi: 'thời điểm hết hạn', en: 'the due' },
    values: {
      end_of_day: { vi: 'cuối giờ làm việc của ngày cuối', en: 'at the end of the last day' },
      same_time: {
        vi: 'đúng giờ tiếp nhận, vào ngày cuối',
        en: 'at the same time of the last day',
      },
    },
  },
} as const satisfies Readonly<
  Record<
    Exclude<keyof DayLimit, 'kind' | 'days'>,
    { readonly name: CalendarText; readonly values: Readonly<Record<string, CalendarText>> }
  >
>;

export type DayRule = keyof typeof DAY_RULES;

/** All rules of a limit in working days, in the order in which they are told. */
export const DAY_RULE_NAMES = Object.keys(DAY_RULES) as readonly DayRule[];

/** What a rule of a limit says: 'không tính', 'does not count'. */
export function dayRuleWords(limit: DayLimit, rule: DayRule, lang: Language): string {
  const values: Readonly<Record<string, CalendarText>> = DAY_RULES[rule].values;
  return values[String(limit[rule])]?.[lang] ?? String(limit[rule]);
}

/** How long a limit is: '7 ngày làm việc', '24 hours elapsed'; null: there is none. */
export function amountWords(limit: Limit | null, lang: Language): string {
  if (!limit) return lang === 'vi' ? 'không đặt' : 'none';
  const amount = describeLimit(limit, lang);
  return limit.kind === 'elapsed' ? `${amount} ${lang === 'vi' ? 'liên tục' : 'elapsed'}` : amount;
}

/** The rules of a limit in working days, each in words: 'ngày tiếp nhận: không tính'; else none. */
export function ruleWords(limit: Limit | null, lang: Language): readonly string[] {
  if (limit?.kind !== 'working_days') return [];
  const between = lang === 'vi' ? ': ' : ' ';
  return DAY_RULE_NAMES.map(
    (rule) => `${DAY_RULES[rule].name[lang]}${between}${dayRuleWords(limit, rule, lang)}`,
  );
}

/** A limit with all its rules: '7 ngày làm việc (ngày tiếp nhận: không tính; …)'. */
export function limitWords(limit: Limit | null, lang: Language): string {
  const rules = ruleWords(limit, lang);
  const amount = amountWords(limit, lang);
  return rules.length === 0 ? amount : `${amount} (${rules.join('; ')})`;
}

/** What an alarm is: 'báo cáo cấp trên mức 2 của hạn xử lý', 'escalation level 2 of resolve'. */
export function alarmTitle({ kind, level, milestone }: AlarmRule, lang: Language): string {
  const [what, of] = [KIND_WORDS[kind][lang], LIMIT_WORDS[milestone][lang]];
  return lang === 'vi' ? `${what} mức ${level} của ${of}` : `${what} level ${level} of ${of}`;
}

/** When an alarm comes, in working time: 'trước hạn 8 giờ làm việc', '2 working hours after the due'. */
export function offsetWords(offset: number, lang: Language): string {
  const vi = lang === 'vi';
  if (offset === 0) return vi ? 'ngay khi đến hạn' : 'at the due itself';
  const minutes = Math.abs(offset);
  const hours = minutes % 60 === 0;
  const amount = new Intl.NumberFormat(vi ? 'vi-VN' : 'en-GB').format(
    hours ? minutes / 60 : minutes,
  );
  if (vi) return `${offset < 0 ? 'trước' : 'sau'} hạn ${amount} ${hours ? 'giờ' : 'phút'} làm việc`;
  const unit = `working ${hours ? 'hour' : 'minute'}${amount === '1' ? '' : 's'}`;
  return `${amount} ${unit} ${offset < 0 ? 'before' : 'after'} the due`;
}

/** 'sau hạn 8 giờ làm việc, báo giám sát' */
export function alarmWords({ offsetWorkingMinutes, tell }: AlarmRule, lang: Language): string {
  const when = offsetWords(offsetWorkingMinutes, lang);
  const whom = RECIPIENT_WORDS[tell][lang];
  return lang === 'vi' ? `${when}, báo ${whom}` : `${when}, tells ${whom}`;
}
