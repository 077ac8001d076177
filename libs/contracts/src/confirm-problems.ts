import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** What can be wrong where citizens are written to, and show that it is them. */
export type ConfirmCode =
  | 'not_offered'
  | 'nothing_to_confirm'
  | 'confirmation_wrong'
  | 'confirmation_spent'
  | 'confirmation_needed';

export const CONFIRM_PROBLEMS: Readonly<Record<ConfirmCode, ProblemMeaning>> = {
  not_offered: meaning(
    409,
    ['Hệ thống chưa hỗ trợ hình thức này', 'This way is not offered here'],
    [
      'Chọn hình thức khác hoặc gọi tổng đài tiếp nhận; quản trị hệ thống bật bằng cấu hình thư điện tử hoặc tin nhắn.',
      'Choose another way, or call the hotline; an administrator turns it on by the settings for mail or text messages.',
    ],
  ),
  nothing_to_confirm: meaning(
    409,
    ['Phản ánh không có thông tin liên hệ này', 'The report has no such contact'],
    [
      'Chọn hình thức liên hệ đã ghi trong phản ánh.',
      'Choose a way of reaching you that was given with the report.',
    ],
  ),
  confirmation_wrong: meaning(
    422,
    ['Mã xác nhận không đúng', 'The code is wrong'],
    [
      'Nhập lại sáu chữ số trong thư hoặc tin nhắn mới nhất.',
      'Give the six digits of the newest mail or message.',
    ],
  ),
  confirmation_spent: meaning(
    409,
    ['Mã xác nhận đã hết hiệu lực', 'The code can be used no more'],
    [
      'Đề nghị gửi mã mới: mã chỉ dùng được trong thời gian ngắn và bị hủy sau vài lần nhập sai.',
      'Ask for a new one: a code lasts for minutes, and ends after a few wrong tries.',
    ],
  ),
  confirmation_needed: meaning(
    409,
    ['Cần xác nhận thông tin liên hệ trước khi đánh giá', 'Confirm a contact before you rate'],
    [
      'Xác nhận thư điện tử hoặc số điện thoại ghi trong phản ánh rồi đánh giá lại.',
      'Confirm the mail address or telephone number of the report, then rate again.',
    ],
  ),
};
