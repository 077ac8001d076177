import { type MailServer } from '#libs/config';
import { createTransport } from 'nodemailer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { type Letter } from './letter.js';

/** How handing a mail over went. `words` name no address and may be logged; `error` may not. */
export type Posted =
  | { readonly sent: true }
  | {
      readonly sent: false;
      /** False: this mail will never be taken, by whomever it is tried. */
      readonly retry: boolean;
      readonly words: string;
      readonly error: string;
    };

export interface MailedFile {
  readonly filename: string;
  readonly content: Buffer;
}

/** Hands mails over to the mail server. */
export interface Mailer {
  /** @param id the same whenever the same mail is sent again: it becomes the Message-ID */
  post(mail: {
    readonly id: string;
    readonly to: string;
    readonly letter: Letter;
    /** Files that go with it. */
    readonly attachments?: readonly MailedFile[];
  }): Promise<Posted>;
  /** Null where the server answers and lets this sender in; else what is wrong. */
  trouble(): Promise<string | null>;
}

/** Together less than a mail is taken to be on its way. */
const PATIENCE = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
};

/** What is wrong with the mail itself, and not with the server or the way to it. */
const OF_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

function field(error: unknown, name: 'code' | 'responseCode'): string | number | null {
  const value = (error as Readonly<Record<string, unknown>> | null)?.[name];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function wordsOf(error: unknown): string {
  const known = [field(error, 'code'), field(error, 'responseCode')].filter((one) => one !== null);
  return known.length > 0 ? known.join(' ') : 'an unknown error';
}

/** A server that says 5xx to a recipient or a message says it again whenever it is asked. */
function isFinal(error: unknown): boolean {
  const response = field(error, 'responseCode');
  return (
    OF_THE_MAIL.has(String(field(error, 'code'))) && typeof response === 'number' && response >= 500
  );
}

/** Opens the way to a mail server; nothing is connected before the first mail. */
export function openMailer({ url, from }: MailServer): Mailer {
  const transport = createTransport({ ...parseConnectionUrl(url), ...PATIENCE });
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    async post({ id, to, letter, attachments = [] }) {
      try {
        await transport.sendMail({
          ...letter,
          attachments: [...attachments],
          ...{ from, to, messageId: `<${id}@${domain}>` },
          // No machine answers to a machine.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          ...{ disableFileAccess: true, disableUrlAccess: true },
        });
        return { sent: true };
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        return { sent: false, retry: !isFinal(error), words: wordsOf(error), error: text };
      }
    },
    async trouble() {
      try {
        await transport.verify();
        return null;
      } catch (error) {
        return wordsOf(error);
      }
    },
  };
}
