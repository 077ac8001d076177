import { type KeptPlace } from '#libs/domain';
import { type Words } from './messages.js';

/** What is kept, and what for, as people are told who ask. */
export const RETENTION_WORDS: Readonly<Record<KeptPlace, { what: Words; purpose: Words }>> = {
  contacts: {
    what: { vi: 'Họ tên, điện thoại, thư điện tử, địa chỉ', en: 'Name, phone, e-mail, address' },
    purpose: {
      vi: 'Liên hệ với người phản ánh về việc của họ',
      en: 'To reach whoever sent a report about it',
    },
  },
  requests: {
    what: {
      vi: 'Thông tin liên hệ trong yêu cầu xoá dữ liệu đã thực hiện',
      en: 'Contact of a demand for erasure that was carried out',
    },
    purpose: { vi: 'Trả lời người yêu cầu', en: 'To answer whoever made it' },
  },
  photos: {
    what: { vi: 'Ảnh do người phản ánh gửi', en: 'Photos that the reporter sent' },
    purpose: { vi: 'Xác minh hiện trường', en: 'To verify what was reported' },
  },
  reports: {
    what: {
      vi: 'Nội dung, vị trí và lời của người phản ánh',
      en: 'Text and place of a report, and what its sender wrote',
    },
    purpose: { vi: 'Xử lý và lưu trữ hồ sơ vụ việc', en: 'To handle a case and keep its file' },
  },
  mail: {
    what: { vi: 'Nhật ký thư đã gửi', en: 'The log of mails' },
    purpose: { vi: 'Chứng minh đã thông báo', en: 'To prove that somebody was told' },
  },
  sign_in: {
    what: {
      vi: 'Nhật ký đăng nhập và xem dữ liệu cá nhân',
      en: 'Who signed in, and who saw whose data',
    },
    purpose: { vi: 'Phát hiện truy cập trái phép', en: 'To find out who should not have' },
  },
  sessions: {
    what: { vi: 'Phiên đăng nhập và thiết bị', en: 'Sessions that ended, with their devices' },
    purpose: { vi: 'Cho mỗi người xem phiên của mình', en: 'To show people their own sessions' },
  },
  webhooks: {
    what: { vi: 'Nhật ký webhook', en: 'What other systems were told' },
    purpose: { vi: 'Tìm lỗi và gửi lại', en: 'To find faults and send again' },
  },
  followers: {
    what: {
      vi: 'Thư điện tử của người theo dõi phản ánh, tính từ khi phản ánh kết thúc',
      en: 'E-mail of whoever follows a report, from its end on',
    },
    purpose: { vi: 'Báo cho họ khi có kết quả', en: 'To tell them what became of it' },
  },
  citizens: {
    what: {
      vi: 'Tài khoản của người dân, tính từ lần dùng gần nhất',
      en: 'Accounts of citizens, from their last use on',
    },
    purpose: { vi: 'Cho họ xem các phản ánh của mình', en: 'To show them their own reports' },
  },
};
