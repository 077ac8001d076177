import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** What stands against floods of reports. */
export type AbuseCode = 'limit_reached' | 'blocked' | 'captcha_needed' | 'captcha_refused';

/** The refusals of what is too much from one place. */
export const ABUSE_PROBLEMS: Readonly<Record<AbuseCode, ProblemMeaning>> = {
  limit_reached: meaning(
    429,
    ['Đã gửi quá nhiều trong thời gian ngắn', 'Too many were sent in a short time'],
    [
      'Nội dung này chưa được ghi nhận. Vui lòng gửi lại sau số giây nêu ở Retry-After; nếu khẩn cấp, hãy gọi tổng đài tiếp nhận.',
      'Nothing was stored. Send again after the seconds in Retry-After; if it is urgent, call the hotline.',
    ],
    true,
  ),
  blocked: meaning(
    403,
    ['Nguồn gửi này đang bị tạm khóa', 'This sender may not file for now'],
    [
      'Gọi tổng đài tiếp nhận để được phản ánh qua điện thoại hoặc đề nghị xem xét lại.',
      'Call the hotline to report by telephone, or to ask for the block to be looked at again.',
    ],
  ),
  captcha_needed: meaning(
    403,
    ['Cần xác nhận bạn không phải là máy', 'Show that you are a person'],
    [
      'Hoàn thành bước xác nhận trên trang rồi gửi lại với tiêu đề Captcha-Token; nội dung chưa được ghi nhận.',
      'Solve the challenge on the page and send again with the header Captcha-Token; nothing was stored.',
    ],
  ),
  captcha_refused: meaning(
    403,
    ['Xác nhận không hợp lệ hoặc đã hết hạn', 'The challenge was not solved, or too long ago'],
    [
      'Làm lại bước xác nhận rồi gửi lại; nội dung chưa được ghi nhận.',
      'Solve the challenge anew and send again; nothing was stored.',
    ],
  ),
};
