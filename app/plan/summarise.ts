/** Joins prefixes into fewer, without taking in an address that somebody else has. */
import { type Cidr, compareCidr, contains, makeCidr } from '../base/cidr.ts';
import { PrefixTrie } from '../base/trie.ts';

/** A summary stands at least this much for what was asked; the rest is room that nobody has. */
const LEAST_FILLED = 0.5;

interface Summary {
  readonly cidr: Cidr;
  /** Share of its addresses that was asked for, 0 to 1. */
  readonly filled: number;
}

/**
 * Few prefixes, in order, that cover `prefixes` and overlap none of `others`. Neighbours are joined while at least
 * half of the summary is theirs and the rest of it is nobody's.
 */
export function summarise(prefixes: readonly Cidr[], others: Iterable<Cidr>): Cidr[] {
  const foreign = new PrefixTrie<true>();
  for (const cidr of others) {
    if (!prefixes.some((prefix) => contains(prefix, cidr))) foreign.add(cidr, true);
  }
  let list: readonly Summary[] = outermost(prefixes).map((cidr) => ({ cidr, filled: 1 }));
  for (let before = Infinity; list.length < before;) {
    before = list.length;
    const out: Summary[] = [];
    for (const next of list) {
      const last = out.at(-1);
      const both = last && join(last, next);
      if (both && foreign.overlapping(both.cidr).length === 0) out[out.length - 1] = both;
      else out.push(next);
    }
    list = out;
  }
  return list.map(({ cidr }) => cidr);
}

/** The smallest prefix around both, where it is filled enough. */
function join(a: Summary, b: Summary): Summary | undefined {
  if (a.cidr.family !== b.cidr.family) return undefined;
  let length = Math.min(a.cidr.length, b.cidr.length);
  while (length > 0 && !contains(makeCidr(a.cidr, length), b.cidr)) length--;
  const share = (part: Summary) => part.filled * 2 ** (length - part.cidr.length);
  const filled = share(a) + share(b);
  return length === 0 || filled < LEAST_FILLED
    ? undefined
    : { cidr: makeCidr(a.cidr, length), filled };
}

/** In order, without those inside another. */
function outermost(prefixes: readonly Cidr[]): Cidr[] {
  const out: Cidr[] = [];
  for (const cidr of [...prefixes].sort(compareCidr)) {
    const last = out.at(-1);
    if (!last || !contains(last, cidr)) out.push(cidr);
  }
  return out;
}
