import { hash } from 'node:crypto';
import {
  type AbuseSettings,
  type CaptchaSettings,
  LIMIT_KINDS,
  type LimitKind,
} from '#libs/config';
import { LimitReached, Problem, isRetryable } from '#libs/contracts';
import { type Outgoing } from '#libs/outgoing';
import { CountedLimit, type SharedCounts, askCaptcha } from '#libs/http';
import {
  BlockList,
  type Filing,
  type Origin,
  type Received,
  type Sender,
  originOf,
} from '#libs/pipeline';
import { SHORT_MS, type Store, earlierReceipts } from '#libs/store';

/** What stands against floods, and where counts are kept. */
export interface Abuse {
  readonly settings: AbuseSettings;
  /** Null: this process counts for itself. */
  readonly counts: SharedCounts | null;
  /** Is told, in words, each time that the shared counts fail. */
  readonly trouble: (text: string) => void;
  /** The way out to the service of captchas; needed where one is set. */
  readonly outgoing?: Outgoing;
}

const DEVICE = /^[\x21-\x7e]{16,128}$/;

/**
 * The id that an app on a device made for itself, from the header Device-Id; null where it sends none.
 * @throws Problem `invalid_request`
 */
export function deviceId(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (DEVICE.test(header)) return header;
  const message = '16 to 128 printable characters';
  throw new Problem('invalid_request', message, [{ field: 'Device-Id', message }]);
}

/** One of 2^18: so many keys there are at most, whatever a flood invents; two people rarely share one. */
const bucketOf = (hashed: string): string => hashed.slice(0, 3);

/** A report without a ward counts where it lies, in a field of about a kilometre. */
function areaOf({ areaCode, lat, lon }: Filing): string | null {
  if (areaCode !== null) return areaCode;
  return lat === null || lon === null ? null : `${lat.toFixed(2)},${lon.toFixed(2)}`;
}

/** How a filing comes. */
export interface Coming {
  readonly sender: Sender;
  /** What shows that somebody is a person; absent: nothing does. */
  readonly captcha: string | undefined;
  /** It has a key of its client's, and so may have been sent before. */
  readonly mayBeAgain: boolean;
  /** It says that it came through a proxy. */
  readonly forwarded: boolean;
}

/** Then everybody behind it counts as one sender. */
const PROXY_UNKNOWN =
  'a report came through a proxy, and all who use it count as one: name your own in KIP_TRUSTED_PROXIES';

/** What the gate itself refuses. */
const OURS: readonly string[] = ['limit_reached', 'blocked', 'captcha_needed', 'captcha_refused'];
const isOurs = (error: unknown): boolean => error instanceof Problem && OURS.includes(error.code);

/** What is done once it is let in, and whether what came of it counts. */
interface Admitted<Result> {
  work(how: { readonly fromAddress: number }): Promise<Result>;
  counts(result: Result): boolean;
}

type Keys = Readonly<Partial<Record<LimitKind, string | null>>>;

function keysOf(filing: Filing, { address, device, phone }: Origin): Keys {
  const area = areaOf(filing);
  return {
    address: address && bucketOf(address),
    device: device && bucketOf(device),
    phone: phone && bucketOf(phone),
    area: area === null ? null : bucketOf(hash('sha256', area, 'base64url')),
  };
}

/** Decides whether what a citizen sends comes in: how much comes from one place within a time is limited. */
export class IntakeGate {
  private readonly limits: ReadonlyMap<LimitKind, CountedLimit>;
  private readonly knowsProxies: boolean;
  private readonly holdFloods: boolean;
  private readonly captcha: (CaptchaSettings & { readonly outgoing: Outgoing }) | null;
  private readonly blocks: BlockList;
  private readonly trouble: Abuse['trouble'];

  constructor(
    private readonly store: Store,
    private readonly secret: string,
    { settings: { limits, holdFloods, captcha, trustedProxies }, counts, trouble, outgoing }: Abuse,
  ) {
    this.knowsProxies = trustedProxies.length > 0;
    this.holdFloods = holdFloods;
    if (captcha && !outgoing) throw new Error('a service of captchas needs a way out to it');
    this.captcha = captcha && outgoing ? { ...captcha, outgoing } : null;
    this.trouble = trouble;
    this.blocks = new BlockList(store, secret, trouble);
    this.limits = new Map(
      LIMIT_KINDS.flatMap((kind): [LimitKind, CountedLimit][] => {
        const limit = limits[kind];
        return limit ? [[kind, new CountedLimit(kind, limit, counts, trouble)]] : [];
      }),
    );
  }

