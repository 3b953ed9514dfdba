/** Overlapping peers of one VPC, where one of them is out of sight and its answers go to another. */
import { z } from 'zod';
import { contains, firstHost, overlaps } from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { hasUnknownLists, routesOver, tablesInUse, tablesKnown } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import { peerOverlaps, type PeerOverlap } from '../parts/peer-overlaps.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule, type Place } from '../rule.ts';

export default defineRule({
  id: 'peering-overlapping-peers-ambiguous-return',
  about: {
    title: 'Answers to overlapping peers lead to one of them',
    why: 'Peers of one VPC may overlap each other, and a peering checks no reverse path: answers follow the longest prefix, whoever asked. Where all addresses of a peer lead to another one, whatever it asks is answered to the wrong VPC. What the peer does cannot be seen from here; cidr-overlap-connected tells of peers that can be.',
    remedy:
      'Route single subnets or hosts of each peer over its own peering, or give one of them other addresses. PrivateLink connects services whose networks overlap. Before a move to a transit gateway the overlap has to go in any case.',
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    ],
  },
  needs: ['subnet', 'route-table'],
  options: z.object({}),
  messages: {
    ambiguous:
      '{losers} and {winners} overlap in {cidrs} and are peered with {vpc}, which sends all of that to {winners}: what {losers} {verb} is answered to the wrong one.',
  },
  check({ topology, routing }, say) {
    for (const overlap of peerOverlaps(routing)) {
      const { vpc, peers, peerings, cidrs, misled } = overlap;
      // Told by cidr-overlap-connected, or not enough known of the routes.
      if (misled.length > 0 || !tablesKnown(topology, vpc) || hasUnknownLists(topology, vpc))
        continue;
      const lost = peers.flatMap((peer, i) => answersAstray(routing, overlap, peer, peerings[i]!));
      if (lost.length === 0) continue;
      const losers = uniq(lost.map((l) => l.peer));
      const winners = uniq(lost.map((l) => l.winner));
      say({
        message: 'ambiguous',
        at: [vpc, ...losers, ...winners],
        path: [...losers, ...winners, ...peerings, vpc],
        places: lost.map((l) => l.place),
        data: {
          vpc: topology.label(vpc),
          losers: named(topology, losers),
          verb: losers.length === 1 ? 'asks' : 'ask',
          winners: named(topology, winners),
          cidrs: listed(cidrs),
        },
      });
    }
  },
});

interface Astray {
  readonly peer: Ref;
  readonly winner: Ref;
  readonly place: Place;
}

/** Where answers to a peer that cannot be seen go to another, and no route at all leads back over its own peering. */
function answersAstray(
  routing: Routing,
  { vpc, peers, peerings }: PeerOverlap,
  peer: Ref,
  peering: Ref,
): Astray[] {
  const { topology } = routing;
  const seen = topology.saw('subnet', topology.placeOf(peer)) && topology.get('vpc', peer);
  if (seen || topology.subnetsOf(peer).length > 0) return [];
  const own = topology.cidrsOf(peer);
  const answered = routesOver(routing, peering, vpc).some(
    ({ inUse, route }) => inUse && own.some((block) => overlaps(block, route.cidr)),
  );
  if (answered) return [];
  return tablesInUse(topology, vpc).flatMap((table) =>
    peers.flatMap((winner, i): Astray[] => {
      if (winner === peer) return [];
      const shared = topology
        .cidrsOf(winner)
        .flatMap((block) =>
          own.filter((o) => overlaps(o, block)).map((o) => (contains(o, block) ? block : o)),
        );
      return shared.flatMap((range) => {
        const { route } = routing.decide(table, firstHost(range));
        if (route?.state !== 'active' || route.target.id !== peerings[i]) return [];
        const detail = `${range.text} goes to ${peerings[i]}`;
        return [{ peer, winner, place: { resource: table.id, detail } }];
      });
    }),
  );
}
