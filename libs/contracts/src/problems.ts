import { type RefusalCode } from '#libs/domain';
import { ABUSE_PROBLEMS, type AbuseCode } from './abuse-problems.js';
import { ACCESS_PROBLEMS, type AccessCode } from './access-problems.js';
import { CONFIRM_PROBLEMS, type ConfirmCode } from './confirm-problems.js';
import { PHOTO_PROBLEMS, type PhotoCode } from './photo-problems.js';
import { DESK_PROBLEMS, type DeskCode } from './desk-problems.js';
import { DOCUMENT_PROBLEMS, type DocumentCode } from './document-problems.js';
import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** Codes that no rule of the domain gives: those of the edges (HTTP, store, queue). */
export type EdgeCode =
  | AbuseCode
  | AccessCode
  | ConfirmCode
  | PhotoCode
  | DeskCode
  | DocumentCode
  | 'invalid_request'
  | 'unknown_reference'
  | 'bad_cursor'
  | 'calendar_invalid'
  | 'calendar_changed'
  | 'policy_invalid'
  | 'policy_changed'
  | 'not_found'
  | 'idempotency_key_invalid'
  | 'idempotency_key_reused'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'unavailable'
  | 'outcome_unknown'
  | 'internal';
export type ProblemCode = RefusalCode | EdgeCode;

