/** Default routes over a peering. */
import { z } from 'zod';
import { groupBy, uniq } from '../../base/order.ts';
import { type AssumedTransit, assumedTransit } from '../../mesh/transit.ts';
import { routePlaces } from '../parts/route-places.ts';
import { useGaps } from '../parts/use-gaps.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-default-route',
  about: {
    title: 'Default route to a peered VPC',
    why: "A peering carries traffic to the addresses of the peer and to nothing else: its internet gateway, NAT gateway, VPN and Direct Connect cannot be used from the other side. With a default route over a peering the peer itself answers, and everything else is dropped. The route also opens every address that the peer is given later, which AWS's own detector rates as a high risk.",
    remedy:
      'Route the CIDR blocks of the peer and nothing more. For the internet give the VPC a NAT gateway of its own, or send its default route to a transit gateway with central egress.',
    severity: 'error',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/amazonq/detector-library/terraform/restrict-vpc-peering-routes-terraform',
    ],
  },
  needs: ['vpc-peering'],
  options: z.object({}),
  messages: {
    gateway:
      "{from} sends {destinations} to {via} to leave through {gateway}: a peer's gateways cannot be used, only its own addresses answer.",
    broad:
      '{from} sends {destinations} to {via}: only its own addresses answer, the rest is dropped.',
  },
  check({ topology, routing }, say) {
    const found = groupBy(
      assumedTransit(routing).filter(({ kind }) => kind === 'default'),
      (t) => [t.peering.id, t.from].join('\n'),
    );
    for (const group of found.values()) {
      const [{ from, via, peering, use }] = group as [AssumedTransit];
      const gateways = uniq(group.flatMap((t) => t.gateway ?? []));
      say({
        message: gateways.length > 0 ? 'gateway' : 'broad',
        // Without the peer: the other side may make the same mistake.
        at: [from, peering.id],
        path: [from, use.table.id, peering.id, via, ...gateways],
        places: routePlaces(group.map((t) => t.use)),
        gaps: useGaps(topology, from),
        data: {
          from: topology.label(from),
          via: topology.label(via),
          destinations: listed(uniq(group.map((t) => t.use.route.cidr.text))),
          gateway: named(topology, gateways),
        },
      });
    }
  },
});
