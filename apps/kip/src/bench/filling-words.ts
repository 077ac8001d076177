import { pick } from './parts.js';

/** Streets of the city, some known to everybody and many that few have heard of. */
const KNOWN_STREETS = [
  ...['Lê Lợi', 'Hùng Vương', 'Trần Hưng Đạo', 'Nguyễn Huệ', 'Bà Triệu', 'An Dương Vương'],
  ...['Điện Biên Phủ', 'Nguyễn Trãi', 'Đặng Thái Thân', 'Phan Bội Châu', 'Tố Hữu', 'Bùi Thị Xuân'],
];
const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Hồ'];
const MIDDLES = ['Văn', 'Thị', 'Hữu', 'Đức', 'Công', 'Quang', 'Xuân', 'Ngọc', 'Duy', 'Khắc'];
const NAMES = ['An', 'Bình', 'Cường', 'Dũng', 'Hạnh', 'Khoa', 'Lân', 'Minh', 'Nhơn', 'Toản'];

/** A thousand and twelve names of streets. */
export const STREETS: readonly string[] = [
  ...KNOWN_STREETS,
  ...FAMILIES.flatMap((family) =>
    MIDDLES.flatMap((middle) => NAMES.map((name) => `${family} ${middle} ${name}`)),
  ),
];

const OPENINGS = [
  'Đề nghị xử lý',
  'Người dân phản ánh',
  'Tôi xin báo có tình trạng',
  'Kính nhờ cơ quan chức năng kiểm tra',
  'Gần nhà tôi bị',
] as const;
const PLACES = [
  'trước cổng trường tiểu học',
  'ngay ngã tư đường lớn',
  'trong kiệt nhỏ sau chợ',
  'bên bờ sông',
  'cạnh công viên',
  'trước bệnh viện',
  'đầu cầu',
  'dọc vỉa hè',
] as const;
const SINCE = [
  'đã ba ngày nay',
  'từ sáng sớm',
  'suốt cả tuần',
  'vào mỗi buổi tối',
  'sau trận mưa hôm qua',
  'nhiều tháng chưa ai xử lý',
] as const;
const EFFECTS = [
  'rất nguy hiểm cho người đi xe máy',
  'nước chảy tràn ra đường',
  'mùi hôi không chịu nổi',
  'trẻ em đi học phải tránh',
  'ảnh hưởng việc buôn bán của bà con',
  'mong sớm khắc phục',
] as const;

/** A report's first sentence: what it is about, in one of the ways in which people begin. */
export function sentence(subject: string, next: () => number): string {
  return `${pick(OPENINGS, next)} ${subject.toLowerCase()} ${pick(PLACES, next)}`;
}

/** What is said besides, with a street now and then. */
export function detail(next: () => number): string {
  const street = next() < 0.3 ? `, đoạn qua đường ${pick(STREETS, next)}` : '';
  return `${pick(SINCE, next)}, ${pick(EFFECTS, next)}${street}.`;
}
