/**
 * Routes that assume a peered VPC passes traffic on. It never does: neither to its own peers, nor to its
 * internet, NAT, VPN, Direct Connect or transit gateway.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
import { type Cidr, contains, overlaps } from '../base/cidr.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { PrefixTrie } from '../base/trie.ts';
import type { TargetKind } from '../kinds/route-table.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import type { EffectiveRoute } from '../routing/routes.ts';
import type { Routing } from '../routing/routing.ts';
import type { Topology } from '../topology/topology.ts';
import { type PeeringRoute, peeringRoutes } from './use.ts';

/**
 * - vpc: the destination lies in other VPCs peered with the peer
 * - summary: the destination covers the peer and other VPCs peered with it, which have no better route
 * - gateway: the peer itself reaches the destination through a gateway of its own
 * - default: everything is sent to the peer
 * - outside: the destination is no address of the peer, nor of anything known behind it
 */
export type TransitKind = 'vpc' | 'summary' | 'gateway' | 'default' | 'outside';

export interface AssumedTransit {
  readonly kind: TransitKind;
  readonly from: Ref;
  readonly via: Ref;
  readonly peering: VpcPeering;
  readonly use: PeeringRoute;
  /** VPCs the traffic is meant for, sorted; empty for all but `vpc` and `summary`. */
  readonly thirds: readonly Ref[];
  /** The peer's gateway the traffic is meant for, where it is known. */
  readonly gateway: Ref | undefined;
}

/** What a VPC could only reach through the peer: gateways a packet from a peering is never handed to. */
const GATEWAYS: ReadonlySet<TargetKind> = new Set<TargetKind>([
  'internet-gateway',
  'nat-gateway',
  'egress-only-gateway',
  'vpn-gateway',
  'transit-gateway',
  'core-network',
  'network-interface',
  'vpc-endpoint',
]);

/** A route over an active peering that covers the peer and more, without anything known being lost by it. */
export type Summary = Pick<AssumedTransit, 'from' | 'via' | 'peering' | 'use'>;

/** Routes over active peerings that lead to more than the peer, in order of peerings and tables. */
interface Wide {
  readonly assumed: readonly AssumedTransit[];
  readonly summaries: readonly Summary[];
}

const known = new WeakMap<Routing, Wide>();

/** Worked out once for a routing. Tables that no subnet uses are left out. */
function wideRoutes(routing: Routing): Wide {
  let found = known.get(routing);
  if (!found) {
    found = findWide(routing);
    known.set(routing, found);
  }
  return found;
}

/** Every route over an active peering that assumes transit, in order of peerings and tables. */
export const assumedTransit = (routing: Routing): readonly AssumedTransit[] =>
  wideRoutes(routing).assumed;

/** Every route over an active peering that is wider than the peer and assumes no transit, in the same order. */
export const peerSummaries = (routing: Routing): readonly Summary[] =>
  wideRoutes(routing).summaries;

function findWide(routing: Routing): Wide {
  const { topology } = routing;
  const neighbours = new Neighbours(topology);
  const assumed: AssumedTransit[] = [];
  const summaries: Summary[] = [];
  const routes = peeringRoutes(routing);
  for (const peering of topology.all('vpc-peering')) {
    if (peering.state !== 'active') continue;
    for (const [from, uses] of routes.get(peering.id) ?? []) {
      if (from !== peering.requester.vpc && from !== peering.accepter.vpc) continue;
      const via = topology.sidesOf(peering, from).far.vpc;
      const blocks = peerBlocks(topology, peering, from);
      if (blocks.length === 0) continue;
      for (const use of uses) {
        if (!use.inUse || use.route.state !== 'active') continue;
        if (blocks.some((block) => contains(block, use.route.cidr))) continue;
        const found = judge(topology, routing, neighbours, { from, via, use, blocks });
        if (found) assumed.push({ ...found, from, via, peering, use });
        else summaries.push({ from, via, peering, use });
      }
    }
  }
  return { assumed, summaries };
}

/** Blocks of the far side: what its owner reports, and what the peering reports. */
export function peerBlocks(topology: Topology, peering: VpcPeering, from: Ref): readonly Cidr[] {
  const { far } = topology.sidesOf(peering, from);
  const own = topology.cidrsOf(far.vpc);
  const more = far.cidrs.filter((cidr) => !own.some((block) => block.text === cidr.text));
  return more.length === 0 ? own : [...own, ...more];
}

/** A route that none of the peer's blocks contains. */
interface Asked {
  readonly from: Ref;
  readonly via: Ref;
  readonly use: PeeringRoute;
  readonly blocks: readonly Cidr[];
}

function judge(
  topology: Topology,
  routing: Routing,
  neighbours: Neighbours,
  { from, via, use, blocks }: Asked,
): Pick<AssumedTransit, 'kind' | 'thirds' | 'gateway'> | undefined {
  const { cidr } = use.route;
  if (cidr.length === 0) {
    return { kind: 'default', thirds: [], gateway: gatewayTo(topology, routing, via, cidr) };
  }
  const behind = neighbours.behind(via, cidr).filter((n) => n.vpc !== from);
  if (blocks.some((block) => overlaps(block, cidr))) {
    // A summary is fine as long as what it covers beside the peer has a better route, or does not exist.
    const lost = behind.filter(({ cidr: block }) => {
      const { route } = routing.decide(use.table, { family: block.family, words: block.words });
      return contains(cidr, block) && sameRoute(route, use.route);
    });
    return lost.length > 0
      ? { kind: 'summary', thirds: uniq(lost.map((n) => n.vpc)), gateway: undefined }
      : undefined;
  }
  if (behind.length > 0) {
    return { kind: 'vpc', thirds: uniq(behind.map((n) => n.vpc)), gateway: undefined };
  }
  const gateway = gatewayTo(topology, routing, via, cidr);
  return { kind: gateway ? 'gateway' : 'outside', thirds: [], gateway };
}

const sameRoute = (a: EffectiveRoute | undefined, b: EffectiveRoute): boolean =>
  a !== undefined && a.target.id === b.target.id && a.cidr.text === b.cidr.text;

/** The gateway through which the peer itself would reach a destination. A default route there says nothing about private ones. */
function gatewayTo(topology: Topology, routing: Routing, vpc: Ref, cidr: Cidr): Ref | undefined {
  for (const table of topology.tablesOf(vpc)) {
    const { route } = routing.decide(table, { family: cidr.family, words: cidr.words });
    if (!route || !GATEWAYS.has(route.target.kind)) continue;
    if (route.cidr.length === 0 && cidr.length > 0) continue;
    return route.target.id;
  }
  return undefined;
}

interface Neighbour {
  readonly vpc: Ref;
  readonly cidr: Cidr;
}

/** Blocks of the VPCs peered with a VPC, for look-up by prefix. */
class Neighbours {
  readonly #topology: Topology;
  readonly #tries = new Map<Ref, PrefixTrie<Neighbour>>();

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  /** Peers of `vpc` with a block that shares addresses with `cidr`. */
  behind(vpc: Ref, cidr: Cidr): Neighbour[] {
    let trie = this.#tries.get(vpc);
    if (!trie) {
      trie = new PrefixTrie();
      for (const peering of this.#topology.peeringsOf(vpc)) {
        if (peering.state !== 'active') continue;
        const { far } = this.#topology.sidesOf(peering, vpc);
        for (const block of peerBlocks(this.#topology, peering, vpc)) {
          trie.add(block, { vpc: far.vpc, cidr: block });
        }
      }
      this.#tries.set(vpc, trie);
    }
    return trie.overlapping(cidr).flatMap((entry) => entry.values);
  }
}
