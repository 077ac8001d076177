import { type CalendarText } from './calendar-types.js';
import { limitProblems } from './limit.js';
import { RECIPIENT_WORDS, alarmTitle } from './policy-words.js';
import { type AlarmRule, type PolicyRevision, type Recipient } from './policy.js';

/** What is wrong with a policy, where (names of fields, indices of lists), and what to do about it. */
export interface PolicyProblem {
  readonly at: readonly (string | number)[];
  readonly text: CalendarText;
}

type Policy = Omit<PolicyRevision, 'id' | 'code'>;
type Milestone = AlarmRule['milestone'];
const LIMITS = ['resolve', 'respond', 'triage', 'offer'] as const;

/** What is wrong with a policy, in English words with the remedy; empty if nothing is. */
export function checkPolicy(policy: Policy): readonly string[] {
  return policyProblems(policy).map(({ text }) => text.en);
}

/** `checkPolicy` in both languages, with the place of each problem. */
export function policyProblems(policy: Policy): readonly PolicyProblem[] {
  return [
    ...LIMITS.flatMap((name) => {
      const limit = policy[name];
      return limit ? limitProblems(limit).map(({ at, text }) => ({ at: [name, at], text })) : [];
    }),
    ...policy.alarms.flatMap((alarm, index) => alarmProblems(policy, alarm, ['alarms', index])),
    ...(['warning', 'escalation'] as const).flatMap((kind) =>
      (['triage', 'resolve'] as const).flatMap((milestone) =>
        levelProblems(policy.alarms, kind, milestone),
      ),
    ),
    ...(['triage', 'resolve'] as const).flatMap((milestone) =>
      circleProblems(policy.alarms, milestone),
    ),
    ...repeatProblems(policy.repeatWorkingMinutes),
  ];
}

function problem(at: PolicyProblem['at'], en: string, vi: string): PolicyProblem {
  return { at, text: { vi, en } };
}

function repeatProblems(minutes: number): PolicyProblem[] {
  return Number.isInteger(minutes) && minutes >= 1
    ? []
    : [
        problem(
          ['repeatWorkingMinutes'],
          `${minutes} working minutes between repetitions would never end; give a whole number from 1`,
          `báo lại sau mỗi ${minutes} phút làm việc thì không bao giờ dứt; ghi một số nguyên từ 1`,
        ),
      ];
}

const DUE: Readonly<Record<Milestone, CalendarText>> = {
  triage: { vi: 'khi hết thời gian phân loại', en: 'the end of the time for triage' },
  resolve: { vi: 'hạn xử lý', en: 'the due' },
};

function alarmProblems(policy: Policy, alarm: AlarmRule, at: PolicyProblem['at']): PolicyProblem[] {
  const { kind, level, milestone, offsetWorkingMinutes: offset } = alarm;
  const [vi, en] = [alarmTitle(alarm, 'vi'), alarmTitle(alarm, 'en')];
  const due = DUE[milestone];
  if (!Number.isInteger(level) || level < 1) {
    return [
      problem(
        at,
        `${en}: ${level} is no level; count levels from 1`,
        `${vi}: ${level} không phải là một mức; đánh số mức từ 1`,
      ),
    ];
  }
  if (!Number.isInteger(offset)) {
    return [
      problem(
        at,
        `${en}: ${offset} is no offset; give whole working minutes`,
        `${vi}: ${offset} không phải là khoảng cách; ghi số phút làm việc nguyên`,
      ),
    ];
  }
  if (kind === 'warning') {
    if (offset < 0) return bornLate(policy, alarm, at);
    return [
      problem(
        at,
        `${en}: it comes ${offset} working minutes after ${due.en}, when there is nothing left to ` +
          'warn of; give a negative offset, or make it an escalation',
        `${vi}: đến sau ${due.vi} ${offset} phút làm việc, không còn gì để nhắc trước; ` +
          'ghi khoảng cách âm, hoặc đổi thành báo cáo cấp trên (escalation)',
      ),
    ];
  }
  if (offset >= 0) return [];
  return [
    problem(
      at,
      `${en}: it comes ${-offset} working minutes before ${due.en}, when nothing is late yet; ` +
        'give an offset of 0 or more, or make it a warning',
      `${vi}: đến trước ${due.vi} ${-offset} phút làm việc, khi chưa có gì quá hạn; ` +
        'ghi khoảng cách từ 0 trở lên, hoặc đổi thành nhắc trước hạn (warning)',
    ),
  ];
}

