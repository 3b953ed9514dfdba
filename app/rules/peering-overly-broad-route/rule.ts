/** Routes over a peering that cover far more than the peer has. */
import { z } from 'zod';
import { type Cidr, contains, firstHost, sizeOf } from '../../base/cidr.ts';
import { append, groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { peerBlocks, peerSummaries, type Summary } from '../../mesh/transit.ts';
import type { PeeringRoute } from '../../mesh/use.ts';
import type { EffectiveRoute } from '../../routing/routes.ts';
import type { Routing } from '../../routing/routing.ts';
import { routePlaces } from '../parts/route-places.ts';
import { attachedTo, leadsTo } from '../parts/tgw-leg.ts';
import { useGaps } from '../parts/use-gaps.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-overly-broad-route',
  about: {
    title: 'Peering route far wider than the peer',
    why: 'A route over a peering wins over every less specific one, for all that it covers, and what the peer does not have is dropped there. Where a default route or a summary to a transit gateway stands beside it, it takes networks away from that. Where nothing does, it hides the next conflict until it happens; benchmarks such as CIS ask for peering routes that allow the least access.',
    remedy:
      'Route the CIDR blocks of the peer, or single subnets of it; a prefix list keeps several blocks in one place. Where the summary leaves room for the peer to grow, make it no wider than that.',
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
    ],
  },
  needs: ['vpc-peering'],
  options: z.object({
    bits: z
      .number()
      .int()
      .min(1)
      .max(32)
      .default(4)
      .describe(
        'Bits that a route may be wider than what the peer has: with 4, up to 16 times the addresses.',
      ),
  }),
  messages: {
    takes:
      '{from} sends {destinations} to {via}; that takes {others} too, which {way} would lead to.',
    broad: '{from} sends {destinations} to {via}, which has {blocks} of that.',
  },
  check({ topology, routing, options }, say) {
    // What covers a third VPC behind the peer is told by peering-assumed-transit.
    const found = groupBy(peerSummaries(routing), (s) => [s.peering.id, s.from].join('\n'));
    for (const group of found.values()) {
      const [{ from, via, peering }] = group as [Summary];
      const wide = group.map(({ use }) => use);
      const blocks = peerBlocks(topology, peering, from);
      const taken = takenBy(routing, from, wide);
      const shown = wide.filter(
        (use) => taken.routes.has(use) || bitsTooMany(use.route.cidr, blocks) > options.bits,
      );
      if (shown.length === 0) continue;
      const owned = blocks.filter((b) => shown.some((use) => contains(use.route.cidr, b)));
      say({
        message: taken.routes.size > 0 ? 'takes' : 'broad',
        // Nothing is lost yet by a summary that takes nothing from anybody.
        severity: taken.routes.size > 0 ? 'warning' : 'info',
        // Without the peer: the other side may make the same mistake.
        at: [from, peering.id],
        path: [from, shown[0]!.table.id, peering.id, via],
        places: routePlaces(shown),
        gaps: useGaps(topology, from),
        data: {
          from: topology.label(from),
          via: topology.label(via),
          destinations: listed(uniq(shown.map((use) => use.route.cidr.text))),
          blocks: listed(owned.map((block) => block.text)),
          others: named(topology, uniq(taken.vpcs)),
          way: named(topology, uniq(taken.ways)),
        },
      });
    }
  },
});

/** How many bits wider a route is than the blocks inside it together. */
function bitsTooMany(cidr: Cidr, blocks: readonly Cidr[]): number {
  const owned = blocks
    .filter((block) => contains(cidr, block))
    .reduce((sum, block) => sum + sizeOf(block), 0);
  return Math.log2(sizeOf(cidr) / owned);
}

interface Taken {
  readonly routes: ReadonlySet<PeeringRoute>;
  /** VPCs that the next best route would lead to. */
  readonly vpcs: readonly Ref[];
  /** The transit gateways and peerings of those routes. */
  readonly ways: readonly Ref[];
}

/** What routes take from the next best ones of their tables: VPCs that those would lead to. */
function takenBy(routing: Routing, from: Ref, wide: readonly PeeringRoute[]): Taken {
  const routes = new Set<PeeringRoute>();
  const vpcs: Ref[] = [];
  const ways: Ref[] = [];
  for (const use of wide) {
    const next = nextBest(routing.routesOf(use.table), use.route);
    if (!next) continue;
    for (const [vpc, blocks] of reachedBy(routing, from, next, use.route.cidr)) {
      const lost = blocks.some((block) => {
        const ip = firstHost(block);
        return (
          routing.decide(use.table, ip).route === use.route &&
          (next.target.kind === 'vpc-peering' || leadsTo(routing, from, next.target.id, ip, vpc))
        );
      });
      if (!lost) continue;
      routes.add(use);
      vpcs.push(vpc);
      ways.push(next.target.id);
    }
  }
  return { routes, vpcs, ways };
}

/** The longest route of a table that covers all of another. */
function nextBest(
  routes: readonly EffectiveRoute[],
  route: EffectiveRoute,
): EffectiveRoute | undefined {
  let best: EffectiveRoute | undefined;
  for (const other of routes) {
    if (other.cidr.length >= route.cidr.length || !contains(other.cidr, route.cidr)) continue;
    if (!best || other.cidr.length > best.cidr.length) best = other;
  }
  return best?.state === 'active' ? best : undefined;
}

/** VPCs with blocks inside a range that the target of a route could lead to: those of its gateway, or its peer. */
function reachedBy(
  { topology }: Routing,
  from: Ref,
  { target }: EffectiveRoute,
  range: Cidr,
): ReadonlyMap<Ref, readonly Cidr[]> {
  const out = new Map<Ref, Cidr[]>();
  const add = (vpc: Ref) => {
    if (vpc === from) return;
    for (const block of topology.cidrsOf(vpc)) if (contains(range, block)) append(out, vpc, block);
  };
  if (target.kind === 'transit-gateway' && attachedTo(topology, from, target.id)) {
    for (const { vpc } of topology.attachmentsOf(target.id)) if (vpc !== undefined) add(vpc);
  }
  if (target.kind === 'vpc-peering') {
    const peering = topology.get('vpc-peering', target.id);
    if (peering?.state === 'active') add(topology.sidesOf(peering, from).far.vpc);
  }
  return out;
}
