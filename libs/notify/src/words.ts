import { type Recipient } from '#libs/domain';
import { type Words } from '#libs/contracts';

/** What an alarm is about, as a letter tells of it. */
export type Topic =
  | 'due_soon'
  | 'overdue'
  | 'triage_soon'
  | 'triage_overdue'
  | 'commitment_soon'
  | 'commitment_passed'
  | 'no_deadline';

/** A topic as a subject names it, before the report's code. */
export const TOPIC_WORDS: Readonly<Record<Topic, Words>> = {
  due_soon: { vi: 'Sắp đến hạn', en: 'Due soon' },
  overdue: { vi: 'Quá hạn', en: 'Overdue' },
  triage_soon: { vi: 'Sắp hết hạn phân loại', en: 'Triage due soon' },
  triage_overdue: { vi: 'Quá hạn phân loại', en: 'Triage overdue' },
  commitment_soon: { vi: 'Sắp đến ngày đã hẹn', en: 'Date given to the citizen is near' },
  commitment_passed: { vi: 'Quá ngày đã hẹn', en: 'Date given to the citizen has passed' },
  no_deadline: { vi: 'Chưa xử lý xong', en: 'Still open' },
};

/** The sentence that a letter about one report begins with. */
export const OPENING_WORDS: Readonly<Record<Topic, Words>> = {
  due_soon: {
    vi: 'Phản ánh sau đây sắp đến hạn xử lý:',
    en: 'The following report is due soon:',
  },
  overdue: {
    vi: 'Phản ánh sau đây đã quá hạn xử lý:',
    en: 'The following report is overdue:',
  },
  triage_soon: {
    vi: 'Phản ánh sau đây sắp hết hạn phân loại, chưa được chuyển đến đơn vị xử lý:',
    en: 'The time to find a unit for the following report is running out:',
  },
  triage_overdue: {
    vi: 'Phản ánh sau đây đã quá hạn phân loại mà chưa được chuyển đến đơn vị xử lý:',
    en: 'No unit has been found in time for the following report:',
  },
  commitment_soon: {
    vi: 'Phản ánh sau đây sắp đến ngày mà đơn vị đã hẹn với người dân:',
    en: 'The date that the unit gave to the citizen is near for the following report:',
  },
  commitment_passed: {
    vi: 'Phản ánh sau đây đã quá ngày đơn vị hẹn với người dân mà chưa có kết quả:',
    en: 'The date that the unit gave to the citizen has passed for the following report, without a result:',
  },
  no_deadline: {
    vi: 'Phản ánh sau đây chưa có kết quả xử lý:',
    en: 'The following report is still open:',
  },
};

type Asked = 'prevent' | 'handle' | 'direct' | 'urge' | 'sort';

/** What is asked of whoever reads the letter. */
export const ASKED_WORDS: Readonly<Record<Asked, Words>> = {
  prevent: {
    vi:
      'Đề nghị ông/bà khẩn trương xử lý và cập nhật kết quả trước khi hết hạn; nếu có vướng mắc, ' +
      'đề nghị xin gia hạn trước thời điểm đến hạn.',
    en:
      'Please handle it and record the result before it is due; where that cannot be, ask for an ' +
      'extension before then.',
  },
  handle: {
    vi: 'Đề nghị ông/bà xử lý ngay và cập nhật kết quả trên hệ thống.',
    en: 'Please handle it at once and record the result in the system.',
  },
  direct: {
    vi: 'Đề nghị ông/bà chỉ đạo xử lý dứt điểm và cập nhật kết quả trên hệ thống.',
    en: 'Please see to it that your unit handles it and records the result in the system.',
  },
  urge: {
    vi: 'Đề nghị ông/bà đôn đốc, kiểm tra việc xử lý.',
    en: 'Please look into how it is being handled and urge those responsible.',
  },
  sort: {
    vi: 'Đề nghị ông/bà phân loại và chuyển đơn vị có thẩm quyền xử lý.',
    en: 'Please find the unit responsible and send the report there.',
  },
};

/** What is asked of a level about a topic. */
export function askedOf(topic: Topic, reached: Recipient): Words {
  switch (topic) {
    case 'triage_soon':
    case 'triage_overdue':
      return ASKED_WORDS[reached === 'operator' ? 'sort' : 'urge'];
    case 'due_soon':
    case 'overdue':
    case 'commitment_soon':
    case 'commitment_passed':
    case 'no_deadline':
      break;
  }
  switch (reached) {
    case 'unit_staff':
      return ASKED_WORDS[
        topic === 'due_soon' || topic === 'commitment_soon' ? 'prevent' : 'handle'
      ];
    case 'unit_lead':
      return ASKED_WORDS.direct;
    case 'operator':
    case 'supervisor':
    case 'admin':
      return ASKED_WORDS.urge;
  }
}

