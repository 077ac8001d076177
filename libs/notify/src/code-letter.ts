import { type Words } from '#libs/contracts';
import { type Letter } from './letter.js';
import { bodyOf, framed } from './told-letter.js';
import { TOLD_PHRASES } from './told-words.js';
import { FIELD_WORDS } from './words.js';

/** A code by which the contact of a report is confirmed. */
export interface SentCode {
  /** Six digits. */
  readonly code: string;
  readonly reportCode: string;
  readonly minutes: number;
  readonly language: keyof Words;
}

const SUBJECT: Words = { vi: 'Mã xác nhận', en: 'Code to confirm' };
const OPENING: Words = {
  vi: 'Để xác nhận địa chỉ thư này là của Ông/Bà, nhập mã sau tại trang theo dõi phản ánh:',
  en: 'To confirm that this address is yours, give this code on the page of your report:',
};
const FIELD: Words = { vi: 'Mã xác nhận', en: 'Code' };
const IGNORE: Words = {
  vi: 'Nếu Ông/Bà không gửi phản ánh này, vui lòng bỏ qua thư.',
  en: 'If you did not send this report, leave this letter alone.',
};

const validFor = (minutes: number): Words => ({
  vi: `Mã có hiệu lực trong ${minutes} phút. Không cung cấp mã cho người khác.`,
  en: `It can be used within ${minutes} minutes. Tell it to nobody.`,
});

/** The letter with a code, in the reporter's language. */
export function codeLetter({ code, reportCode, minutes, language }: SentCode): Letter {
  const say = (words: Words): string => words[language];
  return framed(
    language,
    `[Kịp] ${say(SUBJECT)}: ${reportCode}`,
    [say(TOLD_PHRASES.anonymous), say(OPENING)],
    bodyOf(
      [
        [say(FIELD_WORDS.code), reportCode],
        [say(FIELD), code],
      ],
      null,
    ),
    [say(validFor(minutes)), say(IGNORE)],
  );
}

/** The same as a short message: within the seventy characters of one SMS in Vietnamese. */
export function codeText({ code, reportCode, minutes, language }: SentCode): string {
  return language === 'vi'
    ? `Kịp: ${code} là mã xác nhận ${reportCode}, dùng trong ${minutes} phút.`
    : `Kịp: ${code} confirms ${reportCode}, within ${minutes} minutes.`;
}
