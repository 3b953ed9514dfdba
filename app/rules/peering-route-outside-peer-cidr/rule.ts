/** Routes over a peering to addresses that neither the peer has nor anything known behind it. */
import { z } from 'zod';
import { groupBy, uniq } from '../../base/order.ts';
import { type AssumedTransit, assumedTransit, peerBlocks } from '../../mesh/transit.ts';
import { routePlaces } from '../parts/route-places.ts';
import { useGaps } from '../parts/use-gaps.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-route-outside-peer-cidr',
  about: {
    title: 'Peering route to addresses that the peer does not have',
    why: 'Behind a peering there is nothing but the CIDR blocks of the peer. A route to any other addresses is accepted by AWS, wins over less specific routes, and drops what it attracts. It is mostly a leftover of a block that was taken from the peer, a slip of the pen, or a block that the peer has yet to get.',
    remedy:
      'Remove the route, or correct its destination to a CIDR block of the peer. Where the peer is about to get the block, add the block first.',
    // A block that the peer is about to get is routed in advance now and then.
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html',
    ],
  },
  needs: ['vpc-peering'],
  options: z.object({}),
  messages: {
    outside: '{from} sends {destinations} to {via}, which has {blocks} only.',
  },
  check({ topology, routing }, say) {
    const found = groupBy(
      assumedTransit(routing).filter(({ kind }) => kind === 'outside'),
      (t) => [t.peering.id, t.from].join('\n'),
    );
    for (const group of found.values()) {
      const [{ from, via, peering, use }] = group as [AssumedTransit];
      const families = new Set(group.map((t) => t.use.route.cidr.family));
      const blocks = peerBlocks(topology, peering, from);
      const near = blocks.filter((block) => families.has(block.family));
      say({
        message: 'outside',
        // Without the peer: the other side may make the same mistake.
        at: [from, peering.id],
        path: [from, use.table.id, peering.id, via],
        places: routePlaces(group.map((t) => t.use)),
        gaps: useGaps(topology, from),
        data: {
          from: topology.label(from),
          via: topology.label(via),
          destinations: listed(uniq(group.map((t) => t.use.route.cidr.text))),
          blocks: listed((near.length > 0 ? near : blocks).map((block) => block.text)),
        },
      });
    }
  },
});
