import { type TextSettings } from '#libs/config';
import { type Outgoing, OutgoingError } from '#libs/outgoing';

/** How a message went. `retry`: it may be taken later; `refused`: it never will. */
export type TextOutcome = 'sent' | 'retry' | 'refused';

/**
 * Hands short messages over to whoever carries them: by SMS, by Zalo's notifications, by whatever reaches
 * a telephone number. Another carrier is another of these.
 */
export interface TextSender {
  /**
   * @param to the number as it is dialled from anywhere: +84905123456
   * @param text as it is to be read
   * @param id the same whenever the same message is sent again
   */
  send(to: string, text: string, id: string): Promise<TextOutcome>;
}

/** What a busy or ailing gateway says; anything else that is no success is an answer for good. */
const AGAIN = [408, 425, 429];

/**
 * Speaks to a gateway over HTTP: `{"to", "text", "id"}` posted as JSON, with the key in a header. 2xx is
 * sent; 408, 425, 429, 5xx and silence are tried again; everything else, redirects too, is refused.
 */
export function gatewaySender(outgoing: Outgoing, { url, header, key }: TextSettings): TextSender {
  return {
    async send(to, text, id) {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': id, [header]: key };
      const body = JSON.stringify({ to, text, id });
      try {
        const { status } = await outgoing.post({ url, headers, body, mostBytes: 0 });
        if (status >= 200 && status < 300) return 'sent';
        return status >= 500 || AGAIN.includes(status) ? 'retry' : 'refused';
      } catch (error) {
        if (!(error instanceof OutgoingError)) throw error;
        return error.fault === 'unreachable' || error.fault === 'too_slow' ? 'retry' : 'refused';
      }
    },
  };
}
