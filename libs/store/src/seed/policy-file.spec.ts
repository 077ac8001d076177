import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkPolicyData, policyYaml, readPolicyFile, writtenPolicy } from './policy-file.js';

const HUE = readFileSync('deploy/seed/hue/policies.yaml', 'utf8');
const CALENDARS = new Set(['hue-office', 'always', 'boston-311']);

/** One policy, on lines that the tests name. */
const ONE = `- code: mine
  name: { vi: Của tôi, en: Mine }
  calendar: hue-office
  resolve:
    kind: working_days
    days: 7
    receipt_day_counts: false
    non_working_day: next_start
    before_hours: keep
    after_hours: keep
    due: end_of_day
  respond: null
  triage: { kind: working_minutes, minutes: 120 }
  offer: { kind: elapsed, minutes: 240 }
  alarms:
    - kind: warning
      level: 1
      milestone: resolve
      offset_working_minutes: -480
      to: unit_staff
      name: { vi: Còn một ngày, en: One day left }
    - { kind: escalation, level: 1, milestone: resolve, offset_working_minutes: 0, to: unit_lead }
    - { kind: escalation, level: 2, milestone: resolve, offset_working_minutes: 480, to: supervisor }
`;

/** What is said of the policy after a change. */
function problemsAfter(change: (text: string) => string, lang: 'vi' | 'en'): string[] {
  const text = change(ONE);
  expect(text).not.toBe(ONE);
  const { policies, problems } = readPolicyFile(text, 'x.yaml', CALENDARS);
  expect(policies).toEqual([]);
  return problems.map((problem) => `${problem.place}: ${problem.text[lang]}`);
}

const replaced =
  (from: string | RegExp, to: string): ((text: string) => string) =>
  (text) =>
    text.replace(from, to);

