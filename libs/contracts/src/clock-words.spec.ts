import { describe, expect, it } from '@jest/globals';
import { accountsOf } from '#libs/domain';
import { type Story, example, filed, local, staff } from '../../domain/src/testing/story.js';
import { clockWords } from './clock-words.js';

/** The promise's account in words. */
function told(story: Story, at: string, language: 'vi' | 'en' = 'vi'): readonly string[] {
  const [promise] = accountsOf(story.report, story.book, local(at));
  if (!promise) throw new Error('no promise');
  return clockWords(promise, { unit: null }, language);
}

describe('a deadline in words', () => {
  it('says in Vietnamese what began it, what counts and what does not, and how it stands', () => {
    expect(told(example().resolved('2026-03-11T17:00', 'U1'), '2026-04-01T08:00')).toEqual([
      'Hạn xử lý đã thông báo (vòng 1): 17:00 thứ Tư, ngày 11/03/2026.',
      'Tiếp nhận lúc 10:00 thứ Hai, ngày 02/03/2026.',
      'Thời hạn: 7 ngày làm việc, không tính ngày tiếp nhận, đến hết giờ làm việc của ngày cuối.',
      'Các ngày được tính: (1) thứ Ba 03/03/2026; (2) thứ Tư 04/03/2026; (3) thứ Năm 05/03/2026; (4) thứ Sáu 06/03/2026; (5) thứ Hai 09/03/2026; (6) thứ Ba 10/03/2026; (7) thứ Tư 11/03/2026.',
      'Không tính: thứ Bảy 07/03/2026 – Chủ nhật 08/03/2026 (ngày nghỉ).',
      'Hạn ban đầu: 17:00 thứ Tư, ngày 11/03/2026.',
      'Đã xử lý xong trong hạn, lúc 17:00 thứ Tư, ngày 11/03/2026.',
      expect.stringMatching(/^Căn cứ: chính sách hue-7@1, lịch làm việc .+, múi giờ Asia/),
    ]);
  });

  it('says in English by how much working time it was late', () => {
    const late = example().tick('2026-03-12T07:30').resolved('2026-03-12T10:00', 'U1');
    expect(told(late, '2026-04-01T08:00', 'en')).toContain(
      'Ended, and was late by 2 h 30 min of working time, at 10:00 on Thursday, 12/03/2026.',
    );
  });

  it('says of a pause how long it was, why, and what it moved', () => {
    const story = example()
      .on('2026-03-10T10:00', staff('U1'), {
        action: 'wait',
        reason: 'weather',
        until: local('2026-03-20T09:00'),
      })
      .on('2026-03-12T10:00', staff('U1'), { action: 'resume' });
    expect(told(story, '2026-03-12T10:00')).toContain(
      'Tạm dừng từ 10:00 thứ Ba, ngày 10/03/2026 đến 10:00 thứ Năm, ngày 12/03/2026 (do thời tiết): 2 ngày làm việc không tính; hạn chuyển từ 17:00 thứ Tư, ngày 11/03/2026 sang 17:00 thứ Sáu, ngày 13/03/2026.',
    );
  });

  it('names each stretch of working time that was counted', () => {
    const story = filed('2025-12-31T15:00', { categoryCode: 'working_hours' }).assigned(
      '2025-12-31T15:00',
      'U1',
    );
    const counted = told(story, '2025-12-31T15:00').filter((line) => line.startsWith('Từ '));
    expect(counted).toEqual([
      'Từ 15:00 thứ Tư, ngày 31/12/2025 đến 17:30 thứ Tư, ngày 31/12/2025: 2 giờ 30 phút.',
      'Từ 07:30 thứ Sáu, ngày 02/01/2026 đến 11:30 thứ Sáu, ngày 02/01/2026: 4 giờ.',
      'Từ 13:00 thứ Sáu, ngày 02/01/2026 đến 14:30 thứ Sáu, ngày 02/01/2026: 1 giờ 30 phút.',
    ]);
  });

  it('leaves no deadline without saying so', () => {
    expect(
      told(
        filed('2026-03-02T10:00', { categoryCode: 'no_deadline' }).assigned(
          '2026-03-02T10:00',
          'U1',
        ),
        '2026-03-05T08:00',
      ),
    ).toEqual(expect.arrayContaining(['Không đặt thời hạn.']));
  });
});
