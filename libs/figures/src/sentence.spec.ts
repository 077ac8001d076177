import { describe, expect, it } from '@jest/globals';
import { yearlySentence } from './sentence.js';

const YEAR_2023 = {
  on_time: 200,
  late: 9,
  open_overdue: 0,
  open_in_time: 0,
  rated: 125,
  satisfied: 97,
};

describe('the sentence of the yearly report', () => {
  it("says the department's 2023 telecom year as the department said it", () => {
    expect(yearlySentence(YEAR_2023, 'rác rưởi viễn thông', 'vi')).toBe(
      'đã tiếp nhận và xử lý 209 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 200 phản ánh trong hạn (95,7%); 09 phản ánh quá hạn (4,3%). Tỷ lệ hài lòng của người dân: 77,6%',
    );
    expect(yearlySentence(YEAR_2023, 'telecom junk', 'en')).toBe(
      "received and handled 209 reports of telecom junk; of these 200 were handled in time (95.7%) and 09 were overdue (4.3%). Citizens' satisfaction: 77.6%",
    );
  });

  it('does not say that what is open was handled', () => {
    const open = { ...YEAR_2023, on_time: 197, open_in_time: 3 };
    expect(yearlySentence(open, 'rác rưởi viễn thông', 'vi')).toContain(
      'đã tiếp nhận 209 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 197 phản ánh trong hạn (95,6%); 09 phản ánh quá hạn (4,4%); 03 phản ánh đang xử lý, chưa đến hạn. Tỷ lệ',
    );
    const overdue = { ...YEAR_2023, late: 8, open_overdue: 1 };
    expect(yearlySentence(overdue, 'rác rưởi viễn thông', 'vi')).toMatch(
      /^đã tiếp nhận 209 phản ánh .*; 09 phản ánh quá hạn \(4,3%\)\. /,
    );
  });

  it('says "no data" where there is none, and never 0 % or 100 %', () => {
    const none = { on_time: 0, late: 0, open_overdue: 0, open_in_time: 0, rated: 0, satisfied: 0 };
    expect(yearlySentence(none, 'rác rưởi viễn thông', 'vi')).toBe(
      'đã tiếp nhận và xử lý 00 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 00 phản ánh trong hạn (không có số liệu); 00 phản ánh quá hạn (không có số liệu). Tỷ lệ hài lòng của người dân: không có số liệu',
    );
  });
});
