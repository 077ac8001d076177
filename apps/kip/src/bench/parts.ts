import { randomBytes } from 'node:crypto';
import { type FileReportBody } from '#libs/dto';

/** Categories for which Huế's rules know a unit, each with words that a citizen might use. */
const SUBJECTS = [
  ['environment.waste.dumping', 'Có người đổ trộm rác thải xây dựng ở bãi đất trống cuối đường'],
  ['traffic.pothole', 'Ổ gà sâu giữa đường, xe máy tránh rất nguy hiểm vào buổi tối'],
  ['lighting.lamp-out', 'Đèn đường không sáng đã ba đêm, cả đoạn phố tối om'],
  ['drainage.blocked', 'Cống thoát nước bị tắc, nước đọng hôi thối sau mỗi trận mưa'],
  ['water.leak', 'Ống nước sạch vỡ, nước chảy tràn ra mặt đường từ sáng'],
  ['trees.pruning', 'Cành cây vươn dài chạm mái nhà, mong được cắt tỉa trước mùa bão'],
] as const;
const WARDS = ['19753', '19774', '19777', '19789', '19804'] as const;

/** The same stream of numbers in [0, 1) for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of them, each as likely as the next. */
export function pick<T>(all: readonly T[], next: () => number): T {
  const one = all[Math.floor(next() * all.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

/**
 * A complete report, as the page sends it: category, ward, place, address, contact. The places are
 * spread over the city, so that the search for duplicates finds neighbours as it would there.
 */
export function reportBody(next: () => number): FileReportBody {
  const [category, text] = pick(SUBJECTS, next);
  const number = Math.floor(next() * 1_000);
  return {
    category,
    text: `${text} (số ${number})`,
    lat: Number((16.4 + next() * 0.12).toFixed(6)),
    lon: Number((107.5 + next() * 0.15).toFixed(6)),
    address: `${number} Lê Lợi, Thành phố Huế`,
    ward: pick(WARDS, next),
    channel: 'web',
    contact: { name: 'Nguyễn Thị Vy', phone: '0912 345 678', show_identity: false },
  };
}

/** An idempotency key of 128 bits. */
export function newKey(): string {
  return randomBytes(16).toString('base64url');
}
