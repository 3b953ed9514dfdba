/**
 * Overlaps among the peers of one VPC, where its answers go to the wrong one.
 * AWS checks no reverse path: answers follow the longest prefix, whoever asked.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html
 */
import { firstHost, overlaps } from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { VpcPeering } from '../../kinds/vpc-peering.ts';
import { routesOver, tablesInUse } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { once } from './once.ts';
import { overlapClusters } from './overlap-clusters.ts';

/** A subnet that asks over its own peering and is answered over another. */
export interface Misled {
  readonly table: Ref;
  readonly subnet: Ref;
  readonly cidr: string;
  /** The peering its answers take. */
  readonly target: Ref;
}

/** Peers of one VPC that overlap. */
export interface PeerOverlap {
  readonly vpc: Ref;
  /** Sorted; the peering of each stands at the same place in `peerings`. */
  readonly peers: readonly Ref[];
  readonly peerings: readonly Ref[];
  readonly cidrs: readonly string[];
  /** Empty where every peer in sight that asks is answered rightly, or may be. */
  readonly misled: readonly Misled[];
}

/** Every set of overlapping peers, by the VPC they are peered with. */
export const peerOverlaps = once((routing: Routing): readonly PeerOverlap[] => {
  const { topology } = routing;
  const centres = uniq(
    topology.all('vpc-peering').flatMap((p) => [p.requester.vpc, p.accepter.vpc]),
  );
  return centres.flatMap((vpc) => {
    const links = new Map<Ref, VpcPeering>();
    for (const peering of topology.peeringsOf(vpc)) {
      if (peering.state === 'active') links.set(topology.sidesOf(peering, vpc).far.vpc, peering);
    }
    if (links.size < 2) return [];
    const blocks = [...links].flatMap(([peer, peering]) => {
      const { far } = topology.sidesOf(peering, vpc);
      const known = topology.cidrsOf(peer);
      return (known.length > 0 ? known : far.cidrs).map((cidr) => ({ vpc: peer, cidr }));
    });
    return overlapClusters(blocks).flatMap(({ vpcs, cidrs }): PeerOverlap[] => {
      const peerings = vpcs.map((peer) => links.get(peer)!);
      const misled = vpcs.flatMap((peer) =>
        misledSubnets(topology, routing, vpc, peer, links.get(peer)!, peerings),
      );
      return [{ vpc, peers: vpcs, peerings: peerings.map((p) => p.id), cidrs, misled }];
    });
  });
});

/** Subnets of a peer that route to the VPC and whose answers take the peering of another. */
function misledSubnets(
  topology: Topology,
  routing: Routing,
  vpc: Ref,
  peer: Ref,
  peering: VpcPeering,
  rivals: readonly VpcPeering[],
): Misled[] {
  const others = new Set(rivals.filter((p) => p !== peering).map((p) => p.id));
  const asking = new Set(
    routesOver(routing, peering.id, peer)
      .filter(
        ({ inUse, route }) => inUse && topology.cidrsOf(vpc).some((c) => overlaps(c, route.cidr)),
      )
      .map(({ table }) => table.id),
  );
  if (asking.size === 0) return [];
  const out: Misled[] = [];
  for (const subnet of topology.subnetsOf(peer)) {
    const own = topology.tableOf(subnet);
    if (!own || !asking.has(own.id)) continue;
    for (const cidr of subnet.cidrs) {
      const answers = tablesInUse(topology, vpc).map((table) => ({
        table,
        ...routing.decide(table, firstHost(cidr)),
      }));
      // One table that answers rightly, or may, could be the one that matters.
      if (answers.some((a) => a.unsure !== undefined || a.route?.target.id === peering.id))
        continue;
      for (const { table, route } of answers) {
        if (route && others.has(route.target.id)) {
          out.push({
            table: table.id,
            subnet: subnet.id,
            cidr: cidr.text,
            target: route.target.id,
          });
        }
      }
    }
  }
  return out;
}
