import { type ProblemMeaning, meaning } from './problem-meaning.js';

/** What can be wrong with photos, at the edges. */
export type PhotoCode =
  | 'photo_type_refused'
  | 'photo_unusable'
  | 'photo_too_many_pixels'
  | 'photo_interrupted'
  | 'photos_too_many'
  | 'upload_unknown';

/** The refusals of photos. */
export const PHOTO_PROBLEMS: Readonly<Record<PhotoCode, ProblemMeaning>> = {
  photo_type_refused: meaning(
    415,
    ['Tệp gửi lên không phải ảnh JPEG, PNG hoặc WebP', 'Not a JPEG, PNG or WebP image'],
    [
      'Gửi ảnh JPEG, PNG hoặc WebP. Ảnh HEIC của iPhone: vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” rồi chụp lại, hoặc xuất ảnh sang JPEG.',
      'Send a JPEG, PNG or WebP image. HEIC from an iPhone: choose Settings, Camera, Formats, “Most Compatible” and take it again, or export it as JPEG.',
    ],
  ),
  photo_unusable: meaning(
    422,
    ['Không đọc được ảnh, chưa có gì được lưu', 'The image cannot be read: nothing was stored'],
    [
      'Kiểm tra ảnh có mở được không rồi gửi lại, hoặc chụp ảnh khác.',
      'See whether the image opens, then send it again, or take another one.',
    ],
  ),
  photo_too_many_pixels: meaning(
    422,
    ['Ảnh có quá nhiều điểm ảnh, chưa có gì được lưu', 'Too many pixels: nothing was stored'],
    ['Thu nhỏ ảnh rồi gửi lại.', 'Make the image smaller and send it again.'],
  ),
  photo_interrupted: meaning(
    503,
    ['Việc xử lý ảnh bị gián đoạn, chưa có gì được lưu', 'Reading the image was interrupted'],
    ['Gửi lại ảnh sau ít giây.', 'Send the image again in a few seconds; nothing was stored.'],
    true,
  ),
  photos_too_many: meaning(
    422,
    ['Đã đủ số ảnh cho phép của phản ánh', 'The report has as many photos as it may have'],
    ['Chọn những ảnh rõ nhất, tối đa năm ảnh.', 'Choose the clearest ones, five at most.'],
  ),
  upload_unknown: meaning(
    422,
    [
      'Ảnh tải lên không tồn tại, đã được sử dụng hoặc đã hết hạn',
      'No such upload, or it was used already, or its time is over',
    ],
    [
      'Tải ảnh lên lại, rồi gửi mã và khóa vừa nhận được.',
      'Upload the photo again, then send the id and the token that you were given.',
    ],
  ),
};
