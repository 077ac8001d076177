import { describe, expect, it } from '@jest/globals';
import { type NoticeItem } from '#libs/contracts';
import { RECIPIENTS } from '#libs/domain';
import { letterOf } from './letter.js';

const HOUR_MS = 3_600_000;
const HEAD = { name: 'Võ Thùy Thảo', language: 'vi', publicUrl: 'https://kip.example.vn' } as const;
const LATE: NoticeItem = {
  ...{ code: 'PA-2026-000209', kind: 'escalation', milestone: 'resolve', urgent: false },
  category: { vi: 'Cáp viễn thông sà thấp', en: 'Sagging cable' },
  unit: { vi: 'VNPT <Huế> & bạn', en: 'VNPT' },
  dueAt: new Date('2026-03-11T10:00:00Z'),
  left: { ms: 3.5 * HOUR_MS, late: true, of: 'working' },
  zone: 'Asia/Ho_Chi_Minh',
  ...{ reached: 'unit_lead', missed: ['unit_staff'] },
};
const SOON: NoticeItem = {
  ...LATE,
  ...{ code: 'PA-2026-000210', kind: 'warning', reached: 'unit_staff', missed: [] },
  left: { ms: HOUR_MS, late: false, of: 'working' },
};

describe('a letter about one report', () => {
  it('is written in Vietnamese', () => {
    const { subject, text } = letterOf([LATE], HEAD);
    expect(subject).toBe('[Kịp] Quá hạn: PA-2026-000209 – Cáp viễn thông sà thấp');
    expect(text).toBe(
      [
        'Kính gửi ông/bà Võ Thùy Thảo,',
        '',
        'Phản ánh sau đây đã quá hạn xử lý:',
        '',
        '- Mã phản ánh: PA-2026-000209',
        '- Lĩnh vực: Cáp viễn thông sà thấp',
        '- Đơn vị xử lý: VNPT <Huế> & bạn',
        '- Hạn xử lý: 11/03/2026 17:00',
        '- Thời gian: quá 3 giờ 30 phút làm việc',
        '- Xem chi tiết: https://kip.example.vn/reports/PA-2026-000209',
        '',
        'Đề nghị ông/bà chỉ đạo xử lý dứt điểm và cập nhật kết quả trên hệ thống.',
        '',
        'Thư được chuyển đến ông/bà vì không tìm thấy người nhận ở cấp: cán bộ của đơn vị.',
        '',
        'Trân trọng.',
        'Hệ thống Kịp',
        '',
        '-- ',
        'Thư này do hệ thống tự động gửi, đề nghị không trả lời.',
        '',
      ].join('\n'),
    );
  });

  it('is written in English', () => {
    const { subject, text } = letterOf([LATE], { ...HEAD, language: 'en', publicUrl: null });
    expect(subject).toBe('[Kịp] Overdue: PA-2026-000209 – Sagging cable');
    expect(text).toContain('- Time: 3 hours 30 minutes of working time late');
    expect(text).not.toContain('http');
  });

  it('escapes what it names', () => {
    expect(letterOf([LATE], HEAD).html).toContain('VNPT &lt;Huế&gt; &amp; bạn');
  });

  it('calls a warning late whose due has passed meanwhile', () => {
    const left = { ms: HOUR_MS, late: true, of: 'elapsed' } as const;
    expect(letterOf([{ ...SOON, left }], HEAD).subject).toContain('Quá hạn:');
  });

  it('asks operators to find the unit, and supervisors to see to it', () => {
    const triage = { ...LATE, milestone: 'triage', unit: null, missed: [] } as const;
    const asked = (reached: NoticeItem['reached']) => letterOf([{ ...triage, reached }], HEAD).text;
    expect(asked('operator')).toContain('phân loại và chuyển đơn vị có thẩm quyền');
    expect(asked('supervisor')).toContain('đôn đốc');
    expect(asked('operator')).toContain('- Hạn phân loại: 11/03/2026 17:00');
  });
});

describe('a letter about a date that was given to the citizen', () => {
  const NEAR: NoticeItem = { ...SOON, milestone: 'commitment' };

  it('names that date and not the due', () => {
    const { subject, text } = letterOf([NEAR], HEAD);
    expect(subject).toMatch(/^\[Kịp\] Sắp đến ngày đã hẹn: PA-2026-000210/);
    expect(text).toContain('sắp đến ngày mà đơn vị đã hẹn với người dân:');
    expect(text).toContain('- Ngày đã hẹn với người dân: 11/03/2026 17:00');
    expect(text).not.toContain('Hạn xử lý');
  });

  it('says to operators that it has passed', () => {
    const passed: NoticeItem = { ...LATE, milestone: 'commitment', reached: 'operator' };
    const { subject, text } = letterOf([passed], { ...HEAD, language: 'en' });
    expect(subject).toMatch(/Date given to the citizen has passed: PA-2026-000209/);
    expect(text).toContain('without a result');
  });
});

describe('a letter about several', () => {
  it('counts them in its subject, and names what is late first', () => {
    const { subject, text, html } = letterOf([SOON, LATE], HEAD);
    expect(subject).toBe('[Kịp] 2 phản ánh cần xử lý, trong đó 1 đã quá hạn');
    expect(text).toMatch(/1\. Quá hạn: PA-2026-000209[^]*2\. Sắp đến hạn: PA-2026-000210/);
    expect(html.match(/<tr>/g)).toHaveLength(3);
  });

  it('is urgent where one of them is', () => {
    const { subject } = letterOf([SOON, { ...SOON, urgent: true }], { ...HEAD, language: 'en' });
    expect(subject).toBe('[Kịp] [Urgent] 2 reports due soon');
  });
});

it('every kind of alarm to everybody says something in both languages', () => {
  for (const reached of RECIPIENTS)
    for (const milestone of ['triage', 'resolve', 'commitment'] as const)
      for (const kind of ['warning', 'escalation'] as const)
        for (const dueAt of [LATE.dueAt, null])
          for (const language of ['vi', 'en'] as const) {
            const item = { ...LATE, reached, milestone, kind, dueAt, left: dueAt && LATE.left };
            const { subject, text, html } = letterOf([item], { ...HEAD, language });
            expect(`${subject}${text}${html}`).not.toMatch(/undefined|null|NaN/);
          }
});
