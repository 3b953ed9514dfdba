/** A binary prefix trie for one or both families: longest match, cover and inside queries. */
import { type Cidr, type Ip, bitsOf } from './cidr.ts';

interface Node<T> {
  zero: Node<T> | undefined;
  one: Node<T> | undefined;
  entry: { readonly cidr: Cidr; values: T[] } | undefined;
}

const node = <T>(): Node<T> => ({ zero: undefined, one: undefined, entry: undefined });

const bit = (words: readonly number[], index: number): number =>
  ((words[index >> 5] ?? 0) >>> (31 - (index & 31))) & 1;

export interface TrieEntry<T> {
  readonly cidr: Cidr;
  readonly values: readonly T[];
}

/** Several values may hang on one prefix; they keep the order in which they came. */
export class PrefixTrie<T> {
  readonly #roots = { 4: node<T>(), 6: node<T>() };
  #size = 0;

  /** Number of values held. */
  get size(): number {
    return this.#size;
  }

  add(cidr: Cidr, value: T): this {
    let at = this.#roots[cidr.family];
    for (let i = 0; i < cidr.length; i++) {
      if (bit(cidr.words, i)) at = at.one ??= node();
      else at = at.zero ??= node();
    }
    at.entry ??= { cidr, values: [] };
    at.entry.values.push(value);
    this.#size++;
    return this;
  }

  /** Values on exactly this prefix. */
  exact(cidr: Cidr): readonly T[] {
    return this.#find(cidr)?.entry?.values ?? [];
  }

  /** The most specific entry that holds the address. */
  longest(ip: Ip): TrieEntry<T> | undefined {
    let at: Node<T> | undefined = this.#roots[ip.family];
    let best: TrieEntry<T> | undefined;
    for (let i = 0; at; i++) {
      if (at.entry) best = at.entry;
      if (i >= bitsOf(ip.family)) break;
      at = bit(ip.words, i) ? at.one : at.zero;
    }
    return best;
  }

  /** Every entry that holds the address or contains the prefix, most specific first. */
  covering(target: Ip | Cidr): TrieEntry<T>[] {
    const depth = 'length' in target ? target.length : bitsOf(target.family);
    const out: TrieEntry<T>[] = [];
    let at: Node<T> | undefined = this.#roots[target.family];
    for (let i = 0; at && i <= depth; i++) {
      if (at.entry) out.push(at.entry);
      if (i === depth) break;
      at = bit(target.words, i) ? at.one : at.zero;
    }
    return out.reverse();
  }

  /** Every entry inside the prefix (equal counts), in address order. */
  inside(cidr: Cidr): TrieEntry<T>[] {
    const out: TrieEntry<T>[] = [];
    const walk = (at: Node<T> | undefined): void => {
      if (!at) return;
      if (at.entry) out.push(at.entry);
      walk(at.zero);
      walk(at.one);
    };
    walk(this.#find(cidr));
    return out;
  }

  /** Every entry that shares an address with the prefix. */
  overlapping(cidr: Cidr): TrieEntry<T>[] {
    const above = this.covering(cidr).filter((entry) => entry.cidr.length < cidr.length);
    return [...above.reverse(), ...this.inside(cidr)];
  }

  #find(cidr: Cidr): Node<T> | undefined {
    let at: Node<T> | undefined = this.#roots[cidr.family];
    for (let i = 0; at && i < cidr.length; i++) at = bit(cidr.words, i) ? at.one : at.zero;
    return at;
  }
}