/** A warning that would be due before the clock has begun says nothing: it comes with the receipt. */
function bornLate(policy: Policy, alarm: AlarmRule, at: PolicyProblem['at']): PolicyProblem[] {
  const limit = policy[alarm.milestone];
  if (limit?.kind !== 'working_minutes') return [];
  const before = -alarm.offsetWorkingMinutes;
  if (before < limit.minutes) return [];
  return [
    problem(
      at,
      `${alarmTitle(alarm, 'en')}: it comes ${before} working minutes before the end of a limit of only ` +
        `${limit.minutes}; give it a smaller offset, or the limit more time`,
      `${alarmTitle(alarm, 'vi')}: đến trước hạn ${before} phút làm việc, trong khi thời hạn chỉ có ` +
        `${limit.minutes} phút; ghi khoảng cách nhỏ hơn, hoặc tăng thời hạn`,
    ),
  ];
}

interface Placed {
  readonly alarm: AlarmRule;
  readonly at: PolicyProblem['at'];
}

/** The alarms of one kind and milestone by their levels, each with its place in the list. */
function byLevel(
  alarms: readonly AlarmRule[],
  kind: AlarmRule['kind'],
  milestone: Milestone,
): readonly Placed[] {
  return alarms
    .map((alarm, index) => ({ alarm, at: ['alarms', index] }))
    .filter(({ alarm }) => alarm.kind === kind && alarm.milestone === milestone)
    .sort((a, b) => a.alarm.level - b.alarm.level);
}

/** Levels of one kind rise one after the other, and each is there once. */
function levelProblems(
  alarms: readonly AlarmRule[],
  kind: AlarmRule['kind'],
  milestone: Milestone,
): PolicyProblem[] {
  const own = byLevel(alarms, kind, milestone);
  return own.flatMap(({ alarm, at }, index) => {
    const below = own[index - 1]?.alarm;
    if (!below) return [];
    const [vi, en] = [alarmTitle(alarm, 'vi'), alarmTitle(alarm, 'en')];
    if (below.level === alarm.level) {
      return [
        problem(
          at,
          `${en} stands twice; give one of them another level or remove it`,
          `${vi} được ghi hai lần; đổi mức của một trong hai, hoặc bỏ một`,
        ),
      ];
    }
    const [early, late] = [below.offsetWorkingMinutes, alarm.offsetWorkingMinutes];
    if (late > early) return [];
    const same = late === early;
    return [
      problem(
        at,
        `${en}: at ${late} working minutes it comes ${same ? 'at the same time as' : 'before'} level ` +
          `${below.level} (at ${early}); a higher level comes later: give it a greater offset, or exchange the levels`,
        `${vi}: ở ${late} phút làm việc, đến ${same ? 'cùng lúc với' : 'trước'} mức ` +
          `${below.level} (ở ${early}); mức cao hơn phải đến sau: ghi khoảng cách lớn hơn, hoặc đổi chỗ hai mức`,
      ),
    ];
  });
}

/** An escalation goes up: it may tell the same people again, but never comes back to them from others. */
function circleProblems(alarms: readonly AlarmRule[], milestone: Milestone): PolicyProblem[] {
  const left = new Map<Recipient, number>();
  let last: AlarmRule | null = null;
  const problems: PolicyProblem[] = [];
  for (const { alarm, at } of byLevel(alarms, 'escalation', milestone)) {
    if (last && last.tell !== alarm.tell) left.set(last.tell, last.level);
    last = alarm;
    const earlier = left.get(alarm.tell);
    if (earlier === undefined) continue;
    const whom = RECIPIENT_WORDS[alarm.tell];
    problems.push(
      problem(
        at,
        `${alarmTitle(alarm, 'en')}: it goes in a circle, back to the ${whom.en} of level ${earlier}; ` +
          'let it tell somebody who was not told before, or remove it',
        `${alarmTitle(alarm, 'vi')}: quay vòng về ${whom.vi} đã được báo ở mức ${earlier}; ` +
          'chọn người chưa được báo ở các mức trước, hoặc bỏ mức này',
      ),
    );
  }
  return problems;
}
