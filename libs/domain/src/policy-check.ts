import { checkLimit } from './limit.js';
import { type AlarmRule, type PolicyRevision } from './policy.js';

/** What is wrong with a policy, where (names of fields, indices of lists), and what to do about it. */
export interface PolicyProblem {
  readonly at: readonly (string | number)[];
  readonly text: string;
}

type Milestone = AlarmRule['milestone'];
const LIMITS = ['resolve', 'respond', 'triage', 'offer'] as const;

/** What is wrong with a policy, in words with the remedy; empty if nothing is. */
export function checkPolicy(policy: Omit<PolicyRevision, 'id' | 'code'>): readonly string[] {
  return policyProblems(policy).map(({ text }) => text);
}

/** `checkPolicy` with the place of each problem. */
export function policyProblems(
  policy: Omit<PolicyRevision, 'id' | 'code'>,
): readonly PolicyProblem[] {
  return [
    ...LIMITS.flatMap((name) => {
      const limit = policy[name];
      return limit ? checkLimit(limit).map((text) => ({ at: [name], text })) : [];
    }),
    ...policy.alarms.flatMap((alarm, index) =>
      alarmProblems(policy, alarm).map((text) => ({ at: ['alarms', index], text })),
    ),
    ...(['warning', 'escalation'] as const).flatMap((kind) =>
      (['triage', 'resolve'] as const).flatMap((milestone) =>
        levelProblems(policy.alarms, kind, milestone),
      ),
    ),
    ...(Number.isInteger(policy.repeatWorkingMinutes) && policy.repeatWorkingMinutes >= 1
      ? []
      : [
          {
            at: ['repeatWorkingMinutes'],
            text: `${policy.repeatWorkingMinutes} working minutes between repetitions would never end; give a whole number from 1`,
          },
        ]),
  ];
}

/** An alarm as its messages name it: 'escalation level 2 of resolve'. */
function title({ kind, level, milestone }: AlarmRule): string {
  return `${kind} level ${level} of ${milestone}`;
}

const DUE: Readonly<Record<Milestone, string>> = {
  triage: 'the end of the time for triage',
  resolve: 'the due',
};

function alarmProblems(
  policy: Omit<PolicyRevision, 'id' | 'code'>,
  alarm: AlarmRule,
): readonly string[] {
  const { kind, level, milestone, offsetWorkingMinutes: offset } = alarm;
  if (!Number.isInteger(level) || level < 1) {
    return [`${title(alarm)}: ${level} is no level; count levels from 1`];
  }
  if (!Number.isInteger(offset)) {
    return [`${title(alarm)}: ${offset} is no offset; give whole working minutes`];
  }
  switch (kind) {
    case 'warning':
      if (offset >= 0) {
        return [
          `${title(alarm)}: it comes ${offset} working minutes after ${DUE[milestone]}, when there is nothing left to ` +
            'warn of; give a negative offset, or make it an escalation',
        ];
      }
      return bornLate(policy, alarm);
    case 'escalation':
      return offset >= 0
        ? []
        : [
            `${title(alarm)}: it comes ${-offset} working minutes before ${DUE[milestone]}, when nothing is late yet; ` +
              'give an offset of 0 or more, or make it a warning',
          ];
  }
}

/** A warning that would be due before the clock has begun says nothing: it comes with the receipt. */
function bornLate(policy: Omit<PolicyRevision, 'id' | 'code'>, alarm: AlarmRule): string[] {
  const limit = policy[alarm.milestone];
  if (limit?.kind !== 'working_minutes') return [];
  const before = -alarm.offsetWorkingMinutes;
  return before < limit.minutes
    ? []
    : [
        `${title(alarm)}: it comes ${before} working minutes before the end of a limit of only ${limit.minutes}; ` +
          'give it a smaller offset, or the limit more time',
      ];
}

/** Levels of one kind rise one after the other, and each is there once. */
function levelProblems(
  alarms: readonly AlarmRule[],
  kind: AlarmRule['kind'],
  milestone: Milestone,
): PolicyProblem[] {
  const own = alarms
    .map((alarm, index) => ({ alarm, at: ['alarms', index] }))
    .filter(({ alarm }) => alarm.kind === kind && alarm.milestone === milestone)
    .sort((a, b) => a.alarm.level - b.alarm.level);
  return own.flatMap(({ alarm, at }, index) => {
    const below = own[index - 1]?.alarm;
    if (!below) return [];
    if (below.level === alarm.level) {
      return [
        { at, text: `${title(alarm)} stands twice; give one of them another level or remove it` },
      ];
    }
    const [early, late] = [below.offsetWorkingMinutes, alarm.offsetWorkingMinutes];
    if (late > early) return [];
    const how = late === early ? 'at the same time as' : 'before';
    return [
      {
        at,
        text:
          `${title(alarm)}: at ${late} working minutes it comes ${how} level ${below.level} (at ${early}); ` +
          'a higher level comes later: give it a greater offset, or exchange the levels',
      },
    ];
  });
}
