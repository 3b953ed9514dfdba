/** The prefix trie, held against a plain walk over its entries. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import {
  type Cidr,
  compareCidr,
  contains,
  hasIp,
  type Ip,
  makeCidr,
  overlaps,
} from '#app/base/cidr.ts';
import { PrefixTrie } from '#app/base/trie.ts';

/** Addresses that differ in few bits at both ends, so that prefixes nest often. */
const ips: fc.Arbitrary<Ip> = fc.oneof(
  fc.nat(255).map((n): Ip => ({ family: 4, words: [(0x0a000000 + ((n & 240) << 16) + n) >>> 0] })),
  fc.nat(255).map((n): Ip => ({ family: 6, words: [0x20010db8, n >> 4, 0, n] })),
);
const cidrs: fc.Arbitrary<Cidr> = ips.chain((ip) =>
  fc
    .constantFrom(...(ip.family === 4 ? [0, 8, 12, 16, 24, 28, 30, 32] : [0, 32, 60, 64, 120, 128]))
    .map((length) => makeCidr(ip, length)),
);

const entries = fc.array(cidrs, { maxLength: 40 });

const build = (list: readonly Cidr[]): PrefixTrie<number> => {
  const trie = new PrefixTrie<number>();
  list.forEach((cidr, i) => trie.add(cidr, i));
  return trie;
};

/** What the trie should hold: prefixes by text, with the indexes that came with each, in order. */
const held = (list: readonly Cidr[]): { cidr: Cidr; values: number[] }[] => {
  const out = new Map<string, { cidr: Cidr; values: number[] }>();
  list.forEach((cidr, i) => {
    const entry = out.get(cidr.text) ?? { cidr, values: [] };
    entry.values.push(i);
    out.set(cidr.text, entry);
  });
  return [...out.values()];
};

const texts = (found: readonly { cidr: Cidr; values: readonly number[] }[]) =>
  found.map((e) => [e.cidr.text, [...e.values]]);

test('the longest match is the longest prefix that holds the address', () => {
  fc.assert(
    fc.property(entries, ips, (list, ip) => {
      const best = held(list)
        .filter((e) => hasIp(e.cidr, ip))
        .sort((a, b) => b.cidr.length - a.cidr.length)[0];
      const found = build(list).longest(ip);
      expect(found && texts([found])).toEqual(best && texts([best]));
    }),
    { numRuns: 1000 },
  );
});

test('covering, inside and overlapping are what a walk over all entries finds, in order', () => {
  fc.assert(
    fc.property(entries, cidrs, (list, cidr) => {
      const trie = build(list);
      const all = held(list).sort((a, b) => compareCidr(a.cidr, b.cidr));
      const covering = all.filter((e) => contains(e.cidr, cidr));
      expect(texts(trie.covering(cidr))).toEqual(texts(covering.reverse()));
      expect(texts(trie.inside(cidr))).toEqual(texts(all.filter((e) => contains(cidr, e.cidr))));
      expect(texts(trie.overlapping(cidr))).toEqual(
        texts(all.filter((e) => overlaps(cidr, e.cidr))),
      );
      expect(trie.exact(cidr)).toEqual(all.find((e) => e.cidr.text === cidr.text)?.values ?? []);
      expect(trie.size).toBe(list.length);
    }),
    { numRuns: 1000 },
  );
});
