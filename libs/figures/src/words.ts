import { type FigureName, type RateName, type Words } from '#libs/contracts';
import { type OtherWay, type TargetMetric } from '#libs/domain';

/** What each name of an answer means, as a printed document would say it. */
export const DEFINITIONS: Readonly<
  Record<FigureName | `${RateName}_rate` | Extract<TargetMetric, `median_${string}`>, Words>
> = {
  all: { vi: 'Tất cả: tổng của các loại', en: 'All: the sum of the classes' },
  on_time: {
    vi: 'Đúng hạn: đã kết thúc, không lần nào quá hạn',
    en: 'On time: ended, and never past its due',
  },
  late: {
    vi: 'Quá hạn, đã kết thúc: có vòng xử lý đã kết thúc mà quá hạn',
    en: 'Late: a cycle that ended had breached its promise',
  },
  open_overdue: {
    vi: 'Quá hạn, đang xử lý: vòng xử lý đang mở đã quá hạn',
    en: 'Open and overdue: the open cycle has breached its promise',
  },
  open_in_time: {
    vi: 'Đang xử lý, chưa đến hạn hoặc đang tạm dừng đúng quy định',
    en: 'Open in time: not yet due, or paused as the rules allow',
  },
  no_deadline: { vi: 'Không có hạn xử lý', en: 'No deadline' },
  rejected: { vi: 'Không tiếp nhận, không quá hạn', en: 'Rejected without a breach' },
  duplicate: { vi: 'Trùng phản ánh khác, không quá hạn', en: 'Duplicate without a breach' },
  withdrawn: { vi: 'Người phản ánh rút, không quá hạn', en: 'Withdrawn without a breach' },
  spam: { vi: 'Tin rác, không tính vào tỷ lệ nào', en: 'Spam, outside all rates' },
  outside: {
    vi: 'Lượt xử lý trả lại hoặc chuyển đi khi chưa quá hạn',
    en: 'Legs refused, transferred or ended with their cycle before a breach',
  },
  paused: { vi: 'Trong số đang xử lý: đang tạm dừng', en: 'Of those open in time: paused now' },
  reopened: { vi: 'Đã mở lại ít nhất một lần', en: 'Reopened at least once' },
  corrected: { vi: 'Có đính chính thời điểm', en: 'With a recorded correction' },
  asked: { vi: 'Số lần đề nghị đánh giá', en: 'Ratings asked for' },
  rated: { vi: 'Số lần được đánh giá', en: 'Ratings received' },
  satisfied: { vi: 'Đánh giá hài lòng', en: 'Rated satisfied' },
  acceptable: { vi: 'Đánh giá chấp nhận', en: 'Rated acceptable' },
  not_satisfied: { vi: 'Đánh giá không hài lòng', en: 'Rated not satisfied' },
  refused: { vi: 'Lượt xử lý bị trả lại', en: 'Legs that ended by refusal' },
  transferred: { vi: 'Lượt xử lý chuyển đơn vị khác', en: 'Legs that ended by transfer' },
  ended: {
    vi: 'Đã kết thúc ít nhất một vòng xử lý (hoặc lượt xử lý đã kết thúc)',
    en: 'Of which a cycle has ended, or legs that have ended',
  },
  on_time_rate: {
    vi: 'Tỷ lệ đúng hạn: đúng hạn / (đúng hạn + quá hạn đã kết thúc + quá hạn đang xử lý)',
    en: 'On-time rate: on_time / (on_time + late + open_overdue)',
  },
  overdue_rate: {
    vi: 'Tỷ lệ quá hạn: phần còn lại của cùng mẫu số; hai tỷ lệ cộng lại bằng 100%',
    en: 'Overdue rate: the rest of the same whole; the two add up to 100%',
  },
  satisfied_rate: {
    vi: 'Tỷ lệ hài lòng: hài lòng / được đánh giá; mỗi vòng tính lần đánh giá cuối',
    en: 'Satisfaction: satisfied / rated; the last rating of a cycle counts',
  },
  satisfied_or_acceptable_rate: {
    vi: 'Tỷ lệ hài lòng hoặc chấp nhận, trên số được đánh giá',
    en: 'Satisfied or acceptable, of those rated',
  },
  reopened_rate: {
    vi: 'Tỷ lệ mở lại: đã mở lại / đã kết thúc ít nhất một vòng xử lý',
    en: 'Reopen rate: reopened / those of which a cycle has ended',
  },
  refused_rate: {
    vi: 'Tỷ lệ trả lại: lượt xử lý bị trả lại / lượt xử lý đã kết thúc',
    en: 'Refusal rate: legs refused / legs that have ended',
  },
  response_rate: {
    vi: 'Tỷ lệ phản hồi: được đánh giá / đề nghị đánh giá',
    en: 'Response: rated / asked',
  },
  median_first_answer: {
    vi: 'Thời gian trả lời lần đầu (trung vị): phút làm việc từ khi tiếp nhận, không tính tạm dừng',
    en: 'Median to the first answer: working minutes from receipt, without stopping pauses',
  },
  median_to_end: {
    vi: 'Thời gian xử lý (trung vị): phút làm việc đến khi có kết quả của vòng xử lý cuối',
    en: 'Median to the end: working minutes to the result of the last cycle',
  },
};

/** How other systems count, and what they leave out. */
export const WAYS: Readonly<Record<OtherWay, { readonly how: Words; readonly missing: Words }>> = {
  closed_only: {
    how: {
      vi: 'Chỉ tính phản ánh đã kết thúc',
      en: 'Closed reports alone',
    },
    missing: {
      vi: 'Bỏ qua phản ánh đã quá hạn mà chưa xử lý xong',
      en: 'What is overdue and still open is not in it',
    },
  },
  open_on_time: {
    how: {
      vi: 'Coi phản ánh đang xử lý là đúng hạn',
      en: 'Open reports counted as on time',
    },
    missing: {
      vi: 'Phản ánh đã quá hạn được tính là đúng hạn cho đến khi kết thúc',
      en: 'What is overdue counts as on time until it is closed',
    },
  },
  no_deadline_on_time: {
    how: {
      vi: 'Coi phản ánh không có hạn là đúng hạn',
      en: 'Reports without a deadline counted as on time',
    },
    missing: {
      vi: 'Tỷ lệ tăng lên nhờ những phản ánh không hề được hẹn ngày',
      en: 'Reports that were never promised a date raise the rate',
    },
  },
  first_close: {
    how: {
      vi: 'Chỉ xét lần kết thúc đầu tiên',
      en: 'By the first close alone',
    },
    missing: {
      vi: 'Phản ánh phải mở lại vì chưa xong vẫn được tính là đúng hạn',
      en: 'What had to be reopened counts as done in time',
    },
  },
  original_date: {
    how: {
      vi: 'Phản ánh mở lại vẫn tính theo hạn ban đầu',
      en: 'Reopened reports held to their first date',
    },
    missing: {
      vi: 'Đơn vị bị tính quá hạn cho lần xử lý mà chưa ai giao',
      en: 'A unit is late with work that nobody had given it yet',
    },
  },
};