describe('a file of policies', () => {
  it.each(['hue', 'boston'])('of %s is read, and written again it says the same', (place) => {
    const text = readFileSync(`deploy/seed/${place}/policies.yaml`, 'utf8');
    const { policies, problems } = readPolicyFile(text, 'policies.yaml', CALENDARS);
    expect(problems).toEqual([]);
    expect(policies.length).toBeGreaterThan(0);
    const again = readPolicyFile(policyYaml(policies), 'again.yaml', CALENDARS);
    expect(again).toEqual({ policies, problems: [] });
    const [first] = policies;
    expect(first && checkPolicyData(writtenPolicy(first), CALENDARS).policies).toEqual([first]);
  });

  it('keeps the names of alarms, and what is left out', () => {
    const [one] = readPolicyFile(ONE, 'x.yaml', CALENDARS).policies;
    expect(one?.body.alarms.map(({ name }) => name?.en)).toEqual([
      'One day left',
      undefined,
      undefined,
    ]);
    expect(one?.body).toMatchObject({ respond: null, repeatWorkingMinutes: 2400 });
    expect(one && policyYaml([one])).toContain(
      "  triage: { kind: 'working_minutes', minutes: 120 }\n",
    );
  });

  it('says the same in whatever order its alarms are written', () => {
    const [first = '', ...alarms] = ONE.split(/(?=^ {4}- )/m);
    const turned = [first, ...[...alarms].reverse()].join('');
    expect(turned).not.toBe(ONE);
    expect(readPolicyFile(turned, 'x.yaml', CALENDARS)).toEqual(
      readPolicyFile(ONE, 'x.yaml', CALENDARS),
    );
  });

  it.each<[string, (text: string) => string, string]>([
    [
      'a calendar that does not exist',
      replaced('calendar: hue-office', 'calendar: hue'),
      'x.yaml:3 mine: there is no calendar "hue"; use one that there is (always, boston-311, hue-office), or add it first',
    ],
    [
      'a limit that is none',
      replaced('days: 7', 'days: 0'),
      'x.yaml:6 mine: 0 working days is no limit; give a whole number from 1 to 3660',
    ],
    [
      'a unit of time that nobody knows',
      replaced('{ kind: elapsed, minutes: 240 }', '{ kind: hours, minutes: 4 }'),
      'x.yaml:14 mine: offer.kind: needs one of working_days, working_minutes, elapsed (minutes round the clock); turn other units into minutes',
    ],
    [
      'minutes where days are counted',
      replaced('days: 7', 'days: 7\n    minutes: 480'),
      'x.yaml:7 mine: resolve.minutes: belongs to the kind working_minutes, elapsed; remove it, or change the kind of the limit',
    ],
    [
      'half a day',
      replaced('days: 7', 'days: 2.5'),
      'x.yaml:6 mine: resolve.days: needs whole working days from 1',
    ],
    [
      'a limit with a rule left out',
      replaced('    due: end_of_day\n', ''),
      'x.yaml:4 mine: resolve.due: needs one of end_of_day, same_time',
    ],
    [
      'nothing where a first answer may be promised or not',
      replaced('respond: null', 'respond:'),
      'x.yaml:12 mine: respond: needs a limit such as { kind: working_minutes, minutes: 480 }, or null for none',
    ],
    [
      'no limit for triage',
      replaced(/triage: .*/, 'triage: null'),
      'x.yaml:13 mine: triage: needs a limit such as { kind: working_minutes, minutes: 480 }',
    ],
    [
      'an escalation before the due',
      replaced('offset_working_minutes: 0', 'offset_working_minutes: -30'),
      'x.yaml:22 mine: escalation level 1 of resolve: it comes 30 working minutes before the due, when nothing is late yet; give an offset of 0 or more, or make it a warning',
    ],
    [
      'an escalation that goes back in time',
      replaced('offset_working_minutes: 0', 'offset_working_minutes: 960'),
      'x.yaml:23 mine: escalation level 2 of resolve: at 480 working minutes it comes before level 1 (at 960); a higher level comes later: give it a greater offset, or exchange the levels',
    ],
    [
      'escalations that go in a circle',
      (text) =>
        `${text}    - { kind: escalation, level: 3, milestone: resolve, offset_working_minutes: 960, to: unit_lead }\n`,
      'x.yaml:24 mine: escalation level 3 of resolve: it goes in a circle, back to the head of the unit of level 1; let it tell somebody who was not told before, or remove it',
    ],
    [
      'two levels at the same time',
      replaced('offset_working_minutes: 480', 'offset_working_minutes: 0'),
      'x.yaml:23 mine: escalation level 2 of resolve: at 0 working minutes it comes at the same time as level 1 (at 0); a higher level comes later: give it a greater offset, or exchange the levels',
    ],
    [
      'a level that stands twice',
      replaced('level: 2', 'level: 1'),
      'x.yaml:23 mine: escalation level 1 of resolve stands twice; give one of them another level or remove it',
    ],
    [
      'an alarm for nobody',
      replaced('to: unit_lead', 'to: mayor'),
      'x.yaml:22 mine: alarms.1.to: needs one of unit_staff, unit_lead, operator, supervisor, admin',
    ],
    [
      'a field that nobody knows, deep inside',
      replaced('level: 1\n', 'level: 1\n      colour: red\n'),
      'x.yaml:18 mine: there is no field "alarms.0.colour"; remove it or correct its name',
    ],
    [
      'a field of the policy that nobody knows',
      replaced('  respond: null', '  reply: null\n  respond: null'),
      'x.yaml:12 mine: there is no field "reply"; remove it or correct its name; an entry has code, name, calendar, resolve, respond, triage, offer, alarms, repeat_working_minutes',
    ],
    [
      'a repetition that would never end',
      (text) => `${text}  repeat_working_minutes: 0\n`,
      'x.yaml:24 mine: repeat_working_minutes: needs whole working minutes from 1; 2400 where the field is left out',
    ],
    [
      'a name in one language',
      replaced('{ vi: Của tôi, en: Mine }', '{ vi: Của tôi }'),
      'x.yaml:2 mine: name.en: needs a text',
    ],
    [
      'a code that stands twice',
      (text) => text + text,
      'x.yaml:24 mine: this code stands above too; remove or rename one',
    ],
    [
      'no policy at all',
      () => '[]',
      'x.yaml: the file holds no policy; add at least one entry that begins with "- code:"',
    ],
  ])('with %s is refused whole: one problem, with line and remedy', (_, change, expected) => {
    expect(problemsAfter(change, 'en')).toEqual([expected]);
  });

  it('is told everything that is wrong at once, in Vietnamese too', () => {
    const change = (text: string): string =>
      text.replace('hue-office', 'hue').replace('days: 7', 'days: 9999').replace('-480', '480');
    expect(problemsAfter(change, 'vi')).toEqual([
      'x.yaml:3 mine: không có lịch "hue"; dùng một lịch đã có (always, boston-311, hue-office), hoặc thêm lịch trước',
      'x.yaml:6 mine: 9999 ngày làm việc không phải là thời hạn; ghi một số nguyên từ 1 đến 3660',
      'x.yaml:16 mine: nhắc trước hạn mức 1 của hạn xử lý: đến sau hạn xử lý 480 phút làm việc, không còn gì để nhắc trước; ghi khoảng cách âm, hoặc đổi thành báo cáo cấp trên (escalation)',
    ]);
    expect(problemsAfter(replaced('kind: working_days', 'kind: days'), 'vi')).toEqual([
      'x.yaml:5 mine: resolve.kind: cần một trong: working_days (ngày làm việc), working_minutes (phút làm việc), elapsed (phút liên tục); đơn vị khác thì đổi ra phút',
    ]);
    expect(readPolicyFile('- code: [', 'x.yaml', CALENDARS).problems[0]?.text.vi).toMatch(
      /^không phải YAML hợp lệ .*; sửa dòng này$/,
    );
  });

  it('names each policy that takes a wrong limit over from another', () => {
    const text = HUE.replace(
      '&triage-120 { kind: working_minutes, minutes: 120 }',
      '&triage-120 {}',
    );
    const { problems } = readPolicyFile(text, 'x.yaml', CALENDARS);
    const users = HUE.split('\n').filter((line) => line.includes('*triage-120')).length;
    expect(problems).toHaveLength(users + 1);
    for (const problem of problems) {
      expect(problem.text.en).toMatch(/^triage\.kind: needs one of working_days/);
    }
  });
});

describe('a policy that comes as data', () => {
  it.each([null, 'x', 7, [], undefined])('is refused where it is %j', (data) => {
    expect(checkPolicyData(data, CALENDARS).problems).toHaveLength(1);
  });

  it('names the path of what is wrong', () => {
    const [one] = readPolicyFile(ONE, 'x.yaml', CALENDARS).policies;
    if (!one) throw new Error('the file is fine');
    const written = writtenPolicy(one);
    const places = (more: object): string[] =>
      checkPolicyData({ ...written, ...more }, CALENDARS).problems.map(({ place }) => place);
    expect(places({ offer: { kind: 'elapsed', minutes: 0 } })).toEqual(['offer.minutes']);
    expect(places({ alarms: [...written.alarms, written.alarms[0]] })).toEqual(['alarms.3']);
    expect(places({ alarms: [null], resolve: 7 })).toEqual(['resolve', 'alarms.0']);
    expect(places({ resolve: { ...written.resolve, days: 1, receipt_day_counts: true } })).toEqual([
      'resolve.after_hours',
    ]);
  });
});
