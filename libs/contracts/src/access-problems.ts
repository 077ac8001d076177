import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** Codes of the door: who somebody is, and what they may. */
export type AccessCode =
  | 'not_authenticated'
  | 'sign_in_refused'
  | 'code_refused'
  | 'code_needed'
  | 'factor_needed'
  | 'factor_stands'
  | 'too_many_tries'
  | 'csrf_refused'
  | 'link_refused'
  | 'password_too_weak'
  | 'other_sign_in_refused'
  | 'person_changed'
  | 'still_open'
  | 'credentials_mixed'
  | 'key_right_missing'
  | 'hook_address_refused'
  | 'hook_disabled'
  | 'request_undecided'
  | 'request_ended';

export const ACCESS_PROBLEMS: Readonly<Record<AccessCode, ProblemMeaning>> = {
  not_authenticated: meaning(
    401,
    ['Chưa đăng nhập', 'Not signed in'],
    ['Đăng nhập rồi thử lại.', 'Sign in and try again.'],
  ),
  sign_in_refused: meaning(
    401,
    ['Thư điện tử hoặc mật khẩu không đúng', 'Wrong e-mail address or password'],
    [
      'Nhập lại, hoặc chọn "Quên mật khẩu"; nếu chưa có tài khoản, liên hệ quản trị.',
      'Try again, or ask for a new password; without an account, ask an administrator.',
    ],
  ),
  code_refused: meaning(
    401,
    ['Mã xác thực không đúng hoặc đã dùng', 'The code is wrong or was used'],
    [
      'Chờ mã mới trong ứng dụng xác thực, hoặc dùng một mã dự phòng.',
      'Wait for the next code of your app, or use a recovery code.',
    ],
  ),
  code_needed: meaning(
    401,
    ['Cần nhập mã xác thực', 'A code is needed'],
    [
      'Gửi mã của ứng dụng xác thực tới /v1/session/code.',
      'Send the code of your app to /v1/session/code.',
    ],
  ),
  factor_needed: meaning(
    401,
    ['Cần thiết lập xác thực hai lớp', 'A second factor has to be set up'],
    [
      'Thiết lập ứng dụng xác thực ở /v1/session/factor rồi tiếp tục.',
      'Set an authenticator app up at /v1/session/factor and go on.',
    ],
  ),
  factor_stands: meaning(
    409,
    ['Đã có xác thực hai lớp', 'There is a second factor already'],
    [
      'Nếu mất điện thoại, dùng mã dự phòng hoặc nhờ quản trị gỡ bỏ.',
      'Where the telephone is lost, use a recovery code or ask an administrator to remove it.',
    ],
  ),
  too_many_tries: meaning(
    429,
    ['Thử sai quá nhiều lần', 'Too many wrong tries'],
    ['Thử lại sau số giây nêu ở Retry-After.', 'Try again after the seconds given in Retry-After.'],
    true,
  ),
  csrf_refused: meaning(
    403,
    ['Yêu cầu không xuất phát từ trang này', 'The request does not come from this site’s own page'],
    [
      'Gửi tiêu đề X-CSRF-Token với giá trị của GET /v1/session.',
      'Send the header X-CSRF-Token with the value of GET /v1/session.',
    ],
  ),
  link_refused: meaning(
    403,
    ['Liên kết đã dùng hoặc hết hạn', 'The link was used or is too old'],
    ['Đề nghị cấp liên kết mới.', 'Ask for a new one.'],
  ),
  password_too_weak: meaning(
    422,
    ['Mật khẩu quá dễ đoán', 'The password is guessed too easily'],
    [
      'Dùng ít nhất 12 ký tự, ví dụ vài từ không liên quan đến nhau.',
      'Use 12 characters or more, such as a few words that have nothing to do with each other.',
    ],
  ),
  other_sign_in_refused: meaning(
    403,
    ['Không đăng nhập được bằng hệ thống kia', 'The other system’s sign-in is not accepted here'],
    [
      'Thử lại; nếu vẫn lỗi, nhờ quản trị kiểm tra địa chỉ thư điện tử của bạn ở cả hai nơi.',
      'Try again; if it stays, ask an administrator to compare your e-mail address in both places.',
    ],
  ),
  still_open: meaning(
    409,
    ['Phản ánh đang xử lý, chưa xoá được', 'A report that is open is not erased'],
    [
      'Kết thúc hoặc rút phản ánh được nêu, rồi thực hiện lại.',
      'End or withdraw the report named first, and try again.',
    ],
  ),
  credentials_mixed: meaning(
    400,
    ['Không dùng khoá API cùng với phiên đăng nhập', 'A key and a session do not go together'],
    [
      'Chỉ gửi tiêu đề Authorization, không gửi kèm cookie hay khoá khác.',
      'Send the header Authorization alone, without a cookie or another key.',
    ],
  ),
  key_right_missing: meaning(
    403,
    ['Khoá API không có quyền này', 'The key does not have this right'],
    [
      'Nhờ quản trị cấp khoá mới có quyền được nêu.',
      'Ask an administrator for a key that has the right named.',
    ],
  ),
  hook_address_refused: meaning(
    422,
    ['Địa chỉ nhận thông báo không dùng được', 'Nothing can be sent to this address'],
    [
      'Dùng địa chỉ https:// trên Internet, không kèm tên và mật khẩu.',
      'Give an https:// address of the internet, without a user and password in it.',
    ],
  ),
  hook_disabled: meaning(
    409,
    ['Webhook đang tắt', 'The webhook is off'],
    ['Bật lại webhook rồi gửi lại.', 'Turn it on again first, then send again.'],
  ),
  request_undecided: meaning(
    409,
    ['Yêu cầu chưa được thực hiện hoặc từ chối', 'The demand was neither carried out nor refused'],
    [
      'Đề nghị quản trị thực hiện hoặc từ chối yêu cầu, rồi trả lời người yêu cầu.',
      'Have an administrator carry it out or refuse it first; then answer whoever made it.',
    ],
  ),
  request_ended: meaning(
    409,
    ['Yêu cầu đã kết thúc', 'The demand has ended'],
    ['Mở lại yêu cầu rồi thực hiện.', 'Have it opened again, then carry it out.'],
  ),
  person_changed: meaning(
    409,
    ['Không thể thay đổi người này như vậy', 'This person cannot be changed like that'],
    ['Xem lý do được nêu.', 'See the reason given.'],
  ),
};
