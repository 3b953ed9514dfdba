/** Peerings with routes on one side only. */
import { z } from 'zod';
import { type Cidr, contains, firstHost, overlaps } from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import {
  hasUnknownLists,
  type PeeringRoute,
  routesOver,
  tablesInUse,
  tablesKnown,
} from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { attachedTo, carriage } from '../parts/tgw-leg.ts';
import { listed } from '../parts/words.ts';
import { defineRule, type Place } from '../rule.ts';

export default defineRule({
  id: 'peering-one-way',
  about: {
    title: 'Peering routed one way only',
    why: 'Each side of a peering routes for itself. Where only one did, its packets arrive and the answers are lost: connections hang until they time out.',
    remedy:
      "Add the return route over the peering in the route tables that the other VPC's subnets use, or remove the forward route if the two should not talk.",
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
    ],
  },
  needs: ['route-table', 'subnet'],
  options: z.object({}),
  messages: {
    oneWay: '{from} routes {destinations} to {to} over {link}, but {to} has no route back.',
    crossed:
      '{from} routes {destinations} to {to} over {link}, and {to} routes {others} to {from}: neither has a route back.',
  },
  check({ topology, routing }, say) {
    const natSubnets = new Set(topology.all('nat-gateway').flatMap((nat) => nat.subnet ?? []));
    for (const peering of topology.all('vpc-peering')) {
      if (peering.state !== 'active') continue;
      const sides = [peering.requester.vpc, peering.accepter.vpc] as const;
      const [near, far] = [
        routesOver(routing, peering.id, sides[0]).filter(carries(topology, sides[1])),
        routesOver(routing, peering.id, sides[1]).filter(carries(topology, sides[0])),
      ];
      const found = [
        { from: sides[0], to: sides[1], forward: near, back: far },
        { from: sides[1], to: sides[0], forward: far, back: near },
      ].flatMap((way) => {
        const lost = lostRoutes(routing, natSubnets, way);
        return lost.length > 0 ? [{ ...way, lost }] : [];
      });
      const [first, other] = found;
      if (!first) continue;
      const { from, to, lost } = first;
      const destinations = (routes: readonly PeeringRoute[]) =>
        listed(uniq(routes.map((r) => r.route.cidr.text)));
      say({
        message: other ? 'crossed' : 'oneWay',
        at: [peering.id, from, to],
        path: [from, lost[0]!.table.id, peering.id, to],
        places: found.flatMap((way) => placesOf(topology, peering.id, way)),
        data: {
          from: topology.label(from),
          to: topology.label(to),
          link: topology.label(peering.id),
          destinations: destinations(lost),
          others: destinations(other?.lost ?? []),
        },
      });
    }
  },
});

/** One direction of a peering: routes of each side that lead to addresses of the other. */
interface Way {
  readonly from: Ref;
  readonly to: Ref;
  readonly forward: readonly PeeringRoute[];
  readonly back: readonly PeeringRoute[];
}

/** Routes of one VPC to its peer whose answers find no way back. */
function lostRoutes(
  routing: Routing,
  natSubnets: ReadonlySet<Ref>,
  { from, to, forward, back }: Way,
): PeeringRoute[] {
  const { topology } = routing;
  const families = new Set(back.map((b) => b.route.cidr.family));
  // Nobody sends by a family that the VPC has no addresses of.
  const own = new Set(topology.cidrsOf(from).map((block) => block.family));
  const doubtful = forward.filter(({ route: { cidr } }) => {
    return own.has(cidr.family) && !families.has(cidr.family);
  });
  if (doubtful.length === 0) return [];
  // Without the other side's tables, nothing is known of the way back.
  if (!tablesKnown(topology, to) || hasUnknownLists(topology, to)) return [];
  return doubtful.filter(
    (f) =>
      !returnsOtherwise(topology, routing, from, to, f.route.cidr.family) &&
      !leavesByNat(topology, routing, f, natSubnets),
  );
}

/** The routes there, and the tables without one back. */
function placesOf(
  topology: Topology,
  peering: Ref,
  { from, to, lost }: { from: Ref; to: Ref; lost: readonly PeeringRoute[] },
): Place[] {
  const blocks = topology
    .cidrsOf(from)
    .filter((c) => lost.some((l) => l.route.cidr.family === c.family));
  return [
    ...lost.map((l) => ({ resource: l.table.id, detail: `${l.route.cidr.text} to ${peering}` })),
    ...tablesInUse(topology, to).map((table) => ({
      resource: table.id,
      detail: `no route to ${listed(blocks.map((c) => c.text))} over ${peering}`,
    })),
  ];
}

/** Routes in use that lead to addresses of the far VPC. */
const carries =
  (topology: Topology, to: Ref) =>
  ({ inUse, route }: PeeringRoute): boolean =>
    inUse &&
    route.state === 'active' &&
    topology.cidrsOf(to).some((block) => overlaps(block, route.cidr));

/**
 * True where answers leave by another way that may lead back: a transit gateway that does, a core
 * network, an appliance, or another peering (two peers that overlap; cidr-overlap-connected tells of those).
 */
function returnsOtherwise(
  topology: Topology,
  routing: Routing,
  from: Ref,
  to: Ref,
  family: Cidr['family'],
): boolean {
  return tablesInUse(topology, to).some((table) =>
    topology
      .cidrsOf(from)
      .filter((block) => block.family === family)
      .some((block) => {
        const { route } = routing.decide(table, block);
        if (route?.state !== 'active') return false;
        const { kind, id } = route.target;
        return (
          kind === 'core-network' ||
          kind === 'network-interface' ||
          kind === 'vpc-peering' ||
          kind === 'vpc-endpoint' ||
          (kind === 'transit-gateway' && mayCarry(routing, to, id, block, from))
        );
      }),
  );
}

/** True where a gateway takes what one VPC sends to a block of another there, or may. */
function mayCarry(routing: Routing, from: Ref, tgw: Ref, block: Cidr, to: Ref): boolean {
  const { topology } = routing;
  const attachment = attachedTo(topology, from, tgw);
  if (!attachment) return false;
  const hosts = topology.subnetsOf(to).flatMap((subnet) => subnet.cidrs);
  const inside = hosts.filter((cidr) => contains(block, cidr));
  return (inside.length > 0 ? inside : [block]).some(
    (cidr) => carriage(routing, attachment, tgw, firstHost(cidr), to).how !== 'lost',
  );
}

/**
 * A flow that leaves a NAT gateway and then crosses a peering comes back without a return route.
 * True where only subnets of NAT gateways use the table, and another table sends this way through NAT.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
function leavesByNat(
  topology: Topology,
  routing: Routing,
  { table, route }: PeeringRoute,
  natSubnets: ReadonlySet<Ref>,
): boolean {
  const subnets = topology.subnetsUsing(table);
  if (subnets.length === 0 || !subnets.every((s) => natSubnets.has(s.id))) return false;
  return tablesInUse(topology, table.vpc).some(
    (other) =>
      other !== table && routing.decide(other, route.cidr).route?.target.kind === 'nat-gateway',
  );
}
