/** Peerings between VPCs that a transit gateway would connect as well. */
import { z } from 'zod';
import { pairPaths } from '../parts/pair-paths.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'mesh-redundant-peering-and-tgw',
  about: {
    title: 'Peering beside a transit gateway',
    why: 'Two ways lead from one VPC to the other, and the routes over the peering win. It is mostly a move that was never finished: the peering is not missed until somebody changes one side. A pair that exchanges much may be peered on purpose, as peering costs nothing by the GB within an Availability Zone.',
    remedy:
      'Decide for one way. To keep the gateway, remove the peering routes on both sides together, watch that nothing flows any more, and delete the peering last. To keep the peering for a busy pair, suppress the finding with that reason.',
    severity: 'info',
    category: 'mesh',
    // Peering a busy pair beside the gateway is good practice.
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html',
      'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/vpc-peering.html',
    ],
  },
  needs: ['route-table', 'subnet', 'tgw-route-table'],
  options: z.object({}),
  messages: {
    redundant: '{a} and {b} talk over {link}; {tgw} would carry them too.',
  },
  check({ topology, routing }, say) {
    for (const { peering, asymmetries, bypasses, spare, places } of pairPaths(routing)) {
      // The other two rules tell of pairs that are worse off.
      if (spare.length === 0 || asymmetries.length + bypasses.length > 0) continue;
      const [a, b] = [peering.requester.vpc, peering.accepter.vpc];
      say({
        message: 'redundant',
        at: [peering.id, a, b],
        path: [a, peering.id, b, ...spare],
        places: places.both,
        data: {
          a: topology.label(a),
          b: topology.label(b),
          link: topology.label(peering.id),
          tgw: named(topology, spare),
        },
      });
    }
  },
});
