/** VPCs whose addresses are in use behind a VPN or Direct Connect of the same transit gateway. */
import { z } from 'zod';
import { type Cidr, contains } from '../../base/cidr.ts';
import { append, groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { POD_RANGE } from '../../topology/pods.ts';
import { type LiveVpcAttachment, liveVpcAttachments } from '../parts/sending.ts';
import { few, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cidr-overlap-onprem',
  about: {
    title: 'VPC on addresses of the other side of a VPN or Direct Connect',
    why: 'In a VPC its own addresses always win: hosts on the other side that have them cannot be reached from there. On the transit gateway the more specific route wins, so that part of the VPC may be led out of AWS instead. Summaries that merely cover the VPC are no conflict.',
    remedy:
      'Find out who owns the range. Where the other side announces the VPC back to AWS, filter that; where both use it, renumber one of them or put a private NAT gateway between.',
    severity: 'warning',
    category: 'addressing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html',
    ],
  },
  needs: ['vpc', 'tgw-route-table'],
  options: z.object({}),
  messages: {
    overlap:
      '{vpc} has {blocks}, and {tgw} leads {prefixes} of that to {ways}: {vpc} cannot reach them there.',
  },
  check({ topology, routing }, say) {
    const tries = edgeTries(routing);
    if (tries.size === 0) return;
    const clashes = liveVpcAttachments(topology).flatMap((attachment) =>
      clashesOf(topology, tries, attachment),
    );
    for (const group of groupBy(clashes, ({ vpc, tgw }) => `${vpc} ${tgw}`).values()) {
      const [{ vpc, tgw }] = group as [Clash];
      const ways = uniq(group.map((clash) => clash.edge.attachment));
      const resources = uniq(ways.map((way) => topology.attachment(way)?.resource || way));
      say({
        message: 'overlap',
        at: [vpc, tgw, ...ways],
        path: [vpc, tgw, ...uniq(group.map((clash) => clash.edge.table.id)), ...ways],
        places: group.map(({ edge }) => ({
          resource: edge.table.id,
          detail: `${edge.cidr.text} to ${edge.attachment}`,
        })),
        data: {
          vpc: topology.label(vpc),
          tgw: topology.label(tgw),
          blocks: few(uniq(group.map((clash) => clash.block.text)), 'block'),
          prefixes: few(uniq(group.map((clash) => clash.edge.cidr.text)), 'prefix', 'prefixes'),
          ways: named(topology, resources),
        },
      });
    }
  },
});

/** Attachments that lead out of AWS. */
const EDGES: ReadonlySet<string> = new Set([
  'vpn',
  'vpn-concentrator',
  'direct-connect-gateway',
  'connect',
  'client-vpn',
]);

/** A route of a gateway's table that leads out of AWS. */
interface Edge {
  readonly table: TgwRouteTable;
  readonly cidr: Cidr;
  readonly attachment: Ref;
  readonly propagated: boolean;
}

interface Clash {
  readonly vpc: Ref;
  readonly tgw: Ref;
  readonly block: Cidr;
  readonly edge: Edge;
}

/** Routes that lead out of AWS, by gateway; gateways without any are left out. */
function edgeTries(routing: Routing): ReadonlyMap<Ref, PrefixTrie<Edge>> {
  const { topology } = routing;
  if (!topology.attachments.some((a) => EDGES.has(a.type))) return new Map();
  const edges = new Map<Ref, Edge[]>();
  for (const table of topology.all('tgw-route-table')) {
    for (const { cidr, state, origin, targets } of routing.tgwRoutesOf(table).routes) {
      if (state !== 'active') continue;
      for (const { attachment, type } of targets) {
        if (!EDGES.has(type)) continue;
        append(edges, table.tgw, { table, cidr, attachment, propagated: origin === 'propagated' });
      }
    }
  }
  return new Map(
    [...edges].map(([tgw, list]) => {
      const trie = new PrefixTrie<Edge>();
      for (const edge of list) trie.add(edge.cidr, edge);
      return [tgw, trie];
    }),
  );
}

/** Routes to the outside that are equal to a block of the VPC, or inside one. */
function clashesOf(
  topology: Topology,
  tries: ReadonlyMap<Ref, PrefixTrie<Edge>>,
  { id, vpc, ends }: LiveVpcAttachment,
): Clash[] {
  const tgw = ends[0]?.tgw ?? '';
  const trie = tries.get(tgw);
  if (!trie) return [];
  // Blocks for pods stay in their VPC.
  const blocks = topology.cidrsOf(vpc).filter((b, i) => i === 0 || !contains(POD_RANGE, b));
  return blocks.flatMap((block) =>
    trie
      .inside(block)
      .flatMap((entry) => entry.values)
      // tgw-static-shadows-propagated tells of a static route in place of the VPC's own.
      .filter((edge) => edge.propagated || edge.cidr.text !== block.text || !joins(edge.table, id))
      .map((edge) => ({ vpc, tgw, block, edge })),
  );
}

const joins = (table: TgwRouteTable, attachment: Ref): boolean =>
  (table.propagations ?? []).some((p) => p.attachment === attachment && p.state === 'enabled');
