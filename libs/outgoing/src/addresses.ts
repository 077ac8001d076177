import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * What no request of ours may reach: this machine, private and local networks, and what is set aside
 * (IANA's registries of special-purpose addresses, RFC 6890 and those after it).
 */
const FORBIDDEN_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Of version 6 only what is given out to the world, 2000::/3, without these. */
const FORBIDDEN_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const forbidden4 = new BlockList();
for (const [net, bits] of FORBIDDEN_4) forbidden4.addSubnet(net, bits, 'ipv4');
const forbidden6 = new BlockList();
for (const [net, bits] of FORBIDDEN_6) forbidden6.addSubnet(net, bits, 'ipv6');
const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address is this machine's own. */
export function isOwnMachine(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Whether an address is one of the internet's, which everybody may reach. What is no address is none. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !forbidden4.check(address, 'ipv4');
  // One of version 4 in the clothes of version 6 is outside 2000::/3, and so refused.
  return isIPv6(address) && public6.check(address, 'ipv6') && !forbidden6.check(address, 'ipv6');
}
