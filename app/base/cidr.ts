/** IPv4 and IPv6 addresses and prefixes: strict parsing, exact arithmetic, one order. */

export type Family = 4 | 6;

/** An address as 32-bit unsigned words, most significant first: one word for IPv4, four for IPv6. */
export interface Ip {
  readonly family: Family;
  readonly words: readonly number[];
}

/** A prefix in canonical form: no host bits are set, `text` is its one spelling. */
export interface Cidr {
  readonly family: Family;
  /** Network address. */
  readonly words: readonly number[];
  /** Prefix length in bits: 0..32 or 0..128. */
  readonly length: number;
  readonly text: string;
}

/** Thrown for text that is not an address or prefix. The message quotes the text and names the fault. */
export class CidrError extends Error {
  override name = 'CidrError';
}

const fail = (text: string, why: string): never => {
  throw new CidrError(`${JSON.stringify(text.slice(0, 60))} ${why}`);
};

export const bitsOf = (family: Family): 32 | 128 => (family === 4 ? 32 : 128);

function parseV4(text: string, whole: string): number[] {
  const parts = text.split('.');
  if (parts.length !== 4) fail(whole, 'is not an IPv4 address: it needs four numbers');
  let word = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part))
      fail(whole, 'is not an IPv4 address: each part is a number 0 to 255');
    if (part.length > 1 && part.startsWith('0')) {
      fail(whole, `has a leading zero in "${part}", which some tools read as octal`);
    }
    const byte = Number(part);
    if (byte > 255) fail(whole, `is out of range: ${byte} is more than 255`);
    word = word * 256 + byte;
  }
  return [word];
}

function parseV6(text: string, whole: string): number[] {
  const gap = text.indexOf('::');
  if (gap !== -1 && text.includes('::', gap + 1))
    fail(whole, 'is not an IPv6 address: "::" may stand once');
  const groups = (part: string, last: boolean): number[] => {
    if (part === '') return [];
    const out: number[] = [];
    const pieces = part.split(':');
    pieces.forEach((piece, i) => {
      if (last && i === pieces.length - 1 && piece.includes('.')) {
        const word = parseV4(piece, whole)[0] ?? 0;
        out.push(word >>> 16, word & 0xffff);
      } else if (/^[0-9a-fA-F]{1,4}$/.test(piece)) {
        out.push(parseInt(piece, 16));
      } else {
        fail(whole, `is not an IPv6 address: "${piece}" is not one to four hexadecimal digits`);
      }
    });
    return out;
  };
  let all: number[];
  if (gap === -1) {
    all = groups(text, true);
  } else {
    const head = groups(text.slice(0, gap), false);
    const tail = groups(text.slice(gap + 2), true);
    const missing = 8 - head.length - tail.length;
    if (missing < 1) fail(whole, 'is not an IPv6 address: "::" stands for nothing');
    all = [...head, ...Array<number>(missing).fill(0), ...tail];
  }
  if (all.length !== 8) fail(whole, 'is not an IPv6 address: it needs eight groups or one "::"');
  const words: number[] = [];
  for (let i = 0; i < 8; i += 2) words.push((((all[i] ?? 0) << 16) | (all[i + 1] ?? 0)) >>> 0);
  return words;
}

/** Reads an IPv4 or IPv6 address. Leading zeros, zone ids and short forms of IPv4 are errors. */
export function parseIp(text: string): Ip {
  return text.includes(':')
    ? { family: 6, words: parseV6(text, text) }
    : { family: 4, words: parseV4(text, text) };
}

const maskWord = (length: number, index: number): number => {
  const bits = Math.min(32, Math.max(0, length - index * 32));
  return bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
};

const cache = new Map<string, Cidr>();
const CACHE_LIMIT = 200_000;

/**
 * Reads a prefix such as `10.0.0.0/16` or `2001:db8::/32`.
 * Errors: no length, length out of range, leading zeros, host bits set (the message names the network meant).
 */
export function parseCidr(text: string): Cidr {
  const known = cache.get(text);
  if (known) return known;
  const slash = text.indexOf('/');
  if (slash === -1) fail(text, 'is not a CIDR: it needs a prefix length, such as /24');
  const tail = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(tail)) fail(text, 'is not a CIDR: the prefix length is a number');
  if (tail.length > 1 && tail.startsWith('0'))
    fail(text, 'has a leading zero in its prefix length');
  const ip = parseIp(text.slice(0, slash));
  const length = Number(tail);
  if (length > bitsOf(ip.family)) {
    fail(text, `is out of range: an IPv${ip.family} prefix length is 0 to ${bitsOf(ip.family)}`);
  }
  const cidr = makeCidr(ip, length);
  if (cidr.words.some((word, i) => word !== ip.words[i])) {
    fail(text, `has host bits set; the network is ${cidr.text}`);
  }
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(text, cidr);
  return cidr;
}

