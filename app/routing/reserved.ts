/**
 * Addresses that no host has: those AWS keeps in every subnet, and those that routes do not lead to.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 *          https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 *          https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
import {
  bitsOf,
  type Cidr,
  formatIp,
  hasIp,
  type Ip,
  ipAt,
  lastIp,
  parseCidr,
} from '../base/cidr.ts';
import type { Vpc } from '../kinds/vpc.ts';

/** Addresses at the start of a subnet that AWS keeps. */
const KEPT = 4;

/** Whether AWS keeps addresses in a block: it does in each that is large enough to be a subnet's. */
const hasKept = (block: Cidr): boolean => bitsOf(block.family) - block.length >= 3;

/** The first and last address of a subnet's block that a host may have. */
export const hostRange = (block: Cidr): { readonly first: Ip; readonly last: Ip } =>
  hasKept(block)
    ? { first: ipAt(block, KEPT), last: before(lastIp(block)) }
    : { first: ipAt(block, 0), last: lastIp(block) };

/** An address one less than the last of a block, whose bits are ones there. */
const before = ({ family, words }: Ip): Ip => ({
  family,
  words: words.map((word, i) => (i === words.length - 1 ? word - 1 : word)),
});

const IPV4_USES = ['the network', 'the VPC router', 'AWS', 'future use'];

/** What an address of a subnet's block is kept for; undefined where a host may have it. */
export function keptFor(block: Cidr, ip: Ip): string | undefined {
  if (!hasKept(block) || !hasIp(block, ip)) return undefined;
  const text = formatIp(ip);
  if (text === formatIp(lastIp(block)))
    return block.family === 4 ? 'broadcast, which no VPC has' : 'AWS';
  const at = IPV4_USES.findIndex((_, i) => formatIp(ipAt(block, i)) === text);
  return at < 0 ? undefined : block.family === 4 ? IPV4_USES[at] : 'AWS';
}

/** The address of the Amazon DNS server in a VPC: its primary IPv4 block plus two. */
export function dnsServerOf(vpc: Vpc | undefined): Ip | undefined {
  const primary = vpc?.cidrs.find((cidr) => cidr.family === 4);
  return primary && ipAt(primary, 2);
}

/** What AWS answers on a link-local address, wherever the host is. */
const SERVICES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['253', 'the Amazon DNS server'],
      ['254', 'the instance metadata service'],
      ['123', 'the Amazon Time Sync Service'],
    ] as const
  ).flatMap(([host, name]) => [
    [`169.254.169.${host}`, name],
    [`fd00:ec2::${host}`, name],
  ]),
);

export const serviceAt = (ip: Ip): string | undefined => SERVICES.get(formatIp(ip));

/** Blocks that AWS keeps for its services: no route can be made for a part of them, and none leads there. */
const OWN = ['169.254.168.0/22', 'fd00:ec2::/32'].map(parseCidr);

export const ownBlockAt = (ip: Ip): Cidr | undefined => OWN.find((block) => hasIp(block, ip));

const MULTICAST = ['224.0.0.0/4', 'ff00::/8'].map(parseCidr);

export const isMulticast = (ip: Ip): boolean => MULTICAST.some((block) => hasIp(block, ip));

/** Addresses that never leave the host or the link of the sender (RFC 6890, RFC 919, RFC 3927), and what they are. */
const HOMEBOUND = [
  ['255.255.255.255/32', 'the broadcast address, and no VPC has broadcast'],
  ['127.0.0.0/8', 'a loopback address'],
  ['0.0.0.0/8', 'an address of no host'],
  ['169.254.0.0/16', 'a link-local address'],
  ['::/127', 'a loopback address'],
  ['fe80::/10', 'a link-local address'],
].map(([block, what]) => ({ block: parseCidr(block!), what: what! }));

export const homebound = (ip: Ip): string | undefined =>
  HOMEBOUND.find(({ block }) => hasIp(block, ip))?.what;
