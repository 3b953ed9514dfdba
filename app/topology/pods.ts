/** The address range that clusters of containers share, and whether it is all that two VPCs have in common. */
import { type Cidr, contains, overlaps, parseCidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from './topology.ts';

/**
 * Reused by every cluster on purpose: pods leave their VPC under a node's address, or through a private NAT gateway.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
 */
export const POD_RANGE = parseCidr('100.64.0.0/10');

/** Blocks that two VPCs share: of two that overlap, the smaller one. */
export const sharedBlocks = (topology: Topology, a: Ref, b: Ref): Cidr[] =>
  topology.cidrsOf(a).flatMap((one) =>
    topology
      .cidrsOf(b)
      .filter((other) => overlaps(one, other))
      .map((other) => (contains(one, other) ? other : one)),
  );

/** True where two VPCs share addresses, and only those of pods that no route leads to: neither's first block. */
export function sharesOnlyPods(topology: Topology, a: Ref, b: Ref): boolean {
  const shared = sharedBlocks(topology, a, b);
  const firsts = [a, b].flatMap((vpc) => topology.cidrsOf(vpc)[0] ?? []);
  return (
    shared.length > 0 &&
    shared.every(
      (cidr) =>
        contains(POD_RANGE, cidr) &&
        !firsts.some((first) => overlaps(first, cidr)) &&
        !podRoutes(topology).some((route) => overlaps(route, cidr)),
    )
  );
}

const known = new WeakMap<Topology, readonly Cidr[]>();

/** Routes that somebody made for addresses of pods, over peerings and gateways. */
function podRoutes(topology: Topology): readonly Cidr[] {
  let routes = known.get(topology);
  if (!routes) {
    const made = [
      ...topology
        .all('route-table')
        .flatMap((table) => table.routes.filter(({ origin }) => origin === 'static')),
      ...topology
        .all('tgw-route-table')
        .flatMap(({ routes: all }) => (all ?? []).filter(({ type }) => type === 'static')),
    ];
    routes = made.flatMap(({ cidr }) => (cidr && contains(POD_RANGE, cidr) ? [cidr] : []));
    known.set(topology, routes);
  }
  return routes;
}
