import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface TakenMail {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly header: (name: string) => unknown;
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[];
}

/** A real mail server on loopback that keeps what it is given. */
export interface MailSink {
  readonly url: string;
  readonly port: number;
  readonly mails: readonly TakenMail[];
  /** The next mail is taken, and the connection breaks before the sender hears of it. */
  dropNextReply(): void;
  /** Recipients at this address are refused for good. */
  refuse(address: string): void;
  stop(): Promise<void>;
}

/** @param port 0: any free one */
export async function startMailSink(port = 0): Promise<MailSink> {
  const mails: TakenMail[] = [];
  const refused = new Set<string>();
  let drop = false;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, callback) => {
      if (!refused.has(address)) callback();
      else callback(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
    },
    onData: (stream, session, callback) => {
      const taken = async (): Promise<void> => {
        const mail = await simpleParser(stream);
        mails.push({
          id: mail.messageId ?? '',
          to: session.envelope.rcptTo.map(({ address }) => address ?? '').join(','),
          from: mail.from?.text ?? '',
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || '',
          header: (name) => mail.headers.get(name),
          attachments: mail.attachments.map(({ filename, content }) => ({
            ...{ filename: filename ?? '', content },
          })),
        });
        if (!drop) {
          callback();
          return;
        }
        drop = false;
        for (const { _socket } of server.connections) _socket.destroy();
      };
      taken().catch((error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)));
      });
    },
  });
  // A sender that goes away is none of a sink's troubles.
  server.on('error', () => undefined);
  const listening = server.listen(port, '127.0.0.1');
  if (!listening.listening) await once(listening, 'listening');
  const { port: chosen } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${chosen}`,
    port: chosen,
    mails,
    dropNextReply: () => {
      drop = true;
    },
    refuse: (address) => refused.add(address),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
