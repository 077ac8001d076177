import { hash } from 'node:crypto';
import { type AbuseSettings, LIMIT_KINDS, type LimitKind } from '#libs/config';
import { LimitReached, Problem, isRetryable } from '#libs/contracts';
import { CountedLimit, type SharedCounts } from '#libs/http';
import { type Filing, type Origin, type Received, type Sender, originOf } from '#libs/pipeline';
import { SHORT_MS, type Store, earlierReceipts } from '#libs/store';

/** What stands against floods, and where counts are kept. */
export interface Abuse {
  readonly settings: AbuseSettings;
  /** Null: this process counts for itself. */
  readonly counts: SharedCounts | null;
  /** Is told, in words, each time that the shared counts fail. */
  readonly trouble: (text: string) => void;
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
  private readonly holdFloods: boolean;

  constructor(
    private readonly store: Store,
    private readonly secret: string,
    { settings: { limits, holdFloods }, counts, trouble }: Abuse,
  ) {
    this.holdFloods = holdFloods;
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
   * @throws Problem `limit_reached`, and whatever `receive` throws
   */
  async file(
    filing: Filing,
    sender: Sender,
    receive: (filing: Filing) => Promise<Received>,
  ): Promise<Received> {
    const origin = originOf(this.secret, sender);
    const admitted = this.holdFloods ? { ...filing, origin } : filing;
    const take = (): Promise<Received> => receive(admitted);
    try {
      return await this.within(keysOf(filing, origin), take, ({ repeated }) => !repeated);
    } catch (error) {
      if (error instanceof LimitReached && (await this.wasReceived(filing))) return take();
      throw error;
    }
  }

  /** Lets an upload in. @throws Problem `limit_reached`, and whatever `take` throws */
  async upload<Result>(address: string, take: () => Promise<Result>): Promise<Result> {
    const origin = originOf(this.secret, { address, device: null, phone: null });
    return this.within({ uploads: origin.address && bucketOf(origin.address) }, take, () => true);
  }

  /**
   * Does `work` if none of the keys came too often. It is counted before, so that those who come at the
   * same time count too, and given back where nothing came of it that counts.
   */
  private async within<Result>(
    keys: Keys,
    work: () => Promise<Result>,
    counts: (result: Result) => boolean,
  ): Promise<Result> {
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
    try {
      const result = await work();
      if (!counts(result)) await giveBack();
      return result;
    } catch (error) {
      if (isRetryable(error)) await giveBack();
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
