/** Pairs of VPCs whose packets take a peering one way and a transit gateway back. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import { type Asymmetry, pairPaths } from '../parts/pair-paths.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'mesh-asymmetric-peering-tgw',
  about: {
    title: 'There by peering, back by transit gateway',
    why: 'A pair of VPCs that was moved on one side only goes out over the peering and is answered over the gateway. Plain hosts may not notice. A firewall on the gateway sees half of every connection and drops it, packets over 8,500 bytes are lost one way, and references to security groups of the other VPC match one way only.',
    remedy:
      'Cut over both directions of the pair together: give both VPCs routes of the same length to the same target. While a move is going on, suppress the finding until the date it ends.',
    severity: 'error',
    category: 'mesh',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
    ],
  },
  needs: ['route-table', 'subnet'],
  options: z.object({}),
  messages: {
    plain: '{from} reaches {to} over {link}, but is answered over {hub}.',
    inspected:
      '{from} reaches {to} over {link}, but is answered over {hub} through the firewall of {inspector}, which sees half of it.',
  },
  check({ topology, routing }, say) {
    for (const { peering, asymmetries, places } of pairPaths(routing)) {
      if (asymmetries.length === 0) continue;
      const inspected = asymmetries.filter((a) => a.inspector !== undefined);
      const [first] = (inspected.length > 0 ? inspected : asymmetries) as [Asymmetry];
      const alike = asymmetries.filter((a) => a.from === first.from);
      const hubs = uniq(alike.map((a) => a.hub)).filter(
        (hub) => topology.find(hub) !== undefined || topology.ghost(hub) !== undefined,
      );
      const inspectors = uniq(inspected.flatMap((a) => a.inspector ?? []));
      const untold = asymmetries.every((a) => a.carried === 'unknown');
      say({
        message: inspected.length > 0 ? 'inspected' : 'plain',
        severity: inspected.length > 0 ? 'error' : 'warning',
        at: [peering.id, first.from, first.to, ...hubs],
        path: [first.from, peering.id, first.to, ...hubs, ...inspectors],
        places: places.asymmetric,
        unsure: untold,
        gaps: untold
          ? hubs.flatMap((hub) =>
              topology
                .gapsHiding(['tgw-route-table', 'tgw-attachment'], topology.placeOf(hub))
                .map((gap) => gap.id),
            )
          : [],
        data: {
          from: topology.label(first.from),
          to: topology.label(first.to),
          link: topology.label(peering.id),
          hub: named(topology, uniq(alike.map((a) => a.hub))),
          inspector: named(topology, inspectors),
        },
      });
    }
  },
});
