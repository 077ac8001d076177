import { once } from 'node:events';
import { type IncomingMessage, get } from 'node:http';
import { type Browser } from './browser.js';

const PATIENCE_MS = 20_000;

/** A message of a stream of the desk. */
export interface LiveMessage {
  readonly event: string;
  readonly id: string | null;
  readonly data: unknown;
}

function messageOf(block: string): LiveMessage | null {
  const field = (name: string): string | null =>
    new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  const [event, data] = [field('event'), field('data')];
  return event === null ? null : { event, id: field('id'), data: JSON.parse(data ?? 'null') };
}

/** Somebody's open stream: what has come of it, and what comes. */
export class LiveReader {
  readonly messages: LiveMessage[] = [];
  private waiting: (() => void) | null = null;
  private ended = false;

  private constructor(
    readonly status: number,
    private readonly answer: IncomingMessage,
  ) {}

  /** Opens a stream as a browser does, on a connection of its own. */
  static async open(browser: Browser, desk = browser.desk, lastId?: string): Promise<LiveReader> {
    const headers = {
      ...{ Cookie: browser.cookie, Accept: 'text/event-stream' },
      ...(lastId !== undefined && { 'Last-Event-ID': lastId }),
    };
    const request = get(new URL('/v1/desk/live', desk), { headers, agent: false });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const reader = new LiveReader(answer.statusCode ?? 0, answer);
    void reader.read();
    return reader;
  }

  /** The first message that fits, of those that came and those that come. @throws Error after a while */
  async until(fits: (message: LiveMessage) => boolean): Promise<LiveMessage> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      if (this.ended || performance.now() > end) {
        throw new Error(`no such message among ${JSON.stringify(this.messages)}`);
      }
      await this.change(end);
    }
  }

  /** Until the desk ends it. @throws Error after a while */
  async untilEnded(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!this.ended) {
      if (performance.now() > end) throw new Error('the stream goes on');
      await this.change(end);
    }
  }

  close(): void {
    this.answer.destroy();
  }

  private async change(end: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, end - performance.now()));
      this.waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async read(): Promise<void> {
    let rest = '';
    this.answer.setEncoding('utf8');
    try {
      for await (const chunk of this.answer as AsyncIterable<string>) {
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        this.messages.push(...blocks.flatMap((block) => messageOf(block) ?? []));
        this.waiting?.();
      }
    } catch {
      // Cut off: by this side, or by the desk's end.
    }
    this.ended = true;
    this.waiting?.();
  }
}
