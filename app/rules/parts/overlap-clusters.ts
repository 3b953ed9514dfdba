/** Gathers VPCs with overlapping blocks into clusters, by one pass over a trie. */
import type { Cidr } from '../../base/cidr.ts';
import { parseCidr } from '../../base/cidr.ts';
import { byText, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';

export interface Block {
  readonly vpc: Ref;
  readonly cidr: Cidr;
}

export interface OverlapCluster {
  /** Two or more, sorted. */
  readonly vpcs: readonly Ref[];
  /** The shared ranges: of every overlap the smaller block, without those inside others; sorted. */
  readonly cidrs: readonly string[];
}

/**
 * VPCs that overlap, directly or through others, one cluster each.
 * Near-linear: every block is compared with the nearest blocks above it only, so that five thousand VPCs on the
 * same addresses are five thousand comparisons.
 */
export function overlapClusters(blocks: readonly Block[]): OverlapCluster[] {
  const trie = new PrefixTrie<Block>();
  for (const block of blocks) trie.add(block.cidr, block);
  const parent = new Map<Ref, Ref>();
  const root = (vpc: Ref): Ref => {
    let at = vpc;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    if (at !== vpc) parent.set(vpc, at);
    return at;
  };
  const shared = new Map<Ref, Set<string>>();
  for (const block of blocks) {
    for (const above of trie.covering(block.cidr)) {
      const other = above.values.find((value) => value.vpc !== block.vpc);
      if (!other) continue;
      const [a, b] = [root(block.vpc), root(other.vpc)].sort(byText) as [Ref, Ref];
      parent.set(a, a).set(b, a);
      const cidrs = shared.get(block.vpc) ?? new Set<string>();
      shared.set(block.vpc, cidrs.add(block.cidr.text));
      break;
    }
  }
  const clusters = new Map<Ref, { vpcs: Ref[]; cidrs: Set<string> }>();
  for (const vpc of uniq(parent.keys())) {
    const key = root(vpc);
    const cluster = clusters.get(key) ?? { vpcs: [], cidrs: new Set<string>() };
    clusters.set(key, cluster);
    cluster.vpcs.push(vpc);
    for (const cidr of shared.get(vpc) ?? []) cluster.cidrs.add(cidr);
  }
  return [...clusters.values()].map(({ vpcs, cidrs }) => ({ vpcs, cidrs: outermost(cidrs) }));
}

/** Prefixes without those that lie in another, sorted. */
function outermost(texts: ReadonlySet<string>): string[] {
  const cidrs = uniq(texts).map(parseCidr);
  const trie = new PrefixTrie<true>();
  for (const cidr of cidrs) trie.add(cidr, true);
  return cidrs.filter((cidr) => trie.covering(cidr).length === 1).map((cidr) => cidr.text);
}
