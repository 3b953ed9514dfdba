/** Blocks of a peer that were left out when the others were routed. */
import { z } from 'zod';
import { type Cidr, contains, firstHost, overlaps } from '../../base/cidr.ts';
import { groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { hasUnknownLists, type PeeringRoute, routesOver, tablesKnown } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { POD_RANGE } from '../../topology/pods.ts';
import { hasPrivateWay } from '../parts/private-way.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-partial-cidr-coverage',
  about: {
    title: 'Peer routed in part only',
    why: 'A VPC can get further CIDR blocks at any time, and no route table of its peers learns of them. Where whole blocks of a peer are routed and another block with subnets is not, that block was probably added later and forgotten. To keep a part of a VPC apart on purpose is fine.',
    remedy:
      'Add routes to the block over the peering on both sides if its subnets are meant to be reached. A prefix list of all blocks of the VPC, shared with its peers, keeps them in step.',
    severity: 'info',
    category: 'peering',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    ],
  },
  needs: ['vpc', 'subnet', 'route-table'],
  options: z.object({}),
  messages: {
    partial: '{from} {verb} to {to} over {links}, but not to its {blocks}.',
  },
  check({ topology, routing }, say) {
    const found = groupBy(omissions(topology, routing), (o) => [o.to, ...o.blocks].join('\n'));
    for (const group of found.values()) {
      const [{ to, blocks }] = group as [Omission];
      const froms = uniq(group.map((o) => o.from));
      const links = uniq(group.map((o) => o.peering));
      say({
        message: 'partial',
        at: [to, ...links],
        path: [...froms, ...links, to],
        places: group.flatMap(({ tables, peering }) =>
          tables.map((table) => ({
            resource: table,
            detail: `no route to ${listed(blocks)} over ${peering}`,
          })),
        ),
        data: {
          from: named(topology, froms),
          verb: froms.length === 1 ? 'routes' : 'route',
          to: topology.label(to),
          links: named(topology, links),
          blocks: listed(blocks),
        },
      });
    }
  },
});

interface Omission {
  readonly from: Ref;
  readonly to: Ref;
  readonly peering: Ref;
  readonly blocks: readonly string[];
  /** Tables that route the rest. */
  readonly tables: readonly Ref[];
}

function* omissions(topology: Topology, routing: Routing): Iterable<Omission> {
  for (const peering of topology.all('vpc-peering')) {
    if (peering.state !== 'active') continue;
    const sides = [peering.requester.vpc, peering.accepter.vpc] as const;
    for (const [from, to] of [sides, [sides[1], sides[0]] as const]) {
      // Most VPCs have one block; and what lives in a block is known of VPCs in sight only.
      const blocks = topology.get('vpc', to)?.cidrs ?? [];
      if (blocks.length < 2 || !tablesKnown(topology, from)) continue;
      const uses = routesOver(routing, peering.id, from).filter(
        ({ inUse, route }) => inUse && route.state === 'active',
      );
      const missing = forgotten(topology, routing, to, blocks, uses);
      if (missing.length === 0 || hasUnknownLists(topology, from)) continue;
      yield {
        from,
        to,
        peering: peering.id,
        blocks: missing.map((block) => block.text),
        tables: uniq(uses.map(({ table }) => table.id)),
      };
    }
  }
}

/** Blocks with subnets to which nothing leads, of a family in which another block is routed as a whole. */
function forgotten(
  topology: Topology,
  routing: Routing,
  to: Ref,
  blocks: readonly Cidr[],
  uses: readonly PeeringRoute[],
): Cidr[] {
  const whole = new Set(
    blocks
      .filter((block) => uses.some(({ route }) => contains(route.cidr, block)))
      .map((block) => block.family),
  );
  return blocks.filter((block, i) => {
    if (!whole.has(block.family) || uses.some(({ route }) => overlaps(route.cidr, block)))
      return false;
    if (i > 0 && contains(POD_RANGE, block)) return false;
    const hosts = topology
      .subnetsOf(to)
      .flatMap((subnet) => subnet.cidrs)
      .filter((cidr) => contains(block, cidr));
    return (
      hosts.length > 0 &&
      !uses.some(({ table }) =>
        hosts.some((cidr) => hasPrivateWay(routing, table, firstHost(cidr))),
      )
    );
  });
}