/** Every refusal that this system can give. A code without a meaning does not compile. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemMeaning>> = {
  ...ABUSE_PROBLEMS,
  ...ACCESS_PROBLEMS,
  ...CONFIRM_PROBLEMS,
  ...PHOTO_PROBLEMS,
  ...DESK_PROBLEMS,
  ...DOCUMENT_PROBLEMS,
  action_not_allowed: meaning(
    409,
    ['Không thực hiện được ở trạng thái hiện tại', 'Not possible in this state'],
    [
      'Tải lại phản ánh và chọn một trong các thao tác được phép.',
      'Read the report again and choose one of the allowed actions.',
    ],
  ),
  role_not_allowed: meaning(
    403,
    ['Vai trò này không được thực hiện thao tác', 'This role may not do that'],
    ['Nhờ người có vai trò được nêu thực hiện.', 'Ask somebody who holds one of the roles named.'],
  ),
  not_your_unit: meaning(
    403,
    ['Phản ánh không thuộc đơn vị của bạn', 'Not a case of your unit'],
    [
      'Chỉ thực hiện với phản ánh mà đơn vị bạn đang giữ.',
      'Act only on cases that your unit holds.',
    ],
  ),
  unit_not_in_network: meaning(
    409,
    ['Đơn vị không thuộc mạng lưới được mời', 'The unit is not in the network'],
    ['Chọn một đơn vị thuộc mạng lưới.', 'Choose a unit of the network.'],
  ),
  not_held: meaning(
    409,
    ['Phản ánh không chờ kiểm duyệt', 'The report does not wait for a moderator'],
    ['Tải lại danh sách chờ kiểm duyệt.', 'Read the queue of the moderators again.'],
  ),
  final_assignment: meaning(
    409,
    ['Phân công cuối cùng, không được từ chối', 'A final assignment cannot be refused'],
    [
      'Xử lý phản ánh, hoặc đề nghị tiếp nhận viên chuyển đơn vị.',
      'Work on it, or ask an operator to transfer it.',
    ],
  ),
  final_too_early: meaning(
    409,
    ['Chưa đủ số lần từ chối để phân công cuối cùng', 'Too early for a final assignment'],
    [
      'Phân công thường; chỉ đánh dấu cuối cùng sau hai lần từ chối.',
      'Assign without the mark; it may be set after two refusals.',
    ],
  ),
  reason_needed: meaning(
    422,
    ['Cần nêu lý do', 'A reason is needed'],
    ['Điền lý do rồi gửi lại.', 'Give the reason and send again.'],
  ),
  text_needed: meaning(
    422,
    ['Cần có nội dung', 'A text is needed'],
    ['Điền nội dung rồi gửi lại.', 'Write the text and send again.'],
  ),
  photo_needed: meaning(
    422,
    ['Cần có ảnh kết quả xử lý', 'A photo of the result is needed'],
    [
      'Chụp ảnh hiện trường sau khi xử lý, tải lên rồi gửi kèm kết quả.',
      'Take a photo of the place after the work, upload it, and send it with the result.',
    ],
  ),
  instant_in_past: meaning(
    422,
    ['Thời điểm phải ở sau mốc được nêu', 'The instant must be later'],
    ['Chọn thời điểm sau mốc được nêu.', 'Choose an instant after the one named.'],
  ),
  extension_expired: meaning(
    409,
    ['Đã quá hạn, không thể gia hạn', 'The due has passed: no extension'],
    [
      'Xin gia hạn và quyết định trước hạn xử lý.',
      'Extensions are asked and decided before the due.',
    ],
  ),
  extension_not_open: meaning(
    409,
    ['Không có đề nghị gia hạn nào đang chờ', 'No extension waits for a decision'],
    ['Tải lại phản ánh.', 'Read the report again.'],
  ),
  extension_open_already: meaning(
    409,
    ['Đã có một đề nghị gia hạn đang chờ', 'An extension is being decided already'],
    ['Chờ quyết định cho đề nghị trước.', 'Wait for the decision on it.'],
  ),
  no_open_leg: meaning(
    409,
    ['Chưa có đơn vị nào giữ phản ánh', 'No unit holds the report'],
    ['Phân công cho một đơn vị trước.', 'Assign it to a unit first.'],
  ),
  merge_not_possible: meaning(
    409,
    [
      'Không thể gộp vì một trong hai đã quá hạn hoặc đã kết thúc',
      'Not mergeable: one of them has breached or ended',
    ],
    ['Dùng liên kết thay cho gộp.', 'Link them instead.'],
  ),
  reopen_window_over: meaning(
    409,
    ['Đã hết thời gian được mở lại', 'The time for reopening is over'],
    ['Gửi phản ánh mới và nêu mã phản ánh cũ.', 'File a new report and name the old code.'],
  ),
  rating_window_over: meaning(
    409,
    ['Đã hết thời gian đánh giá', 'The time for rating is over'],
    ['Không cần làm gì thêm.', 'Nothing more to do.'],
  ),
  not_rateable: meaning(
    409,
    ['Phản ánh chưa có kết quả để đánh giá', 'There is no result to rate yet'],
    ['Đánh giá sau khi phản ánh được xử lý xong.', 'Rate it once it is resolved.'],
  ),
  same_person: meaning(
    403,
    ['Cần người thứ hai xác nhận', 'A second person must confirm'],
    [
      'Nhờ một quản trị khác xác nhận việc đính chính.',
      'Ask another administrator to confirm the correction.',
    ],
  ),
  correction_not_possible: meaning(
    422,
    ['Không thể đính chính như vậy', 'That correction is not possible'],
    [
      'Thời điểm phải nằm giữa lúc bắt đầu và bây giờ.',
      'The instant must lie between the start and now.',
    ],
  ),
  children_open: meaning(
    409,
    ['Còn phần việc con chưa kết thúc', 'Children are still open'],
    ['Kết thúc các phần việc con trước.', 'End the children first.'],
  ),
  invalid_request: meaning(
    422,
    ['Yêu cầu không hợp lệ', 'The request is not valid'],
    ['Sửa các trường được nêu rồi gửi lại.', 'Mend the fields named and send again.'],
  ),
  unknown_reference: meaning(
    422,
    ['Mã không có trong danh mục', 'A code that is not in the reference data'],
    ['Dùng một mã có trong danh mục.', 'Use a code of the reference data.'],
  ),
  bad_cursor: meaning(
    422,
    ['Con trỏ trang không hợp lệ', 'The page cursor is not valid'],
    ['Bắt đầu lại từ trang đầu.', 'Begin again at the first page.'],
  ),
  calendar_invalid: meaning(
    422,
    ['Lịch không hợp lệ, chưa có gì được lưu', 'Not a valid calendar: nothing was saved'],
    ['Sửa từng chỗ được nêu rồi lưu lại.', 'Mend each place named and save again.'],
  ),
  calendar_changed: meaning(
    412,
    ['Người khác đã lưu lịch này trước', 'Somebody else has saved this calendar'],
    ['Đọc lại bản hiện hành, so sánh rồi lưu lại.', 'Read it again, compare, and save again.'],
  ),
  policy_invalid: meaning(
    422,
    ['Chính sách không hợp lệ, chưa có gì được lưu', 'Not a valid policy: nothing was saved'],
    ['Sửa từng chỗ được nêu rồi lưu lại.', 'Mend each place named and save again.'],
  ),
  policy_changed: meaning(
    412,
    ['Người khác đã lưu chính sách này trước', 'Somebody else has saved this policy'],
    ['Đọc lại bản hiện hành, so sánh rồi lưu lại.', 'Read it again, compare, and save again.'],
  ),
  not_found: meaning(
    404,
    ['Không tìm thấy', 'Not found'],
    ['Kiểm tra lại mã và mã tra cứu.', 'Check the code and the tracking token.'],
  ),
  idempotency_key_invalid: meaning(
    422,
    ['Idempotency-Key không hợp lệ', 'The Idempotency-Key is not valid'],
    [
      'Dùng chuỗi ngẫu nhiên từ 22 đến 200 ký tự, ví dụ một UUID.',
      'Use a random string of 22 to 200 characters, a UUID for instance.',
    ],
  ),
  idempotency_key_reused: meaning(
    422,
    ['Idempotency-Key đã dùng cho nội dung khác', 'The Idempotency-Key was used for another body'],
    ['Tạo khóa mới cho nội dung mới.', 'Make a new key for a new body.'],
  ),
  conflict: meaning(
    409,
    ['Người khác vừa cập nhật phản ánh này', 'Somebody else acted first'],
    ['Tải lại phản ánh rồi thử lại.', 'Read the report again and try once more.'],
    true,
  ),
  too_large: meaning(
    413,
    ['Nội dung quá lớn', 'The body is too large'],
    ['Gửi nội dung nhỏ hơn.', 'Send a smaller body.'],
  ),
  unsupported_media_type: meaning(
    415,
    ['Kiểu nội dung không được hỗ trợ', 'That media type is not supported'],
    [
      'Gửi application/json; riêng ảnh gửi bằng multipart/form-data.',
      'Send application/json; a photo as multipart/form-data.',
    ],
  ),
  too_many_requests: meaning(
    429,
    ['Quá nhiều yêu cầu trong một giây', 'Too many requests in a second'],
    [
      'Gửi lại sau số giây nêu ở Retry-After; nội dung đã gửi chưa được ghi nhận.',
      'Send again after the seconds in Retry-After; nothing was stored.',
    ],
    true,
  ),
  unavailable: meaning(
    503,
    ['Hệ thống tạm thời chưa phục vụ được', 'Not available right now'],
    [
      'Thử lại sau ít phút; nội dung đã gửi chưa được ghi nhận.',
      'Try again in a moment; nothing was stored.',
    ],
    true,
  ),
  outcome_unknown: meaning(
    503,
    ['Chưa biết nội dung đã được ghi nhận hay chưa', 'It may have been stored or not'],
    [
      'Gửi lại với cùng Idempotency-Key: nội dung chỉ được ghi nhận tối đa một lần; nếu không có khóa, hãy tải lại để xem trước khi gửi lại.',
      'Send again with the same Idempotency-Key: it is stored at most once; without a key, look whether it is there before you send again.',
    ],
    true,
  ),
  internal: meaning(
    500,
    ['Lỗi hệ thống', 'Something went wrong here'],
    [
      'Thử lại; nếu vẫn lỗi, báo quản trị kèm mã sự cố.',
      'Try again; if it stays, tell an administrator the incident id.',
    ],
    true,
  ),
};
