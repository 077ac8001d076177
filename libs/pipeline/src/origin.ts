import { createHmac } from 'node:crypto';
import { type OriginKind, householdOf, phoneDigits, rangeText } from '#libs/domain';

/**
 * From where a report came, as keyed hashes: enough to know that two came from one place, and of no use
 * to whoever does not have the installation's secret. Null: not known.
 */
export type Origin = Readonly<Record<OriginKind, string | null>>;

/** From where a report came, as it was told. */
export interface Sender {
  /** Of the network. */
  readonly address: string;
  /** An id that the app on the device made for itself; null: it sends none. */
  readonly device: string | null;
  readonly phone: string | null;
}

/** 128 bits of an HMAC, URL-safe. */
export function originHash(secret: string, kind: OriginKind, value: string): string {
  return createHmac('sha256', secret)
    .update(`origin:${kind}:${value}`)
    .digest('base64url')
    .slice(0, 22);
}

/** The keyed hash of a telephone number, however it is written. */
export function phoneHash(secret: string, phone: string): string {
  return originHash(secret, 'phone', phoneDigits(phone));
}

/** From where a report came, by hashes alone. */
export function originOf(secret: string, { address, device, phone }: Sender): Origin {
  const household = householdOf(address);
  return {
    address: household && originHash(secret, 'address', rangeText(household)),
    device: device === null ? null : originHash(secret, 'device', device),
    phone: phone === null ? null : phoneHash(secret, phone),
  };
}
