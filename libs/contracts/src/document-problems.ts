import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** Codes of figures that are promised, printed, mailed and exported. */
export type DocumentCode =
  | 'document_empty'
  | 'document_unknown'
  | 'document_not_ready'
  | 'too_many_documents'
  | 'file_exists'
  | 'target_contradicts'
  | 'reader_out_of_sight'
  | 'too_many_schedules'
  | 'too_many_exports';

export const DOCUMENT_PROBLEMS: Readonly<Record<DocumentCode, ProblemMeaning>> = {
  document_empty: meaning(
    422,
    ['Không có số liệu trong kỳ báo cáo', 'There is nothing to print in the period'],
    ['Chọn năm khác, hoặc bỏ bớt điều kiện lọc.', 'Choose another year, or leave a filter out.'],
  ),
  document_unknown: meaning(
    422,
    ['Tệp không phải tài liệu do hệ thống này in', 'Not a document of this installation'],
    [
      'Chọn tệp gốc do hệ thống in ra, hoặc nêu mã tài liệu.',
      'Give the file as it was printed, or name the document by its id.',
    ],
  ),
  document_not_ready: meaning(
    409,
    ['Tài liệu chưa in xong', 'The document is not printed yet'],
    [
      'Đợi đến khi trạng thái là "done"; nếu là "failed", xem lý do và yêu cầu lại.',
      'Wait until its state is "done"; where it is "failed", read why and ask again.',
    ],
  ),
  too_many_documents: meaning(
    429,
    ['Đang có quá nhiều tài liệu chờ in', 'Too many documents are being printed'],
    ['Đợi các tài liệu đã yêu cầu in xong.', 'Wait until those asked for are printed.'],
  ),
  file_exists: meaning(
    409,
    ['Tệp đã có, không bị ghi đè', 'The file is there already, and was not overwritten'],
    ['Chọn tên khác, hoặc thêm --force.', 'Choose another name, or add --force.'],
  ),
  target_contradicts: meaning(
    409,
    [
      'Đã có chỉ tiêu khác cho cùng số liệu, cùng thời gian',
      'Another target is for the same figure and days',
    ],
    [
      'Sửa chỉ tiêu được nêu, hoặc chọn thời gian không trùng.',
      'Change the target named, or choose days that it does not have.',
    ],
  ),
  reader_out_of_sight: meaning(
    422,
    [
      'Có người nhận không được xem toàn bộ số liệu của tài liệu',
      'Somebody named may not see all that the document counts',
    ],
    [
      'Bỏ người được nêu, hoặc thu hẹp phạm vi của tài liệu.',
      'Leave out whoever is named, or narrow what the document counts.',
    ],
  ),
  too_many_schedules: meaning(
    409,
    ['Đã đạt số lịch gửi tài liệu tối đa', 'A person can have no more schedules'],
    ['Xóa bớt lịch gửi không còn dùng.', 'Delete a schedule that is not used any more.'],
  ),
  too_many_exports: meaning(
    429,
    ['Đang có quá nhiều lượt xuất dữ liệu', 'Too many exports are under way'],
    ['Đợi các lượt xuất khác kết thúc rồi thử lại.', 'Wait until others are done, and try again.'],
    true,
  ),
};
