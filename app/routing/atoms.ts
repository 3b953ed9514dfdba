/**
 * Atoms: the addresses of all subnets, cut at every prefix that any table mentions.
 * All addresses of an atom fare alike in every table, so one of them stands for all. Those that AWS keeps in every subnet
 * are nobody's: an atom of them alone is none.
 */
import { type Cidr, type Family, type Ip, isPrivate, lastIp } from '../base/cidr.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { hostRange } from './reserved.ts';

/** An address as one sortable value: a number for IPv4, a bigint for IPv6. */
export type Key = number | bigint;

const keyOf = (ip: Ip): Key =>
  ip.family === 4
    ? (ip.words[0] ?? 0)
    : ip.words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);

const after = (key: Key): Key => (typeof key === 'number' ? key + 1 : key + 1n);

const ipOf = (key: Key): Ip =>
  typeof key === 'number'
    ? { family: 4, words: [key] }
    : {
        family: 6,
        words: [96n, 64n, 32n, 0n].map((shift) => Number((key >> shift) & 0xffffffffn)),
      };

const order = (a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0);

/** The key just past a prefix. */
const keyPast = (cidr: Cidr): Key =>
  cidr.family === 4 ? (cidr.words[0] ?? 0) + 2 ** (32 - cidr.length) : after(keyOf(lastIp(cidr)));

/** Keys in order, each once. */
function sortedKeys(family: Family, keys: readonly Key[]): ArrayLike<Key> {
  if (family === 6) return [...new Set(keys)].sort(order);
  const sorted = new Float64Array(keys as number[]).sort();
  return sorted.filter((key, i) => i === 0 || key !== sorted[i - 1]);
}

/** First index whose value is not below `key`. */
function lowerBound(sorted: ArrayLike<Key>, key: Key): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A half-open range of atoms. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export class Atoms {
  readonly family: Family;
  readonly count: number;
  /** An address of each atom, which a host may have. */
  readonly ips: readonly Ip[];
  /** Whether the internet does not carry the atom. */
  readonly isPrivate: Uint8Array;
  /** Subnets that hold each atom: one, or several where VPCs overlap. */
  readonly subnets: readonly (readonly Subnet[])[];
  readonly #cuts: ArrayLike<Key>;
  readonly #inside = new WeakMap<Subnet, readonly number[]>();
  /** Atom number at each cut, counting only atoms that some subnet holds. */
  readonly #numbers: Int32Array;

  constructor(family: Family, subnets: readonly Subnet[], prefixes: Iterable<Cidr>) {
    this.family = family;
    const blocks = subnets.flatMap((subnet) =>
      subnet.cidrs.filter((cidr) => cidr.family === family).map((cidr) => ({ subnet, cidr })),
    );
    // Many tables name the same prefixes.
    const distinct = new Set(prefixes);
    for (const { cidr } of blocks) distinct.add(cidr);
    const keys: Key[] = [];
    for (const cidr of distinct) {
      if (cidr.family === family) keys.push(keyOf(cidr), keyPast(cidr));
    }
    this.#cuts = sortedKeys(family, keys);

    const holders = new Map<number, { readonly subnets: Subnet[]; ip: Key }>();
    for (const { subnet, cidr } of blocks) {
      const { first, last } = hostRange(cidr);
      const [low, high] = [keyOf(first), keyOf(last)];
      const end = lowerBound(this.#cuts, keyPast(cidr));
      for (let i = lowerBound(this.#cuts, keyOf(cidr)); i < end; i++) {
        const cut = this.#cuts[i]!;
        const ip = cut < low ? low : cut;
        if (ip > high || ip >= this.#cuts[i + 1]!) continue;
        const held = holders.get(i);
        held?.subnets.push(subnet);
        if (!held) holders.set(i, { subnets: [subnet], ip });
        else if (held.ip < ip) held.ip = ip;
      }
    }
    this.#numbers = new Int32Array(this.#cuts.length + 1);
    const ips: Ip[] = [];
    const held: Subnet[][] = [];
    for (let i = 0; i < this.#cuts.length; i++) {
      this.#numbers[i] = ips.length;
      const atom = holders.get(i);
      if (!atom) continue;
      ips.push(ipOf(atom.ip));
      held.push(atom.subnets);
    }
    this.#numbers[this.#cuts.length] = ips.length;
    this.ips = ips;
    this.subnets = held;
    this.count = ips.length;
    this.isPrivate = Uint8Array.from(ips, (ip) => Number(isPrivate(ip)));
  }

  /** True where no atom has to be split for the prefix: it begins and ends at cuts, or where no subnet is. */
  fits(cidr: Cidr): boolean {
    if (cidr.family !== this.family) return true;
    return [keyOf(cidr), keyPast(cidr)].every((key) => {
      const next = lowerBound(this.#cuts, key);
      return this.#cuts[next] === key || this.#numbers[next] === (this.#numbers[next - 1] ?? 0);
    });
  }

  /** The atoms inside a prefix that fits. */
  range(cidr: Cidr): Range {
    return {
      from: this.#numbers[lowerBound(this.#cuts, keyOf(cidr))] ?? this.count,
      to: this.#numbers[lowerBound(this.#cuts, keyPast(cidr))] ?? this.count,
    };
  }

  /** The atoms of one subnet, in order: not those which only hosts of another have, where VPCs overlap. */
  inside(subnet: Subnet): readonly number[] {
    let known = this.#inside.get(subnet);
    if (!known) {
      known = subnet.cidrs
        .filter((cidr) => cidr.family === this.family)
        .flatMap((cidr) => {
          const { from, to } = this.range(cidr);
          return Array.from({ length: to - from }, (_, i) => from + i);
        })
        .filter((atom) => this.subnets[atom]!.includes(subnet));
      this.#inside.set(subnet, known);
    }
    return known;
  }

  /** The atom that holds an address; undefined where no subnet does. */
  at(ip: Ip): number | undefined {
    const key = keyOf(ip);
    const i = lowerBound(this.#cuts, after(key)) - 1;
    const atom = this.#numbers[i];
    if (i < 0 || atom === undefined || atom === this.#numbers[i + 1]) return undefined;
    return atom;
  }
}
