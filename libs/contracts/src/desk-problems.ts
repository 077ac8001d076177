import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** Codes of a day's work at the desk: notes, templates, views, live updates. */
export type DeskCode =
  | 'mention_out_of_sight'
  | 'template_invalid'
  | 'too_many_views'
  | 'too_many_streams'
  | 'reference_invalid'
  | 'reference_changed';

export const DESK_PROBLEMS: Readonly<Record<DeskCode, ProblemMeaning>> = {
  mention_out_of_sight: meaning(
    422,
    [
      'Có người được nhắc đến không được xem ghi chú này',
      'Somebody mentioned may not see this note',
    ],
    [
      'Bỏ mã người được nêu, hoặc nhắc người có phạm vi xem phản ánh; người của đơn vị chỉ xem được ghi chú dành cho đơn vị.',
      'Leave the person named out, or mention somebody who sees the case; people of a unit see only notes that are for units.',
    ],
  ),
  template_invalid: meaning(
    422,
    ['Mẫu văn bản không hợp lệ, chưa có gì được lưu', 'Not a valid template: nothing was saved'],
    [
      'Sửa từ khóa được nêu; chỉ dùng {{code}}, {{unit}}, {{due}}, {{category}}, {{reporter}}.',
      'Mend the placeholder named; use {{code}}, {{unit}}, {{due}}, {{category}} and {{reporter}} only.',
    ],
  ),
  too_many_views: meaning(
    409,
    ['Đã đạt số chế độ xem tối đa của một người', 'A person can save no more views'],
    ['Xóa bớt chế độ xem không còn dùng rồi lưu lại.', 'Delete a view that is not used any more.'],
  ),
  too_many_streams: meaning(
    429,
    [
      'Phiên làm việc này đã mở đủ số kết nối cập nhật trực tiếp',
      'This session has as many live connections as it may',
    ],
    [
      'Đóng bớt thẻ trình duyệt đang mở rồi thử lại.',
      'Close one of the open tabs of this browser and try again.',
    ],
    true,
  ),
  reference_invalid: meaning(
    422,
    ['Mục danh mục không hợp lệ, chưa có gì được lưu', 'Not a valid entry: nothing was saved'],
    ['Sửa từng chỗ được nêu rồi lưu lại.', 'Mend each place named and save again.'],
  ),
  reference_changed: meaning(
    412,
    ['Người khác đã lưu mục này trước', 'Somebody else has saved this entry'],
    ['Đọc lại bản hiện hành, so sánh rồi lưu lại.', 'Read it again, compare, and save again.'],
  ),
};
