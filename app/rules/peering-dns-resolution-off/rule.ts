/** Peerings over which private names do not resolve, though they need the DNS option to. */
import { z } from 'zod';
import { overlaps } from '../../base/cidr.ts';
import { count } from '../../base/count.ts';
import { groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { routesOver } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { outsideRfc1918 } from '../parts/private-ranges.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-dns-resolution-off',
  about: {
    title: 'DNS resolution off where a peering needs it',
    why: 'Across Regions, and for VPCs with addresses outside the private ranges of RFC 1918, the private names of instances resolve over a peering only with its DNS option turned on; each side decides for its own names. Without it a name resolves to a public address, or not at all. Private hosted zones and Resolver rules are not touched by it.',
    remedy:
      'Turn on DNS resolution for the side whose names are asked for (its owner has to), with DNS hostnames and DNS support on in both VPCs. Where hosted zones or Resolver rules answer for every name, nothing is missing.',
    severity: 'info',
    category: 'peering',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html',
      'https://docs.aws.amazon.com/config/latest/developerguide/vpc-peering-dns-resolution-check.html',
    ],
  },
  needs: ['vpc-peering'],
  options: z.object({}),
  messages: {
    off: 'Private names of {owner} do not resolve for {peers}: {reason}, and DNS resolution is off on its side of {links}.',
  },
  check({ topology, routing }, say) {
    // Each owner decides for its own side, over all its peerings at once.
    for (const [owner, list] of groupBy(sidesOff(topology, routing), (side) => side.owner)) {
      const blocks = uniq(list.flatMap((side) => side.blocks));
      const far = uniq(list.filter((side) => side.far).map((side) => side.peer));
      const peers = uniq(list.map((side) => side.peer));
      const reasons = [
        ...(blocks.length > 0
          ? [`${listed(blocks)} ${blocks.length === 1 ? 'is' : 'are'} outside the private ranges`]
          : []),
        ...(far.length > 0
          ? [`${named(topology, far)} ${far.length === 1 ? 'is' : 'are'} in another Region`]
          : []),
      ];
      say({
        message: 'off',
        at: [owner, ...list.map((side) => side.peering)],
        path: [owner, ...list.map((side) => side.peering), ...peers],
        places: list.map((side) => ({
          resource: side.peering,
          detail: `off for names of ${topology.label(owner)}`,
        })),
        data: {
          owner: topology.label(owner),
          peers: named(topology, peers),
          links:
            list.length === 1 ? topology.label(list[0]!.peering) : count(list.length, 'peering'),
          reason: reasons.join(', '),
        },
      });
    }
  },
});

/** A side of a routed peering whose option is off, and that needs it. */
interface SideOff {
  readonly owner: Ref;
  readonly peer: Ref;
  readonly peering: Ref;
  /** True where the other side is in another Region. */
  readonly far: boolean;
  /** Its blocks outside the private ranges that the other side routes. */
  readonly blocks: readonly string[];
}

function* sidesOff(topology: Topology, routing: Routing): Iterable<SideOff> {
  for (const peering of topology.all('vpc-peering')) {
    if (peering.state !== 'active') continue;
    const { requester, accepter, id } = peering;
    const far = requester.region !== accepter.region;
    for (const [own, other] of [
      [requester, accepter],
      [accepter, requester],
    ] as const) {
      // Each account is told the option of its own side only.
      if (own.dns !== false) continue;
      const open = own.cidrs.filter(outsideRfc1918);
      if (!far && open.length === 0) continue;
      const uses = routesOver(routing, id, other.vpc).filter((use) => use.inUse);
      // Where the tables of the other side cannot be read, the way back shows that it is used.
      const used =
        uses.length > 0 ||
        (topology.tablesOf(other.vpc).length === 0 &&
          routesOver(routing, id, own.vpc).some((use) => use.inUse));
      const blocks = open.filter((b) => uses.some((use) => overlaps(use.route.cidr, b)));
      if (!used || (!far && blocks.length === 0)) continue;
      yield {
        owner: own.vpc,
        peer: other.vpc,
        peering: id,
        far,
        blocks: blocks.map((block) => block.text),
      };
    }
  }
}
