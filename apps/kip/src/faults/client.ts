import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Random } from '../demo/random.js';
import { type Ledger } from './ledger.js';

const AT_ONCE = 16;
const SLOWEST_PAUSE_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;
const GIVES_UP_AFTER_MS = 120_000;
/** Of so many reports one's sender adds words at once, in several windows: acts that race. */
const TALKATIVE = 8;
const WINDOWS = 3;

/** Before each key in a report's text, by which the reports of a key are counted. */
export const KEY_MARK = 'khóa ';

/** Kinds that are routed at once, offered, and put before a person. */
const CATEGORIES = ['telecom.cable-sagging', 'traffic.pothole', null] as const;

/** What came back for one try; 0: nothing did. */
type Status = number;
type Statuses = ReadonlyMap<Status, number>;

/** What came back between two counts. */
export function since(
  before: Statuses,
  now: Statuses,
): readonly { readonly status: Status; readonly many: number }[] {
  return [...now]
    .map(([status, many]) => ({ status, many: many - (before.get(status) ?? 0) }))
    .filter(({ many }) => many > 0);
}

/**
 * Sends reports as patient citizens do: each with its key, again and again until it is told that the
 * report is stored, and then notes it. Counts what came back.
 */
export class Client {
  private readonly counts = new Map<Status, number>();

  constructor(
    private readonly address: string,
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {}

  /** How often each status has come back so far. */
  get statuses(): Statuses {
    return new Map(this.counts);
  }

  /**
   * Files so many, several at once, as fast as they are answered.
   * @throws when one is not accepted within two minutes
   */
  async file(many: number): Promise<void> {
    await this.fileWhile(Promise.resolve(), many);
  }

  /**
   * Files all the while that something else lasts, at a walking pace, and then what is left of the
   * least that was asked for.
   * @throws when one is not accepted within two minutes, and what the other comes to
   */
  async fileWhile<Result>(other: Promise<Result>, least: number): Promise<Result> {
    let filed = 0;
    let lasts = true;
    const ended = other.finally(() => {
      lasts = false;
    });
    const sender = async (): Promise<void> => {
      while (lasts || filed < least) {
        filed += 1;
        await this.fileOne();
        if (lasts) await sleep(this.random.next() * SLOWEST_PAUSE_MS);
      }
    };
    // A moment for what has ended already to be seen to have.
    await sleep(0);
    const [result] = await Promise.all([
      ended,
      ...Array.from({ length: Math.min(AT_ONCE, least) }, sender),
    ]);
    return result;
  }

  /** Files so many, to each of which its sender adds words from several windows at once. */
  async fileTalking(many: number): Promise<void> {
    for (let filed = 0; filed < many; filed += 1) await this.fileOne(true);
  }

  private async fileOne(talks?: boolean): Promise<void> {
    const key = randomUUID();
    const body = JSON.stringify({
      text: `Dây cáp sà xuống đường, ${KEY_MARK}${key}`,
      category: this.random.pick(CATEGORIES) ?? undefined,
      lat: 16.4 + this.random.next() / 10,
      lon: 107.5 + this.random.next() / 10,
    });
    const talkative = talks ?? this.random.whole(1, TALKATIVE) === 1;
    const end = performance.now() + GIVES_UP_AFTER_MS;
    for (;;) {
      const { status, text } = await this.post('/v1/reports', { 'Idempotency-Key': key }, body);
      if (status === 200 || status === 201) {
        const { code, tracking_token } = JSON.parse(text) as Record<string, string>;
        this.ledger.note({ key, code: code ?? '' });
        if (talkative) await this.addWords(code ?? '', tracking_token ?? '');
        return;
      }
      if (status !== 0 && status !== 429 && status < 500) throw new Error(`${status}: ${text}`);
      if (performance.now() > end) throw new Error(`not accepted within two minutes: ${status}`);
      await sleep(50 + this.random.next() * 150);
    }
  }

  /** What becomes of the words is not looked at, only what becomes of the report. */
  private async addWords(code: string, token: string): Promise<void> {
    const send = (window: number): Promise<unknown> =>
      this.post(
        `/v1/reports/${code}/words`,
        { 'Tracking-Token': token },
        JSON.stringify({ text: `Vẫn còn đó (${window})` }),
      );
    await Promise.all(Array.from({ length: WINDOWS }, (_, window) => send(window)));
  }

  private async post(
    path: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<{ status: Status; text: string }> {
    const answer = await this.send(path, headers, body);
    this.counts.set(answer.status, (this.counts.get(answer.status) ?? 0) + 1);
    return answer;
  }

  private async send(
    path: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<{ status: Status; text: string }> {
    try {
      const response = await fetch(`${this.address}${path}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return { status: response.status, text: await response.text() };
    } catch {
      // No answer, or half of one: whether it is stored is not known.
      return { status: 0, text: '' };
    }
  }
}
