/** Peerings of dual-stack VPCs that carry IPv4 only. */
import { z } from 'zod';
import { type Cidr, firstHost } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { VpcPeering } from '../../kinds/vpc-peering.ts';
import {
  hasUnknownLists,
  type PeeringRoute,
  routesOver,
  tablesInUse,
  tablesKnown,
} from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { hasPrivateWay } from '../parts/private-way.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-ipv6-route-missing',
  about: {
    title: 'Dual-stack peers without IPv6 routes',
    why: 'IPv4 and IPv6 are routed apart. Where both VPCs have IPv6 subnets and only IPv4 is routed between them, a client that is given an IPv6 address tries it first, and waits or goes out to the internet.',
    remedy:
      'Add routes to the IPv6 blocks over the peering on both sides, or give out no IPv6 addresses (AAAA records) for what is meant to be reached by IPv4.',
    severity: 'info',
    category: 'peering',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html',
    ],
  },
  needs: ['vpc', 'subnet', 'route-table'],
  options: z.object({}),
  messages: {
    missing:
      '{a} and {b} have IPv6 subnets and route IPv4 to each other over {link}, but not IPv6.',
  },
  check({ topology, routing }, say) {
    const dual = (vpc: Ref): boolean =>
      ipv6Of(topology.get('vpc', vpc)?.cidrs ?? []) !== undefined &&
      topology.subnetsOf(vpc).some((subnet) => ipv6Of(subnet.cidrs));
    for (const peering of topology.all('vpc-peering')) {
      const [a, b] = [peering.requester.vpc, peering.accepter.vpc];
      if (peering.state !== 'active' || !dual(a) || !dual(b)) continue;
      const sides = [
        side(topology, routing, peering, a, b),
        side(topology, routing, peering, b, a),
      ];
      if (!sides.every((s) => s !== undefined)) continue;
      say({
        message: 'missing',
        at: [peering.id, a, b],
        path: [a, peering.id, b],
        places: sides.flat(),
        data: {
          a: topology.label(a),
          b: topology.label(b),
          link: topology.label(peering.id),
        },
      });
    }
  },
});

const ipv6Of = (cidrs: readonly Cidr[]): Cidr | undefined => cidrs.find((c) => c.family === 6);

/** The tables of one side that route IPv4 and no IPv6; undefined where there is nothing to say, or not enough known. */
function side(
  topology: Topology,
  routing: Routing,
  peering: VpcPeering,
  from: Ref,
  to: Ref,
): { resource: Ref; detail: string }[] | undefined {
  const uses = routesOver(routing, peering.id, from).filter((use) => use.inUse);
  const by = (family: 4 | 6) => (use: PeeringRoute) => use.route.cidr.family === family;
  if (!uses.some(by(4)) || uses.some(by(6))) return undefined;
  if (!tablesKnown(topology, from) || hasUnknownLists(topology, from)) return undefined;
  const hosts = topology.subnetsOf(to).flatMap((subnet) => ipv6Of(subnet.cidrs) ?? []);
  // Another way, such as a transit gateway, will do.
  const otherwise = tablesInUse(topology, from).some((table) =>
    hosts.some((cidr) => hasPrivateWay(routing, table, firstHost(cidr))),
  );
  if (otherwise) return undefined;
  const blocks = topology.cidrsOf(to).filter((cidr) => cidr.family === 6);
  const tables = new Map(uses.map(({ table }) => [table.id, table]));
  return [...tables.keys()].map((table) => ({
    resource: table,
    detail: `no route to ${listed(blocks.map((cidr) => cidr.text))} over ${peering.id}`,
  }));
}
