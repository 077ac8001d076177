import { type Config } from '#libs/config';
import { CODE_MINUTES, CONFIRM_WAYS, dialled } from '#libs/domain';
import {
  type Mailer,
  type TextSender,
  codeLetter,
  codeText,
  gatewaySender,
  openMailer,
} from '#libs/notify';
import { Outgoing } from '#libs/outgoing';
import { confirmCode } from '#libs/pipeline';
import { type DueCode, SHORT_MS, type Store, settleCode, takeDueCode } from '#libs/store';
import { atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 1_000;
const PATIENCE_MS = 5_000;
const AT_THE_POST = { role: 'post', withinMs: SHORT_MS } as const;

const log = new Logger('Codes');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** With what codes are sent; null: not by this way. */
export interface CodeParts {
  readonly secret: string;
  readonly mail: Mailer | null;
  readonly phone: TextSender | null;
}

interface CodeOutcome {
  readonly sent: boolean;
  readonly retry: boolean;
  readonly error: string | null;
}

async function handedOver(parts: CodeParts, due: DueCode): Promise<CodeOutcome> {
  const { id, way, to, language, reportCode } = due;
  const code = confirmCode(parts.secret, id);
  const told = { code, reportCode, minutes: CODE_MINUTES, language };
  if (way === 'mail') {
    const posted = await parts.mail?.post({ id, to, letter: codeLetter(told) });
    if (posted?.sent) return { sent: true, retry: false, error: null };
    return { sent: false, retry: posted?.retry ?? true, error: posted?.error ?? null };
  }
  const outcome = (await parts.phone?.send(dialled(to), codeText(told), id)) ?? 'retry';
  const error = outcome === 'sent' ? null : outcome;
  return { sent: outcome === 'sent', retry: outcome === 'retry', error };
}

/**
 * Sends the codes that are to go, one after the other, and ends with the first that is to be tried again.
 * @param stop ends it between two
 */
export async function sendCodes(store: Store, parts: CodeParts, stop?: AbortSignal): Promise<void> {
  const ways = CONFIRM_WAYS.filter((way) => parts[way] !== null);
  while (stop?.aborted !== true) {
    const due = await store.transaction(AT_THE_POST, (tx) => takeDueCode(tx, ways));
    if (!due) return;
    // In no transaction: a gateway that is slow holds up nobody's locks.
    const outcome = await handedOver(parts, due);
    await store.transaction(AT_THE_POST, (tx) => settleCode(tx, due.id, outcome));
    if (!outcome.sent) {
      const what = outcome.retry ? 'is tried again' : 'was refused';
      troubles(due.way, `a code by ${due.way} was not taken and ${what}`);
    }
    if (!outcome.sent && outcome.retry) return;
  }
}

/** Looks every second for codes that are to be sent, where there is any way to send them. */
export function startConfirming(
  store: Store,
  {
    mail,
    texts,
    outgoing: settings,
    secret,
  }: Pick<Config, 'mail' | 'texts' | 'outgoing' | 'secret'>,
): Repeating {
  if (mail.server === null && texts === null) return { stop: async () => undefined };
  const outgoing = new Outgoing(settings);
  const parts = {
    secret,
    mail: mail.server && openMailer(mail.server),
    phone: texts && gatewaySender(outgoing, texts),
  };
  const repeating = repeat({
    everyMs: EVERY_MS,
    patienceMs: PATIENCE_MS,
    work: (stop) => sendCodes(store, parts, stop),
    failed: (error) => {
      troubles('sending', `codes could not be sent and are tried again: ${errorWords(error)}`);
    },
  });
  return {
    stop: async () => {
      await repeating.stop();
      await outgoing.close();
    },
  };
}
