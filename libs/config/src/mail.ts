import { ConfigError } from './config-error.js';

/** Where mail is handed over, and in whose name. */
export interface MailServer {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  readonly url: string;
  /** An address, or a name and an address: `Kịp <kip@example.vn>`. */
  readonly from: string;
}

/** How people are told of alarms. */
export interface MailSettings {
  /** Null: nobody is told by mail. */
  readonly server: MailServer | null;
  /** So long a message that is not urgent gathers others to the same person. */
  readonly digestMinutes: number;
  /** Where people open the system; null: mails have no link. */
  readonly publicUrl: string | null;
}

const MOST_MINUTES = 24 * 60;
const ADDRESS = /^(?:[^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

function server(env: NodeJS.ProcessEnv): MailServer | null {
  const url = env['KIP_SMTP_URL'];
  if (url === undefined || url === '') return null;
  // It may hold a password: it is never repeated.
  if (!/^smtps?:\/\/[^/?]/.test(url) || !URL.canParse(url)) {
    throw new ConfigError(
      'KIP_SMTP_URL',
      '…',
      'give smtp://user:password@host:port, or smtps:// for TLS from the first byte',
    );
  }
  const from = env['KIP_MAIL_FROM'] ?? '';
  if (!ADDRESS.test(from)) {
    throw new ConfigError('KIP_MAIL_FROM', from, 'give the sender, such as Kịp <kip@example.vn>');
  }
  return { url, from };
}

function publicUrl(env: NodeJS.ProcessEnv): string | null {
  const text = env['KIP_PUBLIC_URL'];
  if (text === undefined || text === '') return null;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new ConfigError('KIP_PUBLIC_URL', text, 'give https://host');
  }
  return text.replace(/\/+$/, '');
}

function digestMinutes(env: NodeJS.ProcessEnv): number {
  const text = env['KIP_MAIL_DIGEST_MINUTES'];
  if (text === undefined || text === '') return 15;
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > MOST_MINUTES) {
    throw new ConfigError(
      'KIP_MAIL_DIGEST_MINUTES',
      text,
      `give a whole number from 0 to ${MOST_MINUTES}`,
    );
  }
  return minutes;
}

/**
 * Reads how people are told.
 * @throws ConfigError naming the setting and the remedy
 */
export function mailSettings(env: NodeJS.ProcessEnv): MailSettings {
  return { server: server(env), digestMinutes: digestMinutes(env), publicUrl: publicUrl(env) };
}
