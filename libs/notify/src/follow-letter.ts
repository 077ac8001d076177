import { type FollowerItem, type Words } from '#libs/contracts';
import { type FollowerTopic } from '#libs/domain';
import { type Letterhead, type Letter } from './letter.js';
import { type Line, bodyOf, framed } from './told-letter.js';
import { TOLD_PHRASES } from './told-words.js';
import { FIELD_WORDS } from './words.js';

/** What a follower's letter is about: its subject, before the report's code. */
const SUBJECTS: Readonly<Record<FollowerTopic, Words>> = {
  answered: { vi: 'Đơn vị đã phản hồi', en: 'The unit has answered' },
  resolved: { vi: 'Đã có kết quả xử lý', en: 'There is a result' },
  reopened: { vi: 'Đã mở lại phản ánh', en: 'The report was reopened' },
  closed: { vi: 'Đã kết thúc phản ánh', en: 'The report was closed' },
};

const OPENINGS: Readonly<Record<FollowerTopic, Words>> = {
  answered: {
    vi: 'Đơn vị xử lý đã phản hồi về phản ánh mà Ông/Bà theo dõi:',
    en: 'The unit has answered the report that you follow:',
  },
  resolved: {
    vi: 'Phản ánh mà Ông/Bà theo dõi đã được xử lý:',
    en: 'The report that you follow was handled:',
  },
  reopened: {
    vi: 'Phản ánh mà Ông/Bà theo dõi đã được mở lại để xử lý tiếp:',
    en: 'The report that you follow was reopened:',
  },
  closed: {
    vi: 'Phản ánh mà Ông/Bà theo dõi đã kết thúc:',
    en: 'The report that you follow was closed:',
  },
};

const FIELDS = {
  area: { vi: 'Địa bàn', en: 'Area' },
  followed: { vi: 'Phản ánh đã đăng ký theo dõi (nay đã gộp)', en: 'You asked for (now merged)' },
  text: { vi: 'Nội dung phản ánh', en: 'What was reported' },
  confirm: { vi: 'Xác nhận theo dõi', en: 'Confirm' },
  leave: { vi: 'Ngừng theo dõi', en: 'Follow no more' },
} as const satisfies Readonly<Record<string, Words>>;

const ASKING = {
  subject: { vi: 'Xác nhận theo dõi phản ánh', en: 'Do you want to follow a report?' },
  opening: {
    vi: 'Hệ thống nhận được đề nghị nhận thông báo về phản ánh sau tại địa chỉ thư này. Nếu là Ông/Bà, xin xác nhận:',
    en: 'Somebody, probably you, asked for news of this report to be sent to this address. If it was you, please confirm:',
  },
  ignore: {
    vi: 'Nếu Ông/Bà không đề nghị, vui lòng bỏ qua thư này: Ông/Bà sẽ không nhận thêm thông báo nào.',
    en: 'If you did not ask, leave this letter alone: no others will follow.',
  },
  anybody: {
    vi: 'Ông/Bà nhận thư này vì đã đăng ký theo dõi phản ánh.',
    en: 'You get this letter because you follow the report.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** A letter that asks whether its reader wants to follow a report. */
export interface FollowLetter extends Pick<Letterhead, 'language' | 'publicUrl'> {
  readonly code: string;
  readonly token: string;
  readonly hours: number;
}

/** A page with the token behind the mark that no browser sends to a server; without a page, the token itself. */
function linkOf(publicUrl: string | null, page: string, token: string): string {
  return publicUrl === null ? token : `${publicUrl}/${page}#${token}`;
}

function body(lines: readonly Line[], link: Line, isLink: boolean): ReturnType<typeof bodyOf> {
  return isLink ? bodyOf(lines, link) : bodyOf([...lines, link], null);
}

function validFor(hours: number): Words {
  return {
    vi: `Liên kết có hiệu lực trong ${hours} giờ.`,
    en: `It can be used within ${hours} hours.`,
  };
}

/** The letter, in the language that was asked for. It says nothing of the report but its code. */
export function followLetter({ code, token, hours, language, publicUrl }: FollowLetter): Letter {
  const say = (words: Words): string => words[language];
  const link = [say(FIELDS.confirm), linkOf(publicUrl, 'follow', token)] as const;
  return framed(
    language,
    `[Kịp] ${say(ASKING.subject)} ${code}`,
    [say(TOLD_PHRASES.anybody), say(ASKING.opening)],
    body([[say(FIELD_WORDS.code), code]], link, publicUrl !== null),
    [say(validFor(hours)), say(ASKING.ignore)],
  );
}

/**
 * A letter to whoever follows a report, about one thing that happened to it.
 * @param token ends it
 */
export function followerLetter(
  { topic, code, followedCode, category, area, unit, text }: FollowerItem,
  { language, publicUrl }: Letterhead,
  token: string,
): Letter {
  const say = (words: Words): string => words[language];
  const lines: Line[] = [
    [say(FIELD_WORDS.code), code],
    ...(followedCode !== null ? [[say(FIELDS.followed), followedCode] as const] : []),
    ...(category ? [[say(FIELD_WORDS.category), say(category)] as const] : []),
    ...(area ? [[say(FIELDS.area), say(area)] as const] : []),
    ...(unit ? [[say(FIELD_WORDS.unit), say(unit)] as const] : []),
    ...(text !== null ? [[say(FIELDS.text), text] as const] : []),
  ];
  const link = [say(FIELDS.leave), linkOf(publicUrl, 'unfollow', token)] as const;
  return framed(
    language,
    `[Kịp] ${say(SUBJECTS[topic])}: ${code}`,
    [say(TOLD_PHRASES.anybody), say(OPENINGS[topic])],
    body(lines, link, publicUrl !== null),
    [say(ASKING.anybody)],
  );
}
