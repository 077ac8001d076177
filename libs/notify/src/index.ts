export { type Letter, type Letterhead, letterOf } from './letter.js';
export { type SentCode, codeLetter, codeText } from './code-letter.js';
export { type DocumentCame, documentLetter } from './document-letter.js';
export { type FollowLetter, followLetter, followerLetter } from './follow-letter.js';
export { type LinkLetter, linkLetter } from './link-letter.js';
export { type Mailer, type Posted, openMailer } from './mailer.js';
export { reporterLetter, staffLetter } from './told-letter.js';
export { type TextOutcome, type TextSender, gatewaySender } from './text-sender.js';