/** Those who are told, as a letter names them. */
export const RECIPIENT_WORDS: Readonly<Record<Recipient, Words>> = {
  unit_staff: { vi: 'cán bộ của đơn vị', en: 'staff of the unit' },
  unit_lead: { vi: 'lãnh đạo đơn vị', en: 'the head of the unit' },
  operator: { vi: 'tiếp nhận viên', en: 'operators' },
  supervisor: { vi: 'giám sát viên', en: 'supervisors' },
  admin: { vi: 'quản trị viên', en: 'administrators' },
};

/** Names of what a letter says of a report. */
export const FIELD_WORDS = {
  topic: { vi: 'Nội dung', en: 'What' },
  code: { vi: 'Mã phản ánh', en: 'Report' },
  category: { vi: 'Lĩnh vực', en: 'Category' },
  unit: { vi: 'Đơn vị xử lý', en: 'Unit' },
  due: { vi: 'Hạn xử lý', en: 'Due' },
  triageDue: { vi: 'Hạn phân loại', en: 'Triage due' },
  committedTo: { vi: 'Ngày đã hẹn với người dân', en: 'Date given to the citizen' },
  time: { vi: 'Thời gian', en: 'Time' },
  link: { vi: 'Xem chi tiết', en: 'Open' },
} as const satisfies Readonly<Record<string, Words>>;

export const NONE_WORDS = {
  category: { vi: 'chưa phân loại', en: 'not categorised yet' },
  unit: { vi: 'chưa có', en: 'none yet' },
  due: { vi: 'không quy định', en: 'none' },
} as const satisfies Readonly<Record<string, Words>>;

export const PHRASES = {
  urgent: { vi: 'Khẩn', en: 'Urgent' },
  closing: { vi: 'Trân trọng.', en: 'Kind regards,' },
  system: { vi: 'Hệ thống Kịp', en: 'Kịp' },
  automatic: {
    vi: 'Thư này do hệ thống tự động gửi, đề nghị không trả lời.',
    en: 'This message was sent automatically; please do not reply.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** Texts with something to fill in, each whole in its language. */
export interface Sentences {
  greeting(name: string): string;
  /** Of a mail about several reports. */
  manySubject(many: number, late: number): string;
  manyOpening(many: number): string;
  missed(levels: string): string;
  time(amount: string, late: boolean, working: boolean): string;
  now(): string;
  amount(days: number, hours: number, minutes: number): string;
}

const plural = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;

export const SENTENCES: Readonly<Record<keyof Words, Sentences>> = {
  vi: {
    greeting: (name) => `Kính gửi ông/bà ${name},`,
    manySubject: (many, late) =>
      late === 0
        ? `${many} phản ánh sắp đến hạn`
        : `${many} phản ánh cần xử lý, trong đó ${late} đã quá hạn`,
    manyOpening: (many) => `Có ${many} phản ánh cần ông/bà lưu ý:`,
    missed: (levels) => `Thư được chuyển đến ông/bà vì không tìm thấy người nhận ở cấp: ${levels}.`,
    time: (amount, late, working) =>
      `${late ? 'quá' : 'còn'} ${amount}${working ? ' làm việc' : ''}`,
    now: () => 'vừa đến hạn',
    amount: (days, hours, minutes) =>
      [
        ...(days > 0 ? [`${days} ngày`] : []),
        ...(hours > 0 ? [`${hours} giờ`] : []),
        ...(minutes > 0 ? [`${minutes} phút`] : []),
      ].join(' '),
  },
  en: {
    greeting: (name) => `Dear ${name},`,
    manySubject: (many, late) =>
      late === 0
        ? `${many} reports due soon`
        : `${many} reports to handle, ${late} of them overdue`,
    manyOpening: (many) => `${many} reports need your attention:`,
    missed: (levels) => `It came to you because nobody was found at an earlier level: ${levels}.`,
    time: (amount, late, working) =>
      `${amount}${working ? ' of working time' : ''} ${late ? 'late' : 'left'}`,
    now: () => 'due just now',
    amount: (days, hours, minutes) =>
      [
        ...(days > 0 ? [plural(days, 'day')] : []),
        ...(hours > 0 ? [plural(hours, 'hour')] : []),
        ...(minutes > 0 ? [plural(minutes, 'minute')] : []),
      ].join(' '),
  },
};
