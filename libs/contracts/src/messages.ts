import {
  type Channel,
  type EventKind,
  type RatingValue,
  type State,
  type WaitReason,
  type OriginKind,
  type Suspicion,
} from '#libs/domain';

/** A text in both languages that users see. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

/** States as they stand on the screen. */
export const STATE_WORDS: Readonly<Record<State, Words>> = {
  received: { vi: 'Đã tiếp nhận', en: 'Received' },
  in_review: { vi: 'Đang xem xét', en: 'In review' },
  offered: { vi: 'Chờ đơn vị nhận xử lý', en: 'Offered to a network' },
  assigned: { vi: 'Đã phân công', en: 'Assigned' },
  in_progress: { vi: 'Đang xử lý', en: 'In progress' },
  waiting: { vi: 'Tạm dừng xử lý', en: 'Waiting' },
  resolved: { vi: 'Đã xử lý', en: 'Resolved' },
  closed: { vi: 'Đã kết thúc', en: 'Closed' },
  rejected: { vi: 'Không tiếp nhận', en: 'Rejected' },
  duplicate: { vi: 'Trùng phản ánh khác', en: 'Duplicate' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
};

/** Ratings as they stand on the screen. */
export const RATING_WORDS: Readonly<Record<RatingValue, Words>> = {
  satisfied: { vi: 'Hài lòng', en: 'Satisfied' },
  acceptable: { vi: 'Chấp nhận', en: 'Acceptable' },
  not_satisfied: { vi: 'Không hài lòng', en: 'Not satisfied' },
};

/** Lines of a history as they stand on the screen. */
export const EVENT_WORDS: Readonly<Record<EventKind, Words>> = {
  receive: { vi: 'Tiếp nhận phản ánh', en: 'Received' },
  review: { vi: 'Chuyển tiếp nhận viên xem xét', en: 'Sent to an operator' },
  offer: { vi: 'Chuyển mạng lưới đơn vị', en: 'Offered to a network' },
  claim: { vi: 'Đơn vị nhận xử lý', en: 'Claimed by a unit' },
  assign: { vi: 'Phân công đơn vị xử lý', en: 'Assigned' },
  take: { vi: 'Bắt đầu xử lý', en: 'Work begun' },
  refuse: { vi: 'Đơn vị trả lại', en: 'Refused by the unit' },
  transfer: { vi: 'Chuyển đơn vị xử lý', en: 'Transferred' },
  wait: { vi: 'Tạm dừng xử lý', en: 'Waiting' },
  resume: { vi: 'Tiếp tục xử lý', en: 'Resumed' },
  answer: { vi: 'Trả lời người phản ánh', en: 'Answered' },
  ask_extension: { vi: 'Đề nghị gia hạn', en: 'Extension asked' },
  grant: { vi: 'Đồng ý gia hạn', en: 'Extension granted' },
  deny: { vi: 'Không đồng ý gia hạn', en: 'Extension denied' },
  resolve: { vi: 'Đã có kết quả xử lý', en: 'Resolved' },
  return: { vi: 'Yêu cầu xử lý tiếp', en: 'Returned to work' },
  close: { vi: 'Kết thúc phản ánh', en: 'Closed' },
  reopen: { vi: 'Mở lại phản ánh', en: 'Reopened' },
  reject: { vi: 'Không tiếp nhận phản ánh', en: 'Rejected' },
  spam: { vi: 'Loại tin rác', en: 'Marked as spam' },
  merge: { vi: 'Gộp vào phản ánh khác', en: 'Merged' },
  link: { vi: 'Liên kết phản ánh', en: 'Linked' },
  split: { vi: 'Tách phần việc', en: 'Split' },
  withdraw: { vi: 'Rút phản ánh', en: 'Withdrawn' },
  correct: { vi: 'Đính chính thời điểm', en: 'Corrected' },
  breach: { vi: 'Quá hạn xử lý', en: 'Overdue' },
  warning: { vi: 'Nhắc sắp đến hạn', en: 'Warning' },
  escalation: { vi: 'Báo cáo cấp trên', en: 'Escalated' },
  rated: { vi: 'Người phản ánh đánh giá', en: 'Rated' },
  words: { vi: 'Người phản ánh bổ sung', en: 'Words added' },
  photos: { vi: 'Người phản ánh gửi thêm ảnh', en: 'Photos added' },
  photo_hidden: { vi: 'Ẩn ảnh', en: 'Photo hidden' },
  photo_shown: { vi: 'Cho hiển thị lại ảnh', en: 'Photo shown again' },
  photo_redacted: { vi: 'Che một phần ảnh', en: 'Parts of a photo hidden' },
  photo_restored: { vi: 'Bỏ phần che ảnh', en: 'A photo shown whole again' },
  text_redacted: { vi: 'Biên tập nội dung công khai', en: 'Public text edited' },
  text_restored: { vi: 'Khôi phục nội dung công khai', en: 'Public text restored' },
  let_pass: { vi: 'Duyệt cho xử lý', en: 'Let pass by a moderator' },
  absorbed: { vi: 'Nhận gộp phản ánh khác', en: 'Took in a duplicate' },
  extension_expired: { vi: 'Đề nghị gia hạn hết hiệu lực', en: 'Extension expired' },
  erased: { vi: 'Xoá dữ liệu cá nhân', en: 'Personal data erased' },
  person: { vi: 'Giao người xử lý', en: 'Given to a person' },
};

/** By which way a report came, as it stands on the screen. */
export const CHANNEL_WORDS: Readonly<Record<Channel, Words>> = {
  web: { vi: 'Trang web', en: 'Web' },
  app: { vi: 'Ứng dụng di động', en: 'Mobile app' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  counter: { vi: 'Tại quầy tiếp dân', en: 'Counter' },
  mail: { vi: 'Thư điện tử', en: 'Mail' },
  integrator: { vi: 'Hệ thống khác', en: 'Another system' },
};

/** Why work waits, as it stands on the screen. */
export const WAIT_WORDS: Readonly<Record<WaitReason, Words>> = {
  reporter_information: {
    vi: 'chờ người phản ánh bổ sung thông tin',
    en: 'waiting for the reporter',
  },
  site_not_reachable: { vi: 'không tiếp cận được hiện trường', en: 'the site cannot be reached' },
  weather: { vi: 'do thời tiết', en: 'weather' },
  other_unit: { vi: 'chờ đơn vị khác', en: 'waiting for another unit' },
  material: { vi: 'chờ vật tư', en: 'waiting for material' },
  budget: { vi: 'chờ kinh phí', en: 'waiting for funds' },
};

/** Why a report waits for a moderator, as it stands on the screen. */
export const SUSPICION_WORDS: Readonly<Record<Suspicion['kind'], Words>> = {
  flood: {
    vi: 'Nhiều tin giống nhau trong một giờ từ cùng',
    en: 'Many alike within an hour from the same',
  },
  own_repeat: {
    vi: 'Người gửi đã phản ánh cùng nội dung, cùng',
    en: 'Its reporter sent the same before, by the same',
  },
};

/** By what two reports are known to come from one place. */
export const ORIGIN_WORDS: Readonly<Record<OriginKind, Words>> = {
  address: { vi: 'địa chỉ mạng', en: 'network address' },
  device: { vi: 'thiết bị', en: 'device' },
  phone: { vi: 'số điện thoại', en: 'telephone number' },
};
