/** Routes that send traffic to a peered VPC for it to pass on, which peering never does. */
import { z } from 'zod';
import { groupBy, uniq } from '../../base/order.ts';
import { type AssumedTransit, assumedTransit } from '../../mesh/transit.ts';
import { routePlaces } from '../parts/route-places.ts';
import { useGaps } from '../parts/use-gaps.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-assumed-transit',
  about: {
    title: 'Route that assumes transit through a peer',
    why: "A peering carries traffic between the addresses of its two VPCs only. It is not handed on to the peer's other peerings, nor to its internet, NAT, VPN, Direct Connect or transit gateway. AWS accepts such a route and drops the traffic without a word.",
    remedy:
      'Peer the two VPCs directly, or attach all of them to a transit gateway. For on-premises access give the VPC a gateway of its own, or centralise it behind a transit gateway. Then remove the route.',
    severity: 'error',
    category: 'peering',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html'],
  },
  needs: ['vpc-peering'],
  options: z.object({}),
  messages: {
    vpc: '{from} sends {destinations} to {via}, but that is {third}: a peering does not pass traffic on.',
    summary:
      '{from} sends {destinations} to {via}; that covers {third} too, and a peering does not pass traffic on.',
    gateway:
      "{from} sends {destinations} to {via} to leave through {gateway}: a peer's gateways cannot be used.",
  },
  check({ topology, routing }, say) {
    // Where one VPC names a third and covers it by a summary too, that is one mistake.
    const found = groupBy(
      assumedTransit(routing).filter(({ kind }) => MEANT.has(kind)),
      (t) => [t.peering.id, t.from, t.gateway ?? ''].join('\n'),
    );
    for (const group of found.values()) {
      const [{ from, via, peering, gateway, use }] = group as [AssumedTransit];
      const thirds = uniq(group.flatMap((t) => t.thirds));
      const behind = gateway === undefined ? thirds : [gateway];
      say({
        message:
          gateway !== undefined
            ? 'gateway'
            : group.some((t) => t.kind === 'summary')
              ? 'summary'
              : 'vpc',
        at: [from, peering.id, ...behind],
        path: [from, use.table.id, peering.id, via, ...behind],
        places: routePlaces(group.map((t) => t.use)),
        gaps: useGaps(topology, from),
        data: {
          from: topology.label(from),
          via: topology.label(via),
          destinations: listed(uniq(group.map((t) => t.use.route.cidr.text))),
          third: named(topology, thirds),
          gateway: gateway === undefined ? '' : topology.label(gateway),
        },
      });
    }
  },
});

/** What is known to lie behind the peer. Everything, and nothing known, are rules of their own. */
const MEANT: ReadonlySet<string> = new Set(['vpc', 'summary', 'gateway']);
