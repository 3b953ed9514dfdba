/** Members with addresses in common: a gateway leads to one of them only. */
import { type Cidr, overlaps } from '../base/cidr.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { podsApart, sharesOnlyPods } from '../topology/pods.ts';
import { sharedBlocks } from '../topology/shared-blocks.ts';
import type { Topology } from '../topology/topology.ts';
import type { KeptPeering } from './design-shapes.ts';
import { endsOf, type Scope } from './scope.ts';

/** The first block that two VPCs share. */
export function overlapping(topology: Topology, a: Ref, b: Ref): Cidr | undefined {
  const blocks = topology.cidrsOf(b);
  return topology.cidrsOf(a).find((cidr) => blocks.some((other) => overlaps(cidr, other)));
}

/** Pairs of members with addresses in common that a gateway may have to lead to, each pair and the list sorted. */
export function overlapPairs(topology: Topology, members: readonly Ref[]): (readonly [Ref, Ref])[] {
  const out: (readonly [Ref, Ref])[] = [];
  members.forEach((a, i) => {
    for (const b of members.slice(i + 1)) {
      if (overlapping(topology, a, b) && !podsApart(topology, a, b)) out.push([a, b]);
    }
  });
  return out;
}

/** PrivateLink: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html */
const APART =
  'Renumber one of the VPCs that share addresses, or leave these pairs on peering; single services can be offered by AWS PrivateLink, which shared addresses do not hinder.';

const STATIC =
  'By hand: attach the VPC without propagation, and lead to its other blocks by static routes of the gateway; or renumber the range for pods.';

function podsShared(topology: Topology, first: Ref, second: Ref): string {
  const shared = uniq(sharedBlocks(topology, first, second).map((cidr) => cidr.text)).join(', ');
  return `${topology.label(second)} shares ${shared} with ${topology.label(first)}, which is for pods, and no route but a default leads there. AWS still propagates nothing of a VPC that overlaps one attached before, and a plan leads to VPCs by propagation.`;
}

/**
 * Peerings that must stay because of shared addresses. A VPC whose blocks overlap those of one that is attached already
 * is not propagated, so of two such members of a Region only the first goes to the gateway, and none that overlaps a VPC
 * on a gateway that is built on. Between Regions a table leads to one of the two: where one VPC sends to both, the
 * peering with the second stays.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export function clashing(
  topology: Topology,
  scope: Scope,
  keep: readonly KeptPeering[],
  reuse: readonly Ref[],
): KeptPeering[] {
  const stays = new Set(keep.map((k) => k.peering));
  const out = new Map<Ref, KeptPeering>();
  const regionOf = (vpc: Ref) => topology.placeOf(vpc).region;
  const going = (vpc: Ref) =>
    scope.peerings.filter((p) => !stays.has(p.id) && !out.has(p.id) && endsOf(p).includes(vpc));
  const keepIt = (id: Ref, vpcs: readonly [Ref, Ref], message: string, next = APART) =>
    out.set(id, { peering: id, vpcs, why: 'overlap', message, next });
  for (const [vpc, guest] of overlapsWithGuests(topology, scope.members, reuse)) {
    for (const p of going(vpc)) {
      const message = `${topology.label(vpc)} shares addresses with ${topology.label(guest)}, which is on the gateway: it would not be propagated.`;
      keepIt(p.id, endsOf(p), message);
    }
  }
  for (const [first, second] of overlapPairs(topology, scope.members)) {
    if (regionOf(first) === regionOf(second)) {
      if (going(first).length === 0) continue;
      const pods = sharesOnlyPods(topology, first, second);
      for (const p of going(second)) {
        if (pods) {
          keepIt(p.id, endsOf(p), podsShared(topology, first, second), STATIC);
          continue;
        }
        const message = `${topology.label(second)} shares addresses with ${topology.label(first)}: on one gateway only one of them would be propagated.`;
        keepIt(p.id, endsOf(p), message);
      }
      continue;
    }
    for (const vpc of scope.members) {
      const joins = (other: Ref) => going(vpc).find((p) => endsOf(p).includes(other));
      const both = joins(first) && joins(second);
      if (!both) continue;
      const message = `${topology.label(second)} shares addresses with ${topology.label(first)}, which ${topology.label(vpc)} also reaches: a route table can lead to one of them only.`;
      keepIt(both.id, endsOf(both), message);
    }
  }
  return [...out.values()];
}

/** Members that overlap a VPC, no member, that is attached to a gateway of their Region that is built on. */
function overlapsWithGuests(
  topology: Topology,
  members: readonly Ref[],
  reuse: readonly Ref[],
): (readonly [vpc: Ref, guest: Ref])[] {
  const inside = new Set(members);
  const guests = topology
    .all('tgw-vpc-attachment')
    .filter((a) => reuse.includes(a.tgw) && a.state === 'available' && !inside.has(a.vpc));
  return members.flatMap((vpc) => {
    const { region } = topology.placeOf(vpc);
    const guest = guests.find((a) => a.region === region && overlapping(topology, vpc, a.vpc));
    return guest ? [[vpc, guest.vpc] as const] : [];
  });
}