/** The prefix of `length` bits that holds the address. */
export function makeCidr(ip: Ip, length: number): Cidr {
  const words = ip.words.map((word, i) => (word & maskWord(length, i)) >>> 0);
  return {
    family: ip.family,
    words,
    length,
    text: `${formatIp({ family: ip.family, words })}/${length}`,
  };
}

/** `parseCidr`, or undefined where it would throw. */
export function tryCidr(text: string): Cidr | undefined {
  try {
    return parseCidr(text);
  } catch {
    return undefined;
  }
}

/** `parseIp`, or undefined where it would throw. */
export function tryIp(text: string): Ip | undefined {
  try {
    return parseIp(text);
  } catch {
    return undefined;
  }
}

/** Dotted quad, or IPv6 in the one spelling of RFC 5952. */
export function formatIp(ip: Ip): string {
  if (ip.family === 4) {
    const word = ip.words[0] ?? 0;
    return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
  }
  const groups = ip.words.flatMap((word) => [word >>> 16, word & 0xffff]);
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > bestLength) {
      best = i;
      bestLength = end - i;
    }
    if (end > i) i = end;
  }
  const hex = groups.map((group) => group.toString(16));
  if (best === -1) return hex.join(':');
  return `${hex.slice(0, best).join(':')}::${hex.slice(best + bestLength).join(':')}`;
}

/** True when `ip` lies in `cidr`. Families never mix. */
export function hasIp(cidr: Cidr, ip: Ip): boolean {
  if (cidr.family !== ip.family) return false;
  for (let i = 0; i < cidr.words.length; i++) {
    if (((ip.words[i] ?? 0) & maskWord(cidr.length, i)) >>> 0 !== cidr.words[i]) return false;
  }
  return true;
}

/** True when every address of `inner` lies in `outer` (equal counts). */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.length <= inner.length && hasIp(outer, inner);
}

/** True when the two share an address: prefixes overlap exactly when one contains the other. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

/** Order of addresses: IPv4 before IPv6, then by value. */
export function compareIp(a: Ip, b: Ip): number {
  if (a.family !== b.family) return a.family - b.family;
  for (let i = 0; i < a.words.length; i++) {
    const d = (a.words[i] ?? 0) - (b.words[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}

/** Order of prefixes: IPv4 before IPv6, then by network address, then the shorter prefix first. */
export function compareCidr(a: Cidr, b: Cidr): number {
  return compareIp(a, b) || a.length - b.length;
}

/** Last address of the prefix. */
export function lastIp(cidr: Cidr): Ip {
  return {
    family: cidr.family,
    words: cidr.words.map((word, i) => (word | ~maskWord(cidr.length, i)) >>> 0),
  };
}

/** The address `offset` (0 to 2^31) above the network address. */
export function ipAt(cidr: Cidr, offset: number): Ip {
  const words = [...cidr.words];
  let carry = offset;
  for (let i = words.length - 1; i >= 0 && carry > 0; i--) {
    const sum = (words[i] ?? 0) + carry;
    words[i] = sum % 0x1_0000_0000;
    carry = Math.floor(sum / 0x1_0000_0000);
  }
  return { family: cidr.family, words };
}

/**
 * The first address a host can have in a subnet: AWS keeps the first four and the last.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function firstHost(subnet: Cidr): Ip {
  return ipAt(subnet, bitsOf(subnet.family) - subnet.length >= 3 ? 4 : 0);
}

/** The two halves of a prefix; none for a single address. */
export function halves(cidr: Cidr): readonly Cidr[] {
  if (cidr.length >= bitsOf(cidr.family)) return [];
  const length = cidr.length + 1;
  const words = [...cidr.words];
  const index = (length - 1) >> 5;
  words[index] = ((words[index] ?? 0) | (1 << (31 - ((length - 1) & 31)))) >>> 0;
  return [makeCidr(cidr, length), makeCidr({ family: cidr.family, words }, length)];
}

/** What is left of `outer` without the `holes`, as the fewest prefixes, in order. */
export function subtract(outer: Cidr, holes: readonly Cidr[]): Cidr[] {
  const inside = holes.filter((hole) => overlaps(hole, outer));
  if (inside.length === 0) return [outer];
  if (inside.some((hole) => contains(hole, outer))) return [];
  return halves(outer).flatMap((half) => subtract(half, inside));
}

/** Blocks the internet does not carry. */
export const PRIVATE_BLOCKS: readonly Cidr[] = [
  '10.0.0.0/8', // RFC 1918
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10', // RFC 6598, shared address space
  '169.254.0.0/16', // RFC 3927, link local
  'fc00::/7', // RFC 4193, unique local
  'fe80::/10', // RFC 4291, link local
].map(parseCidr);

/** True for addresses the internet does not carry (RFC 1918, 6598, 3927, 4193, 4291). */
export function isPrivate(ip: Ip): boolean {
  return PRIVATE_BLOCKS.some((cidr) => hasIp(cidr, ip));
}

/** Number of addresses, as a float (exact up to 2^53). */
export function sizeOf(cidr: Cidr): number {
  return 2 ** (bitsOf(cidr.family) - cidr.length);
}
