import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** What stands against floods of reports. */
export type AbuseCode = 'limit_reached';

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
};
