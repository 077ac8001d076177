import { type FieldFault, Problem } from '#libs/contracts';
import {
  type NetworkRange,
  type OriginKind,
  householdOf,
  parseAddress,
  parseRange,
  phoneDigits,
  rangeOf,
  rangeText,
} from '#libs/domain';
import { type NewBlock, SHORT_MS, type Store, blocksInForce } from '#libs/store';
import { type Origin, type Sender, originHash, phoneHash } from './origin.js';

/** A wider range is a province, or a whole operator's customers. */
const WIDEST = { 4: 16, 6: 32 } as const;
const LEAST_DIGITS = 6;
const MASKED = { 4: 24, 6: 48 } as const;

function wrong(message: string): Problem {
  const faults: readonly FieldFault[] = [{ field: 'value', message }];
  return new Problem('invalid_request', `value: ${message}`, faults);
}

/** What is wider than a household is nobody's own, and told in full; of a household less is told. */
function labelOf(range: NetworkRange, isHousehold: boolean): string {
  return isHousehold ? `${rangeText(rangeOf(range, MASKED[range.family]))} …` : rangeText(range);
}

function blockOfAddress(
  secret: string,
  value: string,
): Pick<NewBlock, 'prefix' | 'hash' | 'label'> {
  const given = parseRange(value);
  if (!given) throw wrong('give an address or a range, such as 203.0.113.0/24');
  if (given.length < WIDEST[given.family]) throw wrong(`at least /${WIDEST[given.family]}`);
  const household = householdOf(value.split('/')[0] ?? '');
  const range = household && household.length < given.length ? household : given;
  const text = rangeText(range);
  const hash = originHash(secret, 'address', text);
  return { prefix: range.length, hash, label: labelOf(range, household?.length === range.length) };
}

/**
 * What is to be blocked, as it is kept: a keyed hash, and a label that tells people enough.
 * @throws Problem `invalid_request` where the value is none of its kind, or a range too wide
 */
export function blockOf(
  secret: string,
  kind: OriginKind,
  value: string,
): Pick<NewBlock, 'kind' | 'prefix' | 'hash' | 'label'> {
  switch (kind) {
    case 'address':
      return { kind, ...blockOfAddress(secret, value) };
    case 'device':
      return {
        kind,
        prefix: null,
        hash: originHash(secret, kind, value),
        label: `… ${value.slice(-4)}`,
      };
    case 'phone': {
      const digits = phoneDigits(value);
      if (digits.length < LEAST_DIGITS) throw wrong(`at least ${LEAST_DIGITS} digits`);
      return { kind, prefix: null, hash: phoneHash(secret, value), label: `… ${digits.slice(-3)}` };
    }
  }
}

/** A block is in force, or lifted, at every intake after so long. */
const LOOK_EVERY_MS = 2_000;

interface Blocked {
  readonly hashes: ReadonlySet<string>;
  /** How many bits of addresses to look at. */
  readonly prefixes: readonly number[];
}

/** Who may not file, looked up every two seconds; while the database is away, as it was known last. */
export class BlockList {
  private known: Blocked = { hashes: new Set(), prefixes: [] };
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly store: Store,
    private readonly secret: string,
    private readonly trouble: (text: string) => void,
  ) {}

  /** By which of it a sender may not file; null: by none. */
  async blockedBy(sender: Sender, origin: Origin): Promise<OriginKind | null> {
    await this.fresh();
    const { hashes, prefixes } = this.known;
    if (hashes.size === 0) return null;
    if (origin.device !== null && hashes.has(origin.device)) return 'device';
    if (origin.phone !== null && hashes.has(origin.phone)) return 'phone';
    const address = parseAddress(sender.address);
    const isBlocked = prefixes.some(
      (length) =>
        address !== null &&
        hashes.has(originHash(this.secret, 'address', rangeText(rangeOf(address, length)))),
    );
    return isBlocked ? 'address' : null;
  }

  private async fresh(): Promise<void> {
    if (performance.now() - this.lookedAt < LOOK_EVERY_MS) return;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
    });
    // The first who comes waits for it; later ones go by what is known.
    if (this.lookedAt === Number.NEGATIVE_INFINITY) await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const access = { role: 'intake', withinMs: SHORT_MS } as const;
      const blocks = await this.store.transaction(access, blocksInForce);
      const prefixes = new Set(blocks.flatMap(({ prefix }) => prefix ?? []));
      this.known = { hashes: new Set(blocks.map(({ hash }) => hash)), prefixes: [...prefixes] };
      this.lookedAt = performance.now();
    } catch (error) {
      this.trouble(`who is blocked is not known anew: ${String(error)}`);
    }
  }
}
