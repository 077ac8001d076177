import {
  LIMIT_WORDS,
  type Language,
  RECIPIENT_WORDS,
  alarmTitle,
  amountWords,
  offsetWords,
  ruleWords,
} from '#libs/domain';
import { type PolicyRevisionEntity, type SavedPolicy } from '#libs/store';
import { plainTable } from './plain-table.js';

const WORDS = {
  vi: {
    added: 'chính sách mới',
    changed: 'thay bản',
    same: 'không có gì khác bản hiện hành',
    would: 'sẽ thành bản',
    is: 'nay là bản',
    open: 'vòng và lượt xử lý đang mở giữ bản của mình; vòng và lượt bắt đầu từ nay theo bản mới',
    revision: 'bản',
    calendar: 'lịch',
    limit: 'thời hạn',
    amount: 'bao lâu, tính thế nào',
    alarms: 'Nhắc và báo cáo',
    none: 'không có',
    alarm: 'việc',
    when: 'khi nào',
    whom: 'báo cho',
    name: 'tên',
    repeat: 'Chưa xong sau mức cuối thì báo lại sau mỗi',
    revisions: 'Các bản',
    savedAt: 'lưu lúc',
    savedBy: 'người lưu',
    current: 'hiện hành',
    command: 'dòng lệnh hoặc dữ liệu gốc',
  },
  en: {
    added: 'a new policy',
    changed: 'in place of revision',
    same: 'nothing differs from the current revision',
    would: 'would become revision',
    is: 'is now revision',
    open: 'open cycles and legs keep their revision; those that begin from now on follow the new one',
    revision: 'revision',
    calendar: 'calendar',
    limit: 'limit',
    amount: 'how long, and how it is counted',
    alarms: 'Warnings and escalations',
    none: 'none',
    alarm: 'what',
    when: 'when',
    whom: 'tells',
    name: 'name',
    repeat: 'Unfinished after the last level, it is told again each time after',
    revisions: 'Revisions',
    savedAt: 'saved at',
    savedBy: 'by',
    current: 'current',
    command: 'the command line or a seed',
  },
} as const;

/** What an import did with one policy, or would do. */
export function savedText(
  { code, result, revision, before, changes }: SavedPolicy,
  { lang, dryRun }: { readonly lang: Language; readonly dryRun: boolean },
): string {
  const words = WORDS[lang];
  if (result === 'same') return `${code}: ${words.same} (${words.revision} ${revision})`;
  const how = result === 'added' ? words.added : `${words.changed} ${before}`;
  const lines = [
    ...changes.map(({ text }) => text[lang]),
    ...(result === 'added' ? [] : [words.open]),
  ];
  const verb = dryRun ? words.would : words.is;
  return [`${code}: ${verb} ${revision} (${how})`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** An instant as it is written where the language is spoken, in a zone: '19:27 25/11/2026'. */
function instantWords(at: Date, zone: string, lang: Language): string {
  // English speakers of this product read dates as 2026-11-25, which is how Swedes write them.
  const format = new Intl.DateTimeFormat(lang === 'vi' ? 'vi-VN' : 'sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(at);
}

/**
 * A policy: its limits with their rules, whom it tells and when, and its revisions.
 * @param zone that of its calendar, in which it is told when revisions were saved
 */
export function policyText(
  { code, name: title, revision, body }: PolicyRevisionEntity,
  revisions: readonly PolicyRevisionEntity[],
  zone: string,
  lang: Language,
): string {
  const words = WORDS[lang];
  const limits = (['resolve', 'respond', 'triage', 'offer'] as const).map((name) => [
    LIMIT_WORDS[name][lang],
    [amountWords(body[name], lang), ...ruleWords(body[name], lang)].join('\n'),
  ]);
  const alarms = body.alarms.map((alarm) => [
    alarmTitle(alarm, lang),
    offsetWords(alarm.offsetWorkingMinutes, lang),
    RECIPIENT_WORDS[alarm.tell][lang],
    alarm.name?.[lang] ?? '',
  ]);
  const rows = revisions.map((one) => [
    String(one.revision),
    one.savedAt ? instantWords(one.savedAt, zone, lang) : '',
    one.savedBy ?? words.command,
    one.current ? words.current : '',
  ]);
  const repeat = { kind: 'working_minutes', minutes: body.repeatWorkingMinutes } as const;
  return [
    `${title[lang]} (${code}, ${words.revision} ${revision}, ${words.calendar} ${body.calendarCode})`,
    ...['', plainTable([words.limit, words.amount], limits)],
    ...['', `${words.alarms} (${alarms.length})`],
    alarms.length === 0
      ? `  ${words.none}`
      : plainTable([words.alarm, words.when, words.whom, words.name], alarms),
    `${words.repeat} ${amountWords(repeat, lang)}.`,
    ...['', words.revisions],
    plainTable([words.revision, words.savedAt, words.savedBy, ''], rows, [0]),
  ].join('\n');
}
