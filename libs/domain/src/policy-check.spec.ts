import { describe, expect, it } from '@jest/globals';

import { checkPolicy, policyProblems } from './policy-check.js';
import { type AlarmRule, type PolicyRevision } from './policy.js';

const alarm = (
  kind: AlarmRule['kind'],
  level: number,
  offsetWorkingMinutes: number,
  milestone: AlarmRule['milestone'] = 'resolve',
): AlarmRule => ({ kind, level, milestone, offsetWorkingMinutes, tell: 'supervisor' });

type Policy = Omit<PolicyRevision, 'id' | 'code'>;

function policy(alarms: readonly AlarmRule[], more: Partial<Policy> = {}): Policy {
  return {
    calendarCode: 'office',
    resolve: { kind: 'working_minutes', minutes: 960 },
    respond: null,
    triage: { kind: 'working_minutes', minutes: 120 },
    offer: { kind: 'working_minutes', minutes: 240 },
    alarms,
    repeatWorkingMinutes: 2400,
    ...more,
  };
}

describe('a policy before it is stored', () => {
  it('may warn twice, tell at the due itself, and go up later', () => {
    const alarms = [
      alarm('warning', 1, -480),
      alarm('warning', 2, -120),
      alarm('escalation', 1, 0),
      alarm('escalation', 2, 480),
      alarm('escalation', 1, 0, 'triage'),
    ];
    expect(checkPolicy(policy(alarms))).toEqual([]);
  });

  it.each([
    [
      alarm('warning', 1, 0),
      /warning level 1 of resolve: it comes 0 working minutes after the due/,
    ],
    [alarm('warning', 1, 30), /after the due.*give a negative offset, or make it an escalation/],
    [alarm('warning', 1, 30, 'triage'), /after the end of the time for triage/],
    [alarm('escalation', 1, -1), /1 working minutes before the due.*or make it a warning/],
    [alarm('warning', 1, -960), /limit of only 960; give it a smaller offset/],
    [alarm('escalation', 0, 10), /0 is no level; count levels from 1/],
    [alarm('escalation', 1, 0.5), /0.5 is no offset; give whole working minutes/],
  ])('refuses %j', (wrong, expected) => {
    const problems = policyProblems(policy([alarm('escalation', 1, 0, 'triage'), wrong]));
    expect(problems).toEqual([
      { at: ['alarms', 1], text: expect.objectContaining({ en: expect.stringMatching(expected) }) },
    ]);
  });

  it('refuses a higher level that comes earlier, however the list is ordered', () => {
    const alarms = [alarm('escalation', 3, 480), alarm('escalation', 2, 960)];
    expect(policyProblems(policy(alarms))).toEqual([
      {
        at: ['alarms', 0],
        text: {
          en:
            'escalation level 3 of resolve: at 480 working minutes it comes before level 2 (at 960); ' +
            'a higher level comes later: give it a greater offset, or exchange the levels',
          vi:
            'báo cáo cấp trên mức 3 của hạn xử lý: ở 480 phút làm việc, đến trước mức 2 (ở 960); ' +
            'mức cao hơn phải đến sau: ghi khoảng cách lớn hơn, hoặc đổi chỗ hai mức',
        },
      },
    ]);
  });

  it('refuses two levels at the same time, and a level that stands twice', () => {
    const same = [alarm('escalation', 1, 60), alarm('escalation', 2, 60)];
    expect(checkPolicy(policy(same))[0]).toMatch(/at the same time as level 1 \(at 60\)/);
    const twice = [alarm('warning', 1, -60), alarm('warning', 1, -30)];
    expect(checkPolicy(policy(twice))).toEqual([
      'warning level 1 of resolve stands twice; give one of them another level or remove it',
    ]);
  });

  it('refuses escalations that go in a circle, and lets the same people be told again', () => {
    const tell = (level: number, whom: AlarmRule['tell']): AlarmRule => ({
      ...alarm('escalation', level, level * 60),
      tell: whom,
    });
    const up = [tell(1, 'unit_lead'), tell(2, 'supervisor'), tell(3, 'supervisor')];
    expect(checkPolicy(policy([...up, tell(4, 'admin')]))).toEqual([]);
    expect(policyProblems(policy([...up, tell(4, 'unit_lead')]))).toEqual([
      {
        at: ['alarms', 3],
        text: {
          en:
            'escalation level 4 of resolve: it goes in a circle, back to the head of the unit of level 1; ' +
            'let it tell somebody who was not told before, or remove it',
          vi:
            'báo cáo cấp trên mức 4 của hạn xử lý: quay vòng về lãnh đạo đơn vị đã được báo ở mức 1; ' +
            'chọn người chưa được báo ở các mức trước, hoặc bỏ mức này',
        },
      },
    ]);
  });

  it('compares levels of one kind and milestone only', () => {
    const alarms = [alarm('escalation', 1, 600), alarm('escalation', 2, 30, 'triage')];
    expect(checkPolicy(policy(alarms))).toEqual([]);
  });

  it('names the limit that is none, and a repetition that would never end', () => {
    const wrong = policy([], { offer: { kind: 'elapsed', minutes: 0 }, repeatWorkingMinutes: 0 });
    expect(policyProblems(wrong).map(({ at }) => at)).toEqual([
      ['offer', 'minutes'],
      ['repeatWorkingMinutes'],
    ]);
  });
});
