import { type Words } from '#libs/contracts';
import { type RejectReason, type ReporterTopic, type StaffTopic } from '#libs/domain';

/** What a reporter's letter is about: its subject, before the report's code. */
export const REPORTER_SUBJECTS: Readonly<Record<ReporterTopic, Words>> = {
  received: { vi: 'Đã tiếp nhận phản ánh', en: 'Your report was received' },
  assigned: { vi: 'Đã chuyển đơn vị xử lý', en: 'Your report was given to a unit' },
  information_wanted: { vi: 'Cần bổ sung thông tin', en: 'More information is needed' },
  answered: { vi: 'Đơn vị đã phản hồi', en: 'The unit has answered' },
  extended: { vi: 'Gia hạn xử lý', en: 'More time is needed' },
  resolved: { vi: 'Đã có kết quả xử lý', en: 'There is a result' },
  rejected: { vi: 'Không tiếp nhận xử lý', en: 'Your report was not taken up' },
  reopened: { vi: 'Đã mở lại phản ánh', en: 'Your report was reopened' },
  merged: { vi: 'Đã gộp với phản ánh khác', en: 'Your report was joined to another' },
  withdrawn: { vi: 'Đã rút phản ánh', en: 'Your report was withdrawn' },
};

/** The sentence with which a letter to a reporter begins. */
export const REPORTER_OPENINGS: Readonly<Record<ReporterTopic, Words>> = {
  received: {
    vi: 'Cảm ơn Ông/Bà đã gửi phản ánh. Phản ánh đã được tiếp nhận:',
    en: 'Thank you. Your report was received:',
  },
  assigned: {
    vi: 'Phản ánh của Ông/Bà đã được chuyển đến đơn vị có trách nhiệm xử lý:',
    en: 'Your report was given to the unit responsible:',
  },
  information_wanted: {
    vi: 'Đơn vị xử lý cần Ông/Bà bổ sung thông tin về phản ánh sau; thời hạn tạm dừng cho đến khi có thông tin:',
    en: 'The unit needs more information from you about this report; its deadline is paused until then:',
  },
  answered: {
    vi: 'Đơn vị xử lý đã phản hồi về phản ánh của Ông/Bà:',
    en: 'The unit has answered your report:',
  },
  extended: {
    vi: 'Thời hạn xử lý phản ánh của Ông/Bà đã được gia hạn:',
    en: 'The deadline of your report was extended:',
  },
  resolved: {
    vi: 'Phản ánh của Ông/Bà đã được xử lý. Mời Ông/Bà xem kết quả và đánh giá:',
    en: 'Your report was handled. Please look at the result and rate it:',
  },
  rejected: {
    vi: 'Phản ánh sau đây của Ông/Bà không thuộc trường hợp được tiếp nhận xử lý:',
    en: 'This report of yours could not be taken up:',
  },
  reopened: {
    vi: 'Phản ánh của Ông/Bà đã được mở lại để xử lý tiếp:',
    en: 'Your report was reopened:',
  },
  merged: {
    vi: 'Sự việc đã có người phản ánh trước; phản ánh của Ông/Bà được gộp và theo dõi chung:',
    en: 'Somebody reported the same before; your report was joined to theirs:',
  },
  withdrawn: {
    vi: 'Phản ánh sau đây đã được rút theo đề nghị của Ông/Bà:',
    en: 'This report was withdrawn as you asked:',
  },
};

/** Why a report was not taken up, as its reporter reads it. */
export const REJECT_REASON_WORDS: Readonly<Record<RejectReason, Words>> = {
  not_competent: {
    vi: 'không thuộc thẩm quyền của các đơn vị tham gia hệ thống',
    en: 'it is not within the power of any unit here',
  },
  no_ground: { vi: 'không có cơ sở để xử lý', en: 'there is no ground for it' },
  too_little_information: {
    vi: 'chưa đủ thông tin để xử lý',
    en: 'it says too little to act upon',
  },
  private_dispute: {
    vi: 'là tranh chấp dân sự giữa các bên',
    en: 'it is a dispute between private persons',
  },
  already_handled: { vi: 'sự việc đã được xử lý trước đó', en: 'it had been handled before' },
};

/** What a letter to those who work on reports is about. */
export const STAFF_TOPIC_WORDS: Readonly<Record<StaffTopic, Words>> = {
  offered: { vi: 'Phản ánh mới mời nhận xử lý', en: 'Offered to your network' },
  given: { vi: 'Phản ánh mới được giao', en: 'Given to your unit' },
  named: { vi: 'Phản ánh được giao trực tiếp cho Ông/Bà', en: 'Given to you' },
  returned: { vi: 'Kết quả bị trả lại, cần xử lý tiếp', en: 'Its result was sent back' },
  refused: { vi: 'Đơn vị từ chối, cần phân công lại', en: 'Refused, to be given to another unit' },
  extension_asked: { vi: 'Đề nghị gia hạn chờ quyết định', en: 'An extension to be decided' },
  extension_granted: { vi: 'Đã đồng ý gia hạn', en: 'The extension was granted' },
  extension_denied: { vi: 'Không đồng ý gia hạn', en: 'The extension was denied' },
  reopened_by_reporter: { vi: 'Người dân đề nghị mở lại', en: 'Reopened by its reporter' },
  words_added: { vi: 'Người dân bổ sung thông tin', en: 'Its reporter has added something' },
  rated_badly: { vi: 'Người dân không hài lòng', en: 'Its reporter is not satisfied' },
};

export const TOLD_FIELDS = {
  promise: { vi: 'Hạn xử lý', en: 'Promised by' },
  text: { vi: 'Nội dung', en: 'What it says' },
  rejected: { vi: 'Lý do', en: 'Why' },
  survivor: { vi: 'Phản ánh theo dõi chung', en: 'Goes on as' },
  follow: { vi: 'Theo dõi và đánh giá', en: 'Follow and rate it' },
} as const satisfies Readonly<Record<string, Words>>;

export const TOLD_PHRASES = {
  anonymous: { vi: 'Kính gửi Ông/Bà,', en: 'Dear reporter,' },
  anybody: { vi: 'Kính gửi Ông/Bà,', en: 'Dear reader,' },
  off: {
    vi: 'Không muốn nhận thư về phản ánh này nữa: mở trang theo dõi và tắt thông báo.',
    en: 'To get no more mail about this report, open its page and turn it off there.',
  },
  kept: {
    vi: 'Liên kết trên chỉ dành cho Ông/Bà; ai có liên kết này đều xem được phản ánh.',
    en: 'That link is for you alone: whoever has it can read your report.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** The subject of a letter about several acts, and how it begins. */
export function manyWords(many: number): Readonly<Record<'subject' | 'opening', Words>> {
  return {
    subject: { vi: `${many} cập nhật về phản ánh`, en: `${many} updates on reports` },
    opening: {
      vi: `Có ${many} cập nhật về các phản ánh liên quan đến Ông/Bà:`,
      en: `${many} updates on reports that concern you:`,
    },
  };
}