  /**
   * Lets a filing in. What was accepted before, and is sent again, counts for nothing and is answered
   * whatever has been reached meanwhile.
   * @throws Problem `blocked`, `limit_reached`, `captcha_needed`, `captcha_refused`, and whatever
   * `receive` throws
   */
  async file(
    filing: Filing,
    { sender, captcha, mayBeAgain, forwarded }: Coming,
    receive: (filing: Filing) => Promise<Received>,
  ): Promise<Received> {
    if (forwarded && !this.knowsProxies) this.trouble(PROXY_UNKNOWN);
    const origin = originOf(this.secret, sender);
    const admitted = this.holdFloods ? { ...filing, origin } : filing;
    const take = (): Promise<Received> => receive(admitted);
    try {
      await this.demandUnblocked(sender, origin);
      return await this.within(keysOf(filing, origin), {
        work: async ({ fromAddress }) => {
          await this.demandPerson(fromAddress, captcha);
          return take();
        },
        counts: ({ repeated }) => !repeated,
      });
    } catch (error) {
      if (mayBeAgain && isOurs(error) && (await this.wasReceived(filing))) return take();
      throw error;
    }
  }

  /** Lets an upload in. @throws Problem `blocked`, `limit_reached`, and whatever `take` throws */
  async upload<Result>(address: string, take: () => Promise<Result>): Promise<Result> {
    const sender = { address, device: null, phone: null };
    const origin = originOf(this.secret, sender);
    await this.demandUnblocked(sender, origin);
    const keys = { uploads: origin.address && bucketOf(origin.address) };
    return this.within(keys, { work: take, counts: () => true });
  }

  /**
   * Lets somebody have a message sent, to themselves as they say: limited by who asks, and by whom it goes
   * to, so that nobody's mailbox or telephone is flooded by others.
   * @param to a hash of where it goes
   * @throws Problem `blocked`, `limit_reached`, and whatever `send` throws
   */
  async message<Result>(address: string, to: string, send: () => Promise<Result>): Promise<Result> {
    const sender = { address, device: null, phone: null };
    const origin = originOf(this.secret, sender);
    await this.demandUnblocked(sender, origin);
    const keys = { asking: origin.address && bucketOf(origin.address), mailbox: bucketOf(to) };
    return this.within(keys, { work: send, counts: () => true });
  }

  /** Lets somebody ask while they type. @throws Problem `limit_reached` */
  async ask<Result>(address: string, work: () => Promise<Result>): Promise<Result> {
    const origin = originOf(this.secret, { address, device: null, phone: null });
    const keys = { suggesting: origin.address && bucketOf(origin.address) };
    return this.within(keys, { work, counts: () => true });
  }

  /** Lets somebody come back from signing in elsewhere: only who is refused there counts. @throws Problem `limit_reached` */
  async enter<Result>(address: string, work: () => Promise<Result>): Promise<Result> {
    const origin = originOf(this.secret, { address, device: null, phone: null });
    const keys = { asking: origin.address && bucketOf(origin.address) };
    return this.within(keys, { work, counts: () => false });
  }

  private async demandUnblocked(sender: Sender, origin: Origin): Promise<void> {
    const by = await this.blocks.blockedBy(sender, origin);
    if (by !== null) throw new Problem('blocked', by);
  }

  /**
   * Above a lower threshold than the limit, somebody has to show that they are a person. Where the service
   * does not answer, the limit alone holds: no report is refused because another house is down.
   */
  private async demandPerson(fromAddress: number, token: string | undefined): Promise<void> {
    if (!this.captcha || fromAddress <= this.captcha.after) return;
    if (token === undefined || token === '') throw new Problem('captcha_needed', 'Captcha-Token');
    const verdict = await askCaptcha(this.captcha.outgoing, this.captcha, token, this.trouble);
    if (verdict === 'failed') throw new Problem('captcha_refused', 'Captcha-Token');
  }

  /**
   * Does `work` if none of the keys came too often. It is counted before, so that those who come at the
   * same time count too, and given back where nothing came of it that counts.
   */
  private async within<Result>(keys: Keys, admitted: Admitted<Result>): Promise<Result> {
    const asked = [...this.limits].flatMap(([kind, limit]) => {
      const key = keys[kind] ?? null;
      return key === null ? [] : [{ kind, limit, key }];
    });
    const giveBack = (): Promise<unknown> =>
      Promise.all(asked.map(({ limit, key }) => limit.giveBack(key)));
    const counted = await Promise.all(
      asked.map(async ({ kind, limit, key }) => ({ kind, ...(await limit.count(key)) })),
    );
    const [longest] = counted
      .filter(({ over }) => over)
      .sort((a, b) => b.waitSeconds - a.waitSeconds);
    if (longest) {
      await giveBack();
      throw new LimitReached(longest.kind, longest.waitSeconds);
    }
    const fromAddress = counted.find(({ kind }) => kind === 'address')?.many ?? 0;
    try {
      const result = await admitted.work({ fromAddress });
      if (!admitted.counts(result)) await giveBack();
      return result;
    } catch (error) {
      if (isRetryable(error) || isOurs(error)) await giveBack();
      throw error;
    }
  }

  private async wasReceived({ client, keyHash }: Filing): Promise<boolean> {
    const access = { role: 'intake', withinMs: SHORT_MS } as const;
    const known = await this.store.transaction(access, (tx) =>
      earlierReceipts(tx, [{ client, keyHash }]),
    );
    return known.length > 0;
  }
}
