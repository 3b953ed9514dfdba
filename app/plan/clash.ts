/** Members with addresses in common: a gateway leads to one of them only. */
import { type Cidr, overlaps } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { KeptPeering } from './plan.ts';
import { endsOf, type Scope } from './scope.ts';

/** The first block that two VPCs share. */
export function overlapping(topology: Topology, a: Ref, b: Ref): Cidr | undefined {
  const blocks = topology.cidrsOf(b);
  return topology.cidrsOf(a).find((cidr) => blocks.some((other) => overlaps(cidr, other)));
}

/** Pairs of members with addresses in common, each pair and the list sorted. */
export function overlapPairs(topology: Topology, members: readonly Ref[]): (readonly [Ref, Ref])[] {
  const out: (readonly [Ref, Ref])[] = [];
  members.forEach((a, i) => {
    for (const b of members.slice(i + 1)) if (overlapping(topology, a, b)) out.push([a, b]);
  });
  return out;
}

/**
 * Peerings that must stay because a gateway cannot tell two VPCs with the same addresses apart: where one VPC sends
 * to both, and where both are reached from another Region. Of two such peerings the first goes to the gateway.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export function clashing(
  topology: Topology,
  scope: Scope,
  keep: readonly KeptPeering[],
): KeptPeering[] {
  const pairs = overlapPairs(topology, scope.members);
  if (pairs.length === 0) return [];
  const stays = new Set(keep.map((k) => k.peering));
  const out = new Map<Ref, KeptPeering>();
  const regionOf = (vpc: Ref) => topology.placeOf(vpc).region;
  const goes = (a: Ref, b: Ref) =>
    scope.peerings.find((p) => {
      const ends = endsOf(p);
      return !stays.has(p.id) && !out.has(p.id) && ends.includes(a) && ends.includes(b);
    });
  const keepIt = (id: Ref, a: Ref, b: Ref, other: Ref) =>
    out.set(id, {
      peering: id,
      vpcs: [a, b],
      why: 'overlap',
      message: `${topology.label(b)} has addresses of ${topology.label(other)}, which ${topology.label(a)} or its Region also reaches: a gateway can lead to one of them only.`,
    });
  for (const [first, second] of pairs) {
    for (const vpc of scope.members) {
      const both = goes(vpc, first) && goes(vpc, second);
      if (both) keepIt(both.id, vpc, second, first);
    }
    if (regionOf(first) !== regionOf(second)) continue;
    const far = (vpc: Ref) =>
      scope.members.filter((m) => regionOf(m) !== regionOf(vpc) && goes(m, vpc));
    if (far(first).length === 0) continue;
    for (const vpc of far(second)) keepIt(goes(vpc, second)!.id, vpc, second, first);
  }
  return [...out.values()];
}
