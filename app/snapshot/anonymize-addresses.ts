/**
 * Renames addresses so that prefixes stay prefixes: two addresses that share their first n bits share the first n bits
 * of their new names, and no more. After Crypto-PAn (Xu, Fan, Ammar and Moon, ICNP 2002), with HMAC-SHA-256.
 */
import {
  bitsOf,
  type Cidr,
  type Family,
  formatIp,
  type Ip,
  makeCidr,
  parseCidr,
  tryCidr,
  tryIp,
} from '../base/cidr.ts';

/** 32 bytes that nobody without the key can tell from chance, the same for the same text. */
export type Secret = (text: string) => Uint8Array;

/**
 * Ranges that mean something by themselves: each is mapped onto itself, so what lies in it stays in it, and what lies
 * outside stays outside. Source: https://www.iana.org/assignments/iana-ipv4-special-registry and the one for IPv6.
 */
const CLASSES: readonly Cidr[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  // The addresses of AWS's own services at an instance, the same everywhere.
  '169.254.169.0/24',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/8',
  '64:ff9b::/96',
  '2000::/3',
  '2001:db8::/32',
  'fc00::/8',
  'fd00::/8',
  'fe80::/10',
  'ff00::/8',
].map(parseCidr);

/**
 * Where the last byte of an address is kept: a range that everybody has tells nothing by it. What AWS keeps for itself
 * at the ends of a subnet stays there, and the first host of a subnet, which stands for it in traces, in the routes it
 * was in. Of public addresses nothing is kept.
 */
const KEEPS_HOST = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '198.18.0.0/15',
].map(parseCidr);

/**
 * Of so many bits after the fixed ones at least one is changed: of a prefix that says as much, none is its own name.
 * Left to chance, a /16 of 10.0.0.0/8 would keep its name once in 256 keys.
 */
const CHANGED_WITHIN = 8;

const octetsOf = ({ words }: Pick<Ip, 'words'>): number[] =>
  words.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);

/** Number of first bits that two addresses share. */
function common(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const differ = a[i]! ^ b[i]!;
    if (differ !== 0) return i * 8 + Math.clz32(differ) - 24;
  }
  return a.length * 8;
}

export class Addresses {
  readonly #secret: Secret;
  /** Flips of the eight bits after some whole bytes: one bit for each node of a binary tree. */
  readonly #flips = new Map<string, Uint8Array>();
  readonly #classes: Readonly<Record<Family, readonly { octets: number[]; length: number }[]>>;

  constructor(secret: Secret) {
    this.#secret = secret;
    const of = (family: Family) =>
      CLASSES.filter((cidr) => cidr.family === family).map((cidr) => ({
        octets: octetsOf(cidr),
        length: cidr.length,
      }));
    this.#classes = { 4: of(4), 6: of(6) };
  }

  /** The new text of an address or prefix; undefined for what is neither. Prefix lengths stay. */
  text(text: string): string | undefined {
    const cidr = tryCidr(text);
    if (cidr) return makeCidr(this.ip(cidr), cidr.length).text;
    const ip = tryIp(text);
    return ip && formatIp(this.ip(ip));
  }

  /** A permutation of all addresses of a family. */
  ip(ip: Pick<Ip, 'family' | 'words'>): Ip {
    const octets = octetsOf(ip);
    // Bits up to here lead to a range that stays where it is.
    const fixed = Math.max(
      ...this.#classes[ip.family].map((c) => Math.min(common(octets, c.octets), c.length - 1)),
    );
    const end = KEEPS_HOST.some(
      (c) => c.family === ip.family && common(octets, octetsOf(c)) >= c.length,
    )
      ? bitsOf(ip.family) - 8
      : bitsOf(ip.family);
    let changed = false;
    const out = octets.map((octet, i) => {
      const flips = this.#after(ip.family, octets, i);
      let made = 0;
      let node = 1;
      for (let bit = 0; bit < 8; bit++) {
        const at = i * 8 + bit;
        const value = (octet >> (7 - bit)) & 1;
        const kept = at <= fixed || at >= end;
        const last = at === fixed + CHANGED_WITHIN && !changed;
        const flip = kept ? 0 : last ? 1 : (flips[node >> 3]! >> (node & 7)) & 1;
        if (flip === 1) changed = true;
        made = (made << 1) | (value ^ flip);
        node = (node << 1) | value;
      }
      return made;
    });
    const words: number[] = [];
    for (let i = 0; i < out.length; i += 4) {
      words.push(((out[i]! << 24) | (out[i + 1]! << 16) | (out[i + 2]! << 8) | out[i + 3]!) >>> 0);
    }
    return { family: ip.family, words };
  }

  #after(family: Family, octets: readonly number[], count: number): Uint8Array {
    const key = `${family} ${octets.slice(0, count).join('.')}`;
    let flips = this.#flips.get(key);
    if (!flips) {
      flips = this.#secret(`address ${key}`);
      this.#flips.set(key, flips);
    }
    return flips;
  }
}
