import { type Words } from '#libs/contracts';
import { localTime } from './html.js';
import { type Letter } from './letter.js';
import { type Line, bodyOf, framed } from './told-letter.js';
import { SENTENCES } from './words.js';

/** A document that goes by mail, as its letter tells of it. */
export interface DocumentLetter {
  readonly name: string;
  readonly language: keyof Words;
  /** What the document is about, its period among it. */
  readonly title: string;
  readonly came: DocumentCame;
  /** Where one can say that one wants no more; null: nobody says where the desk is opened. */
  readonly leaveUrl: string | null;
}

/** What there is to tell. */
export type DocumentCame =
  | {
      /** As a file with the letter, or too large for that: to be opened at the desk, at `url` where that is known. */
      readonly kind: 'attached' | 'linked';
      readonly id: string;
      readonly file: string;
      readonly url: string | null;
      readonly asOf: Date;
      readonly zone: string;
      readonly reports: number;
      readonly checksum: string;
    }
  | { readonly kind: 'empty' };

const OPENINGS: Readonly<Record<DocumentCame['kind'], Words>> = {
  attached: {
    vi: 'Xin gửi Ông/Bà báo cáo số liệu định kỳ, kèm theo thư này:',
    en: 'Here is the regular report of figures, attached to this letter:',
  },
  linked: {
    vi: 'Báo cáo số liệu định kỳ đã có; tệp lớn nên không gửi kèm, xin mở trên hệ thống:',
    en: 'The regular report of figures is there; it is too large to be attached, so please open it at the desk:',
  },
  empty: {
    vi: 'Trong kỳ không tiếp nhận phản ánh nào và không có phản ánh nào đến hạn, nên không lập báo cáo:',
    en: 'Nothing was received or due in the period, so there is no report:',
  },
};

const FIELDS = {
  title: { vi: 'Báo cáo', en: 'Report' },
  file: { vi: 'Tệp', en: 'File' },
  asOf: { vi: 'Số liệu tính đến', en: 'As of' },
  reports: { vi: 'Số phản ánh tiếp nhận trong kỳ', en: 'Reports received in the period' },
  id: { vi: 'Mã tài liệu', en: 'Document' },
  checksum: { vi: 'Mã kiểm tra số liệu (SHA-256)', en: 'Checksum of the figures (SHA-256)' },
  open: { vi: 'Mở tệp', en: 'Open the file' },
} as const satisfies Readonly<Record<string, Words>>;

const WHY: Words = {
  vi: 'Ông/Bà nhận thư này vì có tên trong lịch gửi báo cáo định kỳ.',
  en: 'You get this letter because a schedule of regular reports names you.',
};

function leaving(url: string | null): Words {
  return url === null
    ? {
        vi: 'Không muốn nhận nữa: mở lịch gửi báo cáo trên hệ thống và chọn ngừng nhận.',
        en: 'To get no more of them, open the schedules at the desk and leave this one.',
      }
    : {
        vi: `Không muốn nhận nữa: mở ${url} và chọn ngừng nhận.`,
        en: `To get no more of them, open ${url} and leave this one.`,
      };
}

/** The letter, in its reader's language. */
export function documentLetter(letter: DocumentLetter): Letter {
  const { name, language, title, came, leaveUrl } = letter;
  const say = (words: Words): string => words[language];
  const about: Line = [say(FIELDS.title), title];
  const lines: readonly Line[] =
    came.kind === 'empty'
      ? [about]
      : [
          about,
          [say(FIELDS.file), came.file],
          [say(FIELDS.asOf), localTime(came.asOf, came.zone)],
          [say(FIELDS.reports), String(came.reports)],
          [say(FIELDS.id), came.id],
          [say(FIELDS.checksum), came.checksum],
        ];
  const link: Line | null =
    came.kind === 'linked' && came.url !== null ? [say(FIELDS.open), came.url] : null;
  return framed(
    language,
    `[Kịp] ${title}`,
    [SENTENCES[language].greeting(name), say(OPENINGS[came.kind])],
    bodyOf(lines, link),
    [say(WHY), say(leaving(leaveUrl))],
  );
}
