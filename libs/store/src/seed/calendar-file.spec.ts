import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  calendarYaml,
  checkCalendarData,
  readCalendarFile,
  writtenCalendar,
} from './calendar-file.js';

const HUE = readFileSync('deploy/seed/hue/calendars.yaml', 'utf8');

/** What is said of a file after a change, in English. */
function problemsAfter(change: (text: string) => string): string[] {
  const text = change(HUE);
  expect(text).not.toBe(HUE);
  const { calendars, problems } = readCalendarFile(text, 'x.yaml');
  expect(calendars).toEqual([]);
  return problems.map((problem) => `${problem.place}: ${problem.text.en}`);
}

describe('a file of calendars', () => {
  it.each(['hue', 'boston'])('of %s is read, and written again it says the same', (place) => {
    const text = readFileSync(`deploy/seed/${place}/calendars.yaml`, 'utf8');
    const { calendars, problems } = readCalendarFile(text, 'calendars.yaml');
    expect(problems).toEqual([]);
    expect(calendars.length).toBeGreaterThan(0);
    const revisions = calendars.map(({ code, body }) => ({ id: `${code}@1`, code, ...body }));
    expect(readCalendarFile(calendarYaml(revisions), 'again.yaml')).toEqual({
      calendars,
      problems: [],
    });
    const [first] = revisions;
    expect(first && checkCalendarData(writtenCalendar(first)).calendars).toEqual([calendars[0]]);
  });

  it('keeps both names and what is provisional', () => {
    const [hue] = readCalendarFile(HUE, 'x.yaml').calendars;
    expect(hue?.body.name).toEqual({ vi: 'Giờ hành chính Huế', en: 'Huế office hours' });
    expect(hue?.body.holidays.find(({ date }) => date === '2027-09-03')).toEqual({
      date: '2027-09-03',
      name: 'Quốc khánh (ngày liền kề)',
      nameEn: 'National Day (adjacent day)',
      provisional: true,
    });
  });

  it('says the same in whatever order its days are written', () => {
    const days = (text: string): string[] => text.split(/(?=^ {4}- date: )/m);
    const swapped = days(HUE);
    const [a = '', b = ''] = [swapped[1], swapped[2]];
    swapped.splice(1, 2, b, a);
    expect(readCalendarFile(swapped.join(''), 'x.yaml')).toEqual(readCalendarFile(HUE, 'x.yaml'));
  });

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'periods that overlap',
      (text) => text.replace("thu: [['08:00', '11:30']", "thu: [['08:00', '13:01']"),
      /^x\.yaml:17 hue-office: .*thu: 08:00–13:01 and 13:00–17:30 overlap; let the first end/,
    ],
    [
      'a zone that nobody knows',
      (text) => text.replace('zone: Asia/Ho_Chi_Minh', 'zone: Asia/Hue'),
      /^x\.yaml:8 hue-office: the time zone "Asia\/Hue" is unknown; use an IANA name/,
    ],
    [
      'no zone',
      (text) => text.replace('  zone: Asia/Ho_Chi_Minh\n', ''),
      /^x\.yaml:6 hue-office: zone should not be empty/,
    ],
    [
      'a holiday that is worked too',
      (text) => text.replace("- date: '2025-04-26'", "- date: '2025-05-01'"),
      /^x\.yaml:\d+ hue-office: worked day 2025-05-01 .*is also the holiday .*remove it from one/,
    ],
    [
      'a field that nobody knows, deep inside',
      (text) => text.replace(/(- date: '2021-01-01' # Fri\n)/, '$1      colour: red\n'),
      /^x\.yaml:38 hue-office: there is no field "holidays\.0\.colour"; remove it or correct its name/,
    ],
    [
      'a field of the calendar that nobody knows',
      (text) => text.replace('  zone: Asia', '  timezone: x\n  zone: Asia'),
      /^x\.yaml:8 hue-office: there is no field "timezone".*an entry has code, name, zone, hours/,
    ],
    [
      'text that is no YAML',
      (text) => text.replace("sat: [['00:00', '24:00']]", "sat: [['00:00', '24:00'"),
      /^x\.yaml:\d+: this is not YAML: /,
    ],
    [
      'a key that stands twice',
      (text) => text.replace('  zone:', '  zone: x\n  zone:'),
      /^x\.yaml:9: /,
    ],
    [
      'a code that stands twice',
      (text) => text.replace('- code: always', '- code: hue-office'),
      /^x\.yaml:\d+ hue-office: this code stands above too; remove or rename one/,
    ],
    ['no calendar at all', () => '[]', /^x\.yaml: the file holds no calendar; add at least one/],
    ['nothing at all', () => '', /^x\.yaml: a list of entries is expected/],
    ['a text where an entry is due', () => '- hue-office\n', /^x\.yaml:1: an entry with names/],
    [
      'aliases that multiply without end',
      () => {
        const level = (i: number): string =>
          `- &l${i} [${Array(9)
            .fill(`*l${i - 1}`)
            .join()}]`;
        return ['- &l0 [x]', level(1), level(2), level(3), level(4), level(5)].join('\n');
      },
      /^x\.yaml: Excessive alias count/,
    ],
  ])('with %s is refused whole, the line named', (_, change, expected) => {
    expect(problemsAfter(change)).toContainEqual(expect.stringMatching(expected));
  });

  it('is told everything that is wrong at once, in Vietnamese too', () => {
    const text = HUE.replace('zone: Asia/Ho_Chi_Minh', 'zone: Hue').replace(
      "'2021-01-01' #",
      "'2021-02-10' #",
    );
    const { problems } = readCalendarFile(text, 'x.yaml');
    expect(problems.map((problem) => problem.text.vi)).toEqual([
      'không có múi giờ "Hue"; dùng tên IANA, ví dụ Asia/Ho_Chi_Minh',
      '2021-02-10 được ghi hai lần là ngày nghỉ ("Tết Dương lịch", "Tết Nguyên đán"); bỏ một',
    ]);
  });
});

describe('a calendar that comes as data', () => {
  it.each([null, 'x', 7, [], undefined])('is refused where it is %j', (data) => {
    expect(checkCalendarData(data).problems).toHaveLength(1);
  });

  it('names the path of what is wrong', () => {
    const [hue] = readCalendarFile(HUE, 'x.yaml').calendars;
    if (!hue) throw new Error('the file is fine');
    const written = writtenCalendar({ id: 'x', code: hue.code, ...hue.body });
    const holidays = written.holidays.map((day, i) => (i === 3 ? { ...day, date: 'soon' } : day));
    expect(checkCalendarData({ ...written, holidays }).problems.map(({ place }) => place)).toEqual([
      'holidays.3.date',
      'holidays.3.date',
    ]);
    const workedDays = [{ date: '2026-01-01', name: { vi: 'x', en: 'x' } }];
    expect(
      checkCalendarData({ ...written, worked_days: workedDays }).problems.map(({ place }) => place),
    ).toEqual(['worked_days.0.date']);
  });
});
