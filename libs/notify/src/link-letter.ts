import { type Words } from '#libs/contracts';
import { anchor, paragraph } from './html.js';
import { type Letter } from './letter.js';

/** A letter with a link by which its person sets a password. */
export interface LinkLetter {
  readonly purpose: 'invitation' | 'reset';
  readonly name: string;
  readonly language: keyof Words;
  readonly url: string;
  readonly hours: number;
}

const SUBJECTS: Readonly<Record<LinkLetter['purpose'], Words>> = {
  invitation: { vi: 'Mời sử dụng hệ thống Kịp', en: 'Your account with Kịp' },
  reset: { vi: 'Đặt lại mật khẩu hệ thống Kịp', en: 'A new password for Kịp' },
};

const REASONS: Readonly<Record<LinkLetter['purpose'], Words>> = {
  invitation: {
    vi: 'Quản trị hệ thống đã tạo tài khoản cho Ông/Bà. Mời Ông/Bà mở liên kết sau để đặt mật khẩu:',
    en: 'An administrator has made an account for you. Open this link to set your password:',
  },
  reset: {
    vi: 'Hệ thống nhận được đề nghị đặt lại mật khẩu cho tài khoản của Ông/Bà. Mời Ông/Bà mở liên kết sau:',
    en: 'Somebody, probably you, asked for a new password for your account. Open this link to set it:',
  },
};

const CLOSINGS: Readonly<Record<LinkLetter['purpose'], Words>> = {
  invitation: {
    vi: 'Nếu không phải công việc của Ông/Bà, vui lòng bỏ qua thư này.',
    en: 'If this is none of your work, leave this letter alone.',
  },
  reset: {
    vi: 'Nếu Ông/Bà không đề nghị, vui lòng bỏ qua thư này; mật khẩu hiện tại vẫn giữ nguyên.',
    en: 'If you did not ask, leave this letter alone; your password stays as it is.',
  },
};

/** Hours as people say them: whole days from two days on. */
function validFor(hours: number, language: keyof Words): string {
  const inDays = hours % 24 === 0 && hours >= 48;
  const amount = inDays ? hours / 24 : hours;
  if (language === 'vi') {
    return `Liên kết dùng được một lần, trong ${amount} ${inDays ? 'ngày' : 'giờ'}.`;
  }
  const unit = inDays ? 'days' : hours === 1 ? 'hour' : 'hours';
  return `The link works once, within ${amount} ${unit}.`;
}

/** The letter, in its person's language. */
export function linkLetter({ purpose, name, language, url, hours }: LinkLetter): Letter {
  const greeting = language === 'vi' ? `Kính gửi Ông/Bà ${name},` : `Dear ${name},`;
  const before = [greeting, REASONS[purpose][language]];
  const after = [validFor(hours, language), CLOSINGS[purpose][language]];
  const link = `<p>${anchor(url, url)}</p>`;
  return {
    subject: SUBJECTS[purpose][language],
    text: [...before, url, ...after].join('\n\n'),
    html: [...before.map(paragraph), link, ...after.map(paragraph)].join('\n'),
  };
}
