import { describe, expect, it } from '@jest/globals';
import { type NamedPolicy, comparePolicies } from './policy-diff.js';
import { limitWords, offsetWords } from './policy-words.js';
import { policyOf, workingDays } from './testing/rulebook.js';

const SEVEN: NamedPolicy = {
  ...policyOf('hue-7@1', workingDays(7)),
  name: { vi: 'Bảy ngày', en: 'Seven days' },
};

/** What is said of a change, field by field. */
function told(more: Partial<NamedPolicy>, lang: 'vi' | 'en' = 'en'): string[] {
  return comparePolicies(SEVEN, { ...SEVEN, ...more }).map(
    ({ field, text }) => `${field} | ${text[lang]}`,
  );
}

describe('two revisions of a policy', () => {
  it('that say the same differ in nothing', () => {
    expect(told({})).toEqual([]);
  });

  it('differ by field, in both languages', () => {
    const resolve = { ...workingDays(3), due: 'same_time' as const };
    expect(told({ resolve })).toEqual([
      'resolve | resolve: 7 working days → 3 working days',
      'resolve.due | resolve, the due: at the end of the last day → at the same time of the last day',
    ]);
    expect(told({ resolve }, 'vi')).toEqual([
      'resolve | hạn xử lý: 7 ngày làm việc → 3 ngày làm việc',
      'resolve.due | hạn xử lý, thời điểm hết hạn: cuối giờ làm việc của ngày cuối → đúng giờ tiếp nhận, vào ngày cuối',
    ]);
    expect(told({ respond: null, calendarCode: 'always', repeatWorkingMinutes: 60 })).toEqual([
      'calendar | calendar: hue-office → always',
      'respond | respond: 960 working minutes → none',
      'repeat_working_minutes | told again after each: 480 working minutes → 60 working minutes',
    ]);
    expect(told({ name: { vi: 'Bảy ngày', en: '7 days' } })).toEqual([
      'name | name: "Seven days" → "7 days" (vi: "Bảy ngày")',
    ]);
  });

  it('name the kind of a limit that becomes another, with all its rules', () => {
    expect(told({ resolve: { kind: 'elapsed', minutes: 1440 } }, 'vi')).toEqual([
      'resolve | hạn xử lý: 7 ngày làm việc (ngày tiếp nhận: không tính; tiếp nhận vào ngày nghỉ: tính từ đầu giờ ' +
        'ngày làm việc kế tiếp; tiếp nhận trước giờ làm việc: giữ nguyên giờ; tiếp nhận sau giờ làm việc: ' +
        'giữ nguyên giờ; thời điểm hết hạn: cuối giờ làm việc của ngày cuối) → 24 giờ liên tục',
    ]);
    // As much time by another kind of clock is not the same.
    const minutes = { kind: 'elapsed', minutes: 960 } as const;
    expect(told({ respond: minutes })).toEqual([
      'respond | respond: 960 working minutes → 16 hours elapsed',
    ]);
  });

  it('name each alarm that came, went or moved', () => {
    const [first, second, ...rest] = SEVEN.alarms;
    if (!first || !second) throw new Error('the sample has alarms');
    const alarms = [
      { ...first, tell: 'admin' as const, offsetWorkingMinutes: 30 },
      ...rest,
      { ...first, level: 2, offsetWorkingMinutes: 60 },
    ];
    expect(told({ alarms })).toEqual([
      'alarms | warning level 1 of resolve removed',
      'alarms | escalation level 1 of triage, time: at the due itself → 30 working minutes after the due',
      'alarms | escalation level 1 of triage, told: supervisors → administrators',
      'alarms | escalation level 2 of triage added: 1 working hour after the due, tells supervisors',
    ]);
    const named = SEVEN.alarms.map((alarm) => ({ ...alarm, name: { vi: 'Nhắc', en: 'Look' } }));
    expect(told({ alarms: named }, 'vi')[0]).toBe(
      'alarms | báo cáo cấp trên mức 1 của thời gian phân loại, tên: không có → "Nhắc"',
    );
    expect(told({ alarms: [...SEVEN.alarms].reverse() })).toEqual([]);
  });

  it('tell everything of a policy that is new', () => {
    const fields = comparePolicies(null, SEVEN).map(({ field }) => field);
    expect(new Set(fields)).toEqual(
      new Set([
        ...['name', 'calendar', 'resolve', 'respond', 'triage', 'offer'],
        ...['alarms', 'repeat_working_minutes'],
      ]),
    );
  });

  it('say when an alarm comes and what a limit is', () => {
    expect(offsetWords(-480, 'vi')).toBe('trước hạn 8 giờ làm việc');
    expect(offsetWords(90, 'en')).toBe('90 working minutes after the due');
    expect(limitWords(null, 'vi')).toBe('không đặt');
  });
});
