/** Routes that send traffic to a peered VPC for it to pass on, which peering never does. */
import { z } from 'zod';
import { groupBy, uniq } from '../../base/order.ts';
import { type AssumedTransit, assumedTransit } from '../../mesh/transit.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-assumed-transit',
  about: {
    title: 'Route that assumes transit through a peer',
    why: "A peering carries traffic between the addresses of its two VPCs only. It is not handed on to the peer's other peerings, nor to its internet, NAT, VPN, Direct Connect or transit gateway. AWS accepts such a route and drops the traffic without a word.",
    remedy:
      'Peer the two VPCs directly, or attach all of them to a Transit Gateway. For internet or on-premises access give the VPC a gateway of its own, or centralise it behind a Transit Gateway. Then remove the route.',
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
    vpc: '{from} sends {destinations} to {via}, but that is {third}: a peering does not pass traffic on.',
    summary:
      '{from} sends {destinations} to {via}; that covers {third} too, and a peering does not pass traffic on.',
    gateway:
      "{from} sends {destinations} to {via} to leave through {gateway}: a peer's gateways cannot be used.",
    default:
      '{from} sends {destinations} to {via}: only its own addresses answer, its gateways cannot be used.',
    outside: '{from} sends {destinations} to {via}, which has no such addresses.',
  },
  check({ topology, routing }, say) {
    const found = groupBy(assumedTransit(topology, routing), (t) =>
      [t.peering.id, t.from, t.kind, t.gateway ?? ''].join('\n'),
    );
    for (const group of found.values()) {
      const [{ kind, from, via, peering, gateway }] = group as [AssumedTransit];
      const thirds = uniq(group.flatMap((t) => t.thirds));
      const destinations = uniq(group.map((t) => t.use.route.cidr.text));
      const data = {
        from: topology.label(from),
        via: topology.label(via),
        destinations: listed(destinations),
        third: named(topology, thirds),
        gateway: gateway === undefined ? 'its gateway' : topology.label(gateway),
      };
      // The sets differ by message, so that two findings of one peering keep apart.
      const behind = kind === 'vpc' || kind === 'summary' ? thirds : gateway ? [gateway] : [];
      say({
        message: kind,
        // A block the peer is about to get is routed in advance now and then.
        severity: kind === 'outside' ? 'warning' : 'error',
        at: kind === 'outside' ? [from, peering.id, via] : [from, peering.id, ...behind],
        path: [from, group[0]!.use.table.id, peering.id, via, ...behind],
        places: places(group),
        data,
      });
    }
  },
});

function places(group: readonly AssumedTransit[]) {
  return group.map(({ use, peering }) => ({
    resource: use.table.id,
    detail:
      use.route.cidr.text === use.route.destination
        ? `${use.route.destination} to ${peering.id}`
        : `${use.route.cidr.text} (${use.route.destination}) to ${peering.id}`,
  }));
}
