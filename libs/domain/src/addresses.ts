/** An address of the network as a number, and of which family. */
export interface NetworkAddress {
  readonly family: 4 | 6;
  /** 32 or 128 bits. */
  readonly bits: bigint;
}

/** A range of addresses: those whose first bits are these. */
export interface NetworkRange extends NetworkAddress {
  /** How many of the bits count. */
  readonly length: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;
const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

function parseFour(text: string): bigint | null {
  const octets = text.split('.');
  const fit = octets.every((octet) => OCTET.test(octet) && Number(octet) < 256);
  return octets.length === 4 && fit
    ? octets.reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n)
    : null;
}

/** The groups of one half of an address, an IPv4 address at its end as two of them; null: it is none. */
function groupsOf(text: string): readonly string[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  if (last.includes('.')) {
    const four = parseFour(last);
    if (four === null) return null;
    groups.splice(-1, 1, (four >> 16n).toString(16), (four & 0xffffn).toString(16));
  }
  return groups.every((group) => GROUP.test(group)) ? groups : null;
}

function parseSix(text: string): bigint | null {
  const [head = '', tail, ...more] = text.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  if (!before || !after || more.length > 0) return null;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** IPv4 as it is told over an IPv6 socket: ::ffff:a.b.c.d. */
const MAPPED = 0xffffn;

/**
 * Reads an address (RFC 4291, RFC 6943); an IPv4 address within an IPv6 one is IPv4.
 * @returns null where the text is none
 */
export function parseAddress(text: string): NetworkAddress | null {
  // What an interface is called on this machine is no part of the address.
  const [address = ''] = text.split('%');
  const four = parseFour(address);
  if (four !== null) return { family: 4, bits: four };
  const six = address.includes(':') ? parseSix(address) : null;
  if (six === null) return null;
  return six >> 32n === MAPPED ? { family: 4, bits: six & 0xffffffffn } : { family: 6, bits: six };
}

/** The range of that length which an address is in; the whole address where it is shorter. */
export function rangeOf({ family, bits }: NetworkAddress, length: number): NetworkRange {
  const counted = Math.min(length, WIDTH[family]);
  const rest = BigInt(WIDTH[family] - counted);
  return { family, bits: (bits >> rest) << rest, length: counted };
}

/** A range in words: `203.0.113.0/24`; of IPv6 all eight groups. */
export function rangeText({ family, bits, length }: NetworkRange): string {
  const [size, many, base] = family === 4 ? [8n, 4, 10] : [16n, 8, 16];
  const mask = (1n << size) - 1n;
  const parts = Array.from({ length: many }, (_none, index) =>
    ((bits >> (size * BigInt(many - 1 - index))) & mask).toString(base),
  );
  return `${parts.join(family === 4 ? '.' : ':')}/${length}`;
}

/**
 * Reads a range, `203.0.113.0/24`, or one address; bits beyond its length are left out.
 * @returns null where the text is none
 */
export function parseRange(text: string): NetworkRange | null {
  const [address = '', length, ...more] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed || more.length > 0) return null;
  if (length === undefined) return rangeOf(parsed, WIDTH[parsed.family]);
  const counted = Number(length);
  if (!/^\d{1,3}$/.test(length) || counted > WIDTH[parsed.family]) return null;
  return rangeOf(parsed, counted);
}

/** A household has a /64 of IPv6 to itself, and as many addresses in it as it likes. */
const HOUSEHOLD = { 4: 32, 6: 64 } as const;

/** As whose address a client's counts: an IPv4 address, the /64 of an IPv6 one; null: it is none. */
export function householdOf(text: string): NetworkRange | null {
  const address = parseAddress(text);
  return address && rangeOf(address, HOUSEHOLD[address.family]);
}
