/** The address range that clusters of containers share, and whether it is all that two VPCs have in common. */
import { type Cidr, contains, overlaps, parseCidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Route, RouteTable } from '../kinds/route-table.ts';
import type { TgwRouteTarget } from '../kinds/tgw-route-table.ts';
import { sharedBlocks } from './shared-blocks.ts';
import type { Topology } from './topology.ts';

/**
 * Reused by every cluster on purpose: pods leave their VPC under a node's address, or through a private NAT gateway.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
 */
export const POD_RANGE = parseCidr('100.64.0.0/10');

/** True where two VPCs share addresses, and only those of pods that no route leads to: neither's first block. */
export function sharesOnlyPods(topology: Topology, a: Ref, b: Ref): boolean {
  const shared = sharedBlocks(topology, a, b);
  const firsts = [a, b].flatMap((vpc) => topology.cidrsOf(vpc)[0] ?? []);
  return (
    shared.length > 0 &&
    shared.every(
      (cidr) => contains(POD_RANGE, cidr) && !firsts.some((first) => overlaps(first, cidr)),
    ) &&
    !podRoutes(topology).some(
      (route) =>
        shared.some((cidr) => overlaps(route.cidr, cidr)) && leadsTo(topology, route, [a, b]),
    )
  );
}

/** True of pods of two Regions: each Region has a gateway of its own, and no route leads to what they share. */
export function podsApart(topology: Topology, a: Ref, b: Ref): boolean {
  const [one, other] = [topology.placeOf(a).region, topology.placeOf(b).region];
  return one !== '' && other !== '' && one !== other && sharesOnlyPods(topology, a, b);
}

/** A route that somebody made for addresses of pods among others, though not for all there are. */
interface PodRoute {
  readonly cidr: Cidr;
  /** A VPC, or a transit gateway, that it leads to. */
  readonly to: Ref;
}

/** A gateway that is peered with another leads to what is on any. */
function leadsTo(topology: Topology, { to }: PodRoute, vpcs: readonly Ref[]): boolean {
  if (vpcs.includes(to)) return true;
  const own = vpcs.flatMap((vpc) => topology.attachmentsOf(vpc).filter((a) => a.vpc === vpc));
  if (own.some((a) => a.ends.some(({ tgw }) => tgw === to))) return true;
  const peered = topology
    .all('tgw-peering-attachment')
    .some(({ requester, accepter }) => requester.tgw === to || accepter.tgw === to);
  return own.length > 0 && peered;
}

const known = new WeakMap<Topology, readonly PodRoute[]>();

/** Over peerings and gateways. What leads elsewhere, such as out of the VPC to the internet, leads to no pods. */
function podRoutes(topology: Topology): readonly PodRoute[] {
  let routes = known.get(topology);
  if (!routes) {
    const all = [
      ...topology
        .all('route-table')
        .flatMap((table) =>
          table.routes.flatMap((route) => made(topology, route, ends(topology, table, route))),
        ),
      ...topology
        .all('tgw-route-table')
        .flatMap(({ routes: read, listRoutes }) =>
          [...(read ?? []), ...listRoutes]
            .filter(({ type }) => type === 'static')
            .flatMap((route) => made(topology, route, route.targets.flatMap(endOf))),
        ),
    ];
    // Thousands of tables may have the same route.
    routes = [...new Map(all.map((route) => [`${route.cidr.text} ${route.to}`, route])).values()];
    known.set(topology, routes);
  }
  return routes;
}

/** Entries of a prefix list that were not read may be any. */
function made(
  topology: Topology,
  route: { readonly cidr?: Cidr | undefined; readonly prefixList: Ref | undefined },
  to: readonly Ref[],
): PodRoute[] {
  if (to.length === 0) return [];
  const list = topology.get('prefix-list', route.prefixList ?? '')?.entries;
  const cidrs = route.cidr ? [route.cidr] : (list?.map(({ cidr }) => cidr) ?? [POD_RANGE]);
  return cidrs
    .filter((cidr) => cidr.length > 0 && overlaps(POD_RANGE, cidr))
    .flatMap((cidr) => to.map((end) => ({ cidr, to: end })));
}

function ends(topology: Topology, table: RouteTable, { target, origin, state }: Route): Ref[] {
  if (origin !== 'static' || state === 'blackhole') return [];
  if (target.kind === 'transit-gateway') return [target.id];
  const peering = target.kind === 'vpc-peering' && topology.get('vpc-peering', target.id);
  return peering ? [topology.sidesOf(peering, table.vpc).far.vpc] : [];
}

const endOf = ({ type, resource }: TgwRouteTarget): Ref[] =>
  type === 'vpc' || type === 'peering' ? [resource] : [];
