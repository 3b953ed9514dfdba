/** Addresses that two VPCs have in common. */
import { type Cidr, contains, overlaps } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from './topology.ts';

/** Blocks that two VPCs share: of two that overlap, the smaller one. */
export const sharedBlocks = (topology: Topology, a: Ref, b: Ref): Cidr[] =>
  topology.cidrsOf(a).flatMap((one) =>
    topology
      .cidrsOf(b)
      .filter((other) => overlaps(one, other))
      .map((other) => (contains(one, other) ? other : one)),
  );
